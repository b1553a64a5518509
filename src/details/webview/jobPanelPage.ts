import { connectToEditor } from '../../editor/webview/editorApi.js';
import { element } from '../../editor/webview/element.js';
import { focusedKey, focusKey } from '../../editor/webview/focusedKey.js';
import { followClipboard } from '../../editor/webview/followClipboard.js';
import { ScrollPlace, topIn } from '../../editor/webview/scrollPlace.js';
import { isShowMessage } from '../../editor/webview/showMessage.js';
import { structureOf, takeTexts } from '../../editor/webview/takeTexts.js';
import type { SentPanelRequest, ShowMessage } from '../panelMessages.js';
import { type PageContext, type SendRequest, wideButton } from './buttons.js';
import { fieldsOf } from './fields.js';
import type { Folds } from './fold.js';
import { actionsOf, headOf, noticeOf } from './head.js';
import { relatedJobsElement, resourceElement, sameCauseElement, showAllKey } from './relatedJobsElement.js';
import { statusElement } from './statusElement.js';
import { timelineElement } from './timelineElement.js';

const editor = connectToEditor<SentPanelRequest>();
const send: SendRequest = (request) => editor.postMessage({ version: latest?.version, ...request });
const scrollPlace = new ScrollPlace(saveState);
let latest: ShowMessage | undefined;
const unfolded = new Set<string>();
const folds: Folds = {
  isOpen: (name) => unfolded.has(name),
  set: (name, isOpen) => {
    if (unfolded.has(name) === isOpen) return;
    if (isOpen) unfolded.add(name);
    else unfolded.delete(name);
    if (name === 'allFields') send({ kind: 'showAllFields', isShown: isOpen });
  },
};

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isShowMessage<ShowMessage>(data)) show(data);
  else void followClipboard(data, send);
});
// A click or a key always comes from the user. VS Code itself may move the focus.
for (const event of ['pointerdown', 'keydown']) addEventListener(event, () => send({ kind: 'used' }), true);
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') send({ kind: 'leave' });
});
// Before a focused button takes the key as a click.
addEventListener('keydown', showSameCause, true);
send({ kind: 'ready' });

/** The parts of the page, from the top. A part is only rebuilt when more than its texts changes. */
const parts: readonly {
  readonly dataOf: (message: ShowMessage) => unknown;
  readonly build: (message: ShowMessage, page: PageContext) => HTMLElement | undefined;
}[] = [
  {
    dataOf: ({ story, viewModel }) => [viewModel?.head, story],
    build: ({ story, viewModel }) => viewModel && headOf(viewModel.head, story),
  },
  { dataOf: ({ actions }) => actions, build: ({ actions }, page) => actionsOf(actions, page) },
  {
    dataOf: ({ isReading }) => isReading,
    build: ({ isReading, labels }) =>
      isReading ? element('p', { class: 'reading quiet', role: 'status' }, labels.reading) : undefined,
  },
  {
    dataOf: ({ notice }) => notice,
    build: ({ notice }, page) => notice && noticeOf(notice, 'job', page),
  },
  {
    dataOf: ({ canAccept, canManageKnownIssues, concerned, viewModel }) => [
      viewModel?.status,
      concerned,
      canAccept,
      canManageKnownIssues,
    ],
    build: (message, page) =>
      message.viewModel?.status && statusElement(message.viewModel.status, message, page),
  },
  {
    dataOf: ({ sameCause, showsAllSameCause }) => [sameCause, showsAllSameCause],
    build: ({ sameCause, showsAllSameCause: showsAll }, page) =>
      sameCause && sameCauseElement(sameCause, showsAll, page),
  },
  {
    dataOf: ({ exportsHistory, isReadingRelatedJobs, relatedJobs, relatedJobsNotice, viewModel }) => [
      exportsHistory,
      relatedJobs?.resource,
      relatedJobsNotice,
      isReadingRelatedJobs,
      !viewModel,
    ],
    build: (message, page) => {
      const { exportsHistory, isReadingRelatedJobs: isReading, relatedJobs, viewModel } = message;
      const { relatedJobsNotice: notice } = message;
      return viewModel && (relatedJobs?.resource || notice || isReading)
        ? resourceElement(relatedJobs?.resource, { exportsHistory, notice, isReading }, page)
        : undefined;
    },
  },
  {
    dataOf: ({ viewModel }) => viewModel?.timeline,
    build: ({ viewModel }, page) => viewModel?.timeline && timelineElement(viewModel.timeline, page),
  },
  {
    dataOf: ({ relatedJobs, relatedJobsNotice }) => [
      relatedJobs?.groups,
      relatedJobs?.resource === undefined,
      relatedJobsNotice === undefined,
    ],
    build: ({ relatedJobs, relatedJobsNotice }, page) => {
      if (relatedJobs === undefined) return undefined;
      const { groups, resource } = relatedJobs;
      const hasNone = groups.length === 0 && resource === undefined && relatedJobsNotice === undefined;
      return groups.length > 0 || hasNone ? relatedJobsElement(groups, page) : undefined;
    },
  },
  { dataOf: ({ filters }) => filters, build: filtersOf },
  {
    dataOf: ({ viewModel }) => viewModel?.sections,
    build: ({ viewModel }, page) => viewModel && fieldsOf(viewModel.sections, page),
  },
];
const slots = parts.map((part) => ({
  ...part,
  data: '',
  structure: '',
  host: element('div', { class: 'part' }),
}));
document.querySelector('main')?.replaceChildren(...slots.map(({ host }) => host));

function show(message: ShowMessage): void {
  const focused = focusedKey();
  const isOtherJob = message.version !== latest?.version;
  const top = latest === undefined ? savedTop(message) : 0;
  if (latest === undefined && message.showsAllFields) unfolded.add('allFields');
  latest = message;
  for (const slot of slots) {
    const data = JSON.stringify(slot.dataOf(message)) ?? '';
    if (slot.data === data) continue;
    slot.data = data;
    const content = slot.build(message, { folds, labels: message.labels, send });
    const structure = content === undefined ? '' : structureOf(content);
    const shown = slot.host.firstChild;
    if (shown !== null && content !== undefined && !isOtherJob && structure === slot.structure)
      takeTexts(shown, content);
    else slot.host.replaceChildren(...(content === undefined ? [] : [content]));
    slot.structure = structure;
  }
  document.querySelector('main')?.setAttribute('aria-busy', String(message.isReading));
  if (focused !== undefined && focusedKey() !== focused) focusKey(focused);
  if (isOtherJob) scrollPlace.goTo(top);
  saveState();
  // The new elements are on the screen after two frames.
  requestAnimationFrame(() => requestAnimationFrame(() => send({ kind: 'shown', version: message.version })));
}

/** Shift+Enter does what it does in the tree. */
function showSameCause(event: KeyboardEvent): void {
  const { altKey, ctrlKey, key, metaKey, shiftKey } = event;
  const showAll = document.querySelector<HTMLElement>(`[data-key="${showAllKey}"]`);
  if (key !== 'Enter' || !shiftKey || altKey || ctrlKey || metaKey || showAll === null) return;
  event.preventDefault();
  event.stopPropagation();
  showAll.click();
}

/** Saves the job's identity and the scroll position for a reload of the page or the window. */
function saveState(): void {
  if (latest !== undefined)
    editor.setState({ ...latest.saved, view: { target: targetKey(latest), top: scrollPlace.top } });
}

/** The scroll position that was saved for this job; 0 if none was. */
function savedTop(message: ShowMessage): number {
  const { view } = Object(editor.getState());
  const { target, top } = Object(view);
  return target === targetKey(message) ? topIn(top) : 0;
}

function targetKey({ saved, version }: ShowMessage): string {
  return saved === undefined ? `version ${version}` : JSON.stringify(saved.reference);
}

function filtersOf({ filters, labels }: ShowMessage): HTMLElement | undefined {
  if (filters.length === 0) return undefined;
  return element(
    'div',
    { 'aria-label': labels.filter, class: 'filters', role: 'group' },
    element('span', { 'aria-hidden': 'true', class: 'quiet' }, labels.filter),
    ...filters.map(({ name, title }) =>
      wideButton(title, 'filter', { send, key: `filter:${name}`, request: { kind: 'filter', name } }),
    ),
  );
}
