import { type Child, element, icon, section } from '../../editor/webview/element.js';
import { moveByArrows } from '../../editor/webview/moveByArrows.js';
import type {
  FamilyViewModel,
  Relative,
  RelativeGroup,
  ResourceViewModel,
  StripDay,
  StripJob,
} from '../familyViewModel.js';
import type { PanelLabels, PanelNotice } from '../panelMessages.js';
import { type Ask, jobButton, wideButton } from './buttons.js';
import { noticeOf } from './head.js';

/** The relatives of the job and what became of the same resource, as far as that is known. */
export function familyOf(
  family: FamilyViewModel | undefined,
  state: { readonly notice: PanelNotice | undefined; readonly isReading: boolean },
  labels: PanelLabels,
  ask: Ask,
): HTMLElement {
  const isEmpty = family !== undefined && family.resource === undefined && family.groups.length === 0;
  return section(
    'family',
    labels.family,
    state.isReading && element('p', { class: 'quiet', role: 'status' }, labels.readingFamily),
    state.notice && noticeOf(state.notice, 'family', ask),
    isEmpty && state.notice === undefined && element('p', { class: 'quiet' }, labels.noFamily),
    family?.resource && resourceOf(family.resource, labels, ask),
    ...(family?.groups ?? []).map((group) => groupOf(group, labels, ask)),
  );
}

function resourceOf(resource: ResourceViewModel, labels: PanelLabels, ask: Ask): HTMLElement {
  const { days, isGood, isPartial, lastGood, lastGoodId, streak } = resource;
  return element(
    'div',
    { class: 'group' },
    element('h3', {}, labels.sameResource),
    streak === undefined
      ? undefined
      : element(
          'p',
          { class: `streak ${isGood ? 'tone-good' : 'tone-bad'}` },
          icon(isGood ? 'pass' : 'error'),
          streak,
        ),
    stripOf(days, labels, ask),
    element(
      'p',
      { class: 'lastGood' },
      lastGood,
      lastGoodId !== undefined &&
        wideButton(labels.openLastGood, undefined, {
          ask,
          key: 'lastGood',
          request: { kind: 'openJob', backupJobId: lastGoodId },
        }),
    ),
    isPartial === undefined ? undefined : element('p', { class: 'quiet' }, isPartial),
  );
}

/** A column for each day. The marks are one stop of the Tab key: the arrow keys go from one to the next. */
function stripOf(days: readonly StripDay[], labels: PanelLabels, ask: Ask): HTMLElement {
  const strip = element('div', { 'aria-label': labels.sameResource, class: 'strip', role: 'toolbar' });
  strip.append(
    ...days.map((day) =>
      element(
        'div',
        { class: day.startsWeek ? 'day week' : 'day', title: day.title },
        day.more === undefined ? undefined : element('span', { class: 'more' }, day.more),
        ...day.jobs.map((job, place) => markOf(job, `${day.title}:${place}`, ask)),
      ),
    ),
  );
  moveInStrip(strip);
  const [first, last] = [days[0], days.at(-1)];
  return element(
    'div',
    {},
    strip,
    element(
      'div',
      { 'aria-hidden': 'true', class: 'stripEnds quiet' },
      element('span', {}, first?.title),
      element('span', {}, last?.title),
    ),
  );
}

function moveInStrip(strip: HTMLElement): void {
  const stops = [...strip.querySelectorAll('button')];
  const current = stops.findIndex((stop) => stop.ariaCurrent === 'true');
  const last = stops.length - 1;
  moveByArrows(strip, stops, current === -1 ? last : current, (at) => {
    const [before, after] = [Math.max(at - 1, 0), Math.min(at + 1, last)];
    return {
      ArrowLeft: before,
      ArrowUp: before,
      ArrowRight: after,
      ArrowDown: after,
      Home: 0,
      End: last,
    };
  });
}

function markOf({ id, isThis, state, title }: StripJob, place: string, ask: Ask): HTMLElement {
  const className = `dayJob tone-${state.tone}${isThis ? ' this' : ''}`;
  const made =
    id === undefined
      ? element('span', { class: className, role: 'img' }, icon(state.icon))
      : jobButton(
          className,
          { ask, key: `strip:${place}`, request: { kind: 'openJob', backupJobId: id } },
          icon(state.icon),
        );
  made.title = title;
  made.setAttribute('aria-label', title);
  if (isThis) made.setAttribute('aria-current', 'true');
  return made;
}

function groupOf({ jobs, summary, title }: RelativeGroup, labels: PanelLabels, ask: Ask): HTMLElement {
  return element(
    'div',
    { class: 'group' },
    element('h3', {}, title, summary === '' ? undefined : element('span', { class: 'quiet' }, ` ${summary}`)),
    element(
      'ul',
      { class: 'relatives' },
      ...jobs.map((job) => element('li', {}, relativeOf(job, title, labels, ask))),
    ),
  );
}

function relativeOf(relative: Relative, group: string, labels: PanelLabels, ask: Ask): HTMLElement {
  const { id, isThis, state, summary, title } = relative;
  const parts: readonly Child[] = [
    element('span', { class: `icon tone-${state.tone}` }, icon(state.icon)),
    element(
      'span',
      { class: 'texts' },
      element('span', { class: 'name' }, title),
      element('span', { class: 'quiet' }, [state.title, summary].filter(Boolean).join(' · ')),
      isThis && element('span', { class: 'quiet' }, labels.thisJob),
    ),
  ];
  if (id === undefined || isThis) return element('div', { class: 'relative' }, ...parts);
  const options = {
    ask,
    key: `relative:${group}:${id}`,
    request: { kind: 'openJob', backupJobId: id },
  } as const;
  return jobButton('relative', options, ...parts);
}
