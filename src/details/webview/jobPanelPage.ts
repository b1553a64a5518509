import { element } from '../../editor/webview/element.js';
import { ScrollPlace, topIn } from '../../editor/webview/scrollPlace.js';
import { isShowMessage, type PanelRequest, type ShowMessage } from '../panelMessages.js';
import { type Ask, focusedKey, focusKey, wideButton } from './buttons.js';
import { familyOf } from './familyElement.js';
import { fieldsOf } from './fields.js';
import { actionsOf, headOf, noticeOf } from './head.js';
import { statusElement } from './statusElement.js';
import { timelineElement } from './timelineElement.js';

/** @see https://code.visualstudio.com/api/extension-guides/webview#scripts-and-message-passing */
declare function acquireVsCodeApi(): {
  postMessage(message: PanelRequest): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();
const ask: Ask = (request) => editor.postMessage(request);
const place = new ScrollPlace(keep);
let latest: ShowMessage | undefined;

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isShowMessage(data)) show(data);
});
// A click or a key is a person's for certain; the editor itself may move the focus.
for (const event of ['pointerdown', 'keydown']) addEventListener(event, () => ask({ kind: 'used' }), true);
ask({ kind: 'ready' });

/**
 * The parts of the page from the top, and what each is made of: a part is rebuilt only when that has changed.
 */
const parts: readonly {
  readonly name: string;
  readonly of: (message: ShowMessage) => unknown;
  readonly make: (message: ShowMessage) => HTMLElement | undefined;
}[] = [
  { name: 'head', of: ({ sheet }) => sheet?.head, make: ({ sheet }) => sheet && headOf(sheet.head) },
  {
    name: 'actions',
    of: ({ actions, labels }) => [actions, labels],
    make: ({ actions, labels }) => actionsOf(actions, labels.actions, ask),
  },
  {
    name: 'reading',
    of: ({ isReading, labels }) => [isReading, labels],
    make: ({ isReading, labels }) =>
      isReading ? element('p', { class: 'reading quiet', role: 'status' }, labels.reading) : undefined,
  },
  {
    name: 'notice',
    of: ({ notice }) => notice,
    make: ({ notice }) => notice && noticeOf(notice, 'job', ask),
  },
  {
    name: 'why',
    of: ({ labels, sheet }) => [sheet?.why, labels],
    make: ({ labels, sheet }) => sheet?.why && statusElement(sheet.why, labels, ask),
  },
  {
    name: 'family',
    of: ({ family, familyNotice, isReadingFamily, sheet }) => [family, familyNotice, isReadingFamily, !sheet],
    make: ({ family, familyNotice: notice, isReadingFamily: isReading, labels, sheet }) =>
      sheet && (family || notice || isReading)
        ? familyOf(family, { notice, isReading }, labels, ask)
        : undefined,
  },
  {
    name: 'timeline',
    of: ({ sheet }) => sheet?.timeline,
    make: ({ labels, sheet }) => sheet?.timeline && timelineElement(sheet.timeline, labels.timeline),
  },
  { name: 'filters', of: ({ filters }) => filters, make: filtersOf },
  {
    name: 'everything',
    of: ({ sheet }) => sheet?.sections,
    make: ({ labels, sheet }) => sheet && fieldsOf(sheet.sections, labels, ask),
  },
];
const shown = parts.map(() => ({ made: '', host: element('div', { class: 'part' }) }));
document.querySelector('main')?.replaceChildren(...shown.map(({ host }) => host));

function show(message: ShowMessage): void {
  const focused = focusedKey();
  const isOther = message.turn !== latest?.turn;
  const top = isOther && latest === undefined ? keptTop(message) : 0;
  latest = message;
  for (const [place, part] of parts.entries()) {
    const slot = shown[place];
    const made = JSON.stringify(part.of(message)) ?? '';
    if (slot === undefined || slot.made === made) continue;
    slot.made = made;
    const content = part.make(message);
    slot.host.replaceChildren(...(content === undefined ? [] : [content]));
  }
  document.querySelector('main')?.setAttribute('aria-busy', String(message.isReading));
  if (focused !== undefined && focusedKey() !== focused) focusKey(focused);
  if (isOther) place.goTo(top);
  keep();
  // Two frames on, what was made is on the screen.
  requestAnimationFrame(() => requestAnimationFrame(() => ask({ kind: 'shown', turn: message.turn })));
}

/** Keeps the job's identity, and how far the page is scrolled. */
function keep(): void {
  if (latest !== undefined)
    editor.setState({ ...latest.kept, view: { subject: subjectOf(latest), top: place.top } });
}

/** How far the page was scrolled when it showed this job, before it was hidden or the window was reloaded. */
function keptTop(message: ShowMessage): number {
  const { view } = Object(editor.getState());
  const { subject, top } = Object(view);
  return subject === subjectOf(message) ? topIn(top) : 0;
}

function subjectOf({ kept, turn }: ShowMessage): string {
  return kept === undefined ? `turn ${turn}` : JSON.stringify(kept.reference);
}

function filtersOf({ filters, labels }: ShowMessage): HTMLElement | undefined {
  if (filters.length === 0) return undefined;
  return element(
    'div',
    { 'aria-label': labels.filter, class: 'filters', role: 'group' },
    element('span', { 'aria-hidden': 'true', class: 'quiet' }, labels.filter),
    ...filters.map(({ name, title }) =>
      wideButton(title, 'filter', { ask, key: `filter:${name}`, request: { kind: 'filter', name } }),
    ),
  );
}
