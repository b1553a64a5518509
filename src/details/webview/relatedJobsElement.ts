import { button, type Child, element, icon, section } from '../../editor/webview/element.js';
import { moveByArrows } from '../../editor/webview/moveByArrows.js';
import { type PanelNotice, sameMessageFilter } from '../panelMessages.js';
import type { RelatedJobItem, StripJob } from '../relatedJobItem.js';
import type { RelatedJobGroup, ResourceViewModel, StripDay } from '../relatedJobsViewModel.js';
import type { SameCauseViewModel } from '../sameCauseViewModel.js';
import { type PageContext, wideButton } from './buttons.js';
import { utcOf } from './fields.js';
import { fold } from './fold.js';
import { noticeOf } from './head.js';

/** The last 30 days of the resource, or that they are being read, or why they cannot be. */
export function resourceElement(
  resource: ResourceViewModel | undefined,
  state: {
    readonly exportsHistory: boolean;
    readonly notice: PanelNotice | undefined;
    readonly isReading: boolean;
  },
  page: PageContext,
): HTMLElement {
  const { labels } = page;
  return section(
    'resource',
    resource?.title ?? labels.sameResource,
    state.isReading && element('p', { class: 'quiet', role: 'status' }, labels.readingRelatedJobs),
    state.notice && noticeOf(state.notice, 'relatedJobs', page),
    ...(resource === undefined ? [] : daysOf(resource, state.exportsHistory, page)),
  );
}

function daysOf(resource: ResourceViewModel, exportsHistory: boolean, page: PageContext): readonly Child[] {
  const { days, lastGood, lastGoodId, lastGoodUtc: utc, partialNote, verdict } = resource;
  const { labels, send } = page;
  return [
    element('p', { class: 'verdict' }, verdict),
    stripOf(days, page),
    element(
      'p',
      { class: 'lastGood' },
      utc === undefined ? lastGood : element('span', { class: 'stamp', title: utc }, lastGood, utcOf(utc)),
      element(
        'span',
        { class: 'buttons' },
        lastGoodId !== undefined &&
          wideButton(labels.openLastGood, undefined, {
            send,
            key: `lastGood:${lastGoodId}`,
            request: { kind: 'openJob', backupJobId: lastGoodId },
          }),
        exportsHistory &&
          wideButton(labels.exportHistory, undefined, {
            send,
            key: 'exportHistory',
            request: { kind: 'act', action: 'exportHistory' },
          }),
      ),
    ),
    partialNote !== undefined && element('p', { class: 'quiet' }, partialNote),
  ];
}

/** Parent, siblings and nested jobs, or that there are no related jobs at all. */
export function relatedJobsElement(groups: readonly RelatedJobGroup[], page: PageContext): HTMLElement {
  const { labels } = page;
  return section(
    'relatedJobs',
    labels.relatedJobs,
    groups.length === 0 && element('p', { class: 'quiet' }, labels.noRelatedJobs),
    ...groups.map((group) => groupOf(group, page)),
  );
}

/** The other resources with the same message, folded. `showsAll` adds a button that shows all in the tree. */
export function sameCauseElement(
  { jobs, more, title }: SameCauseViewModel,
  showsAll: boolean,
  page: PageContext,
): HTMLElement {
  if (jobs.length === 0) return element('p', { class: 'sameCause quiet' }, title);
  return element(
    'div',
    { class: 'sameCause' },
    fold(
      'sameCause',
      title,
      page.folds,
      element('ul', {}, ...jobs.map((job) => element('li', {}, itemOf(job, 'sameCause', page)))),
      more !== undefined && element('p', { class: 'quiet' }, more),
    ),
    showsAll && showAllButton(page),
  );
}

function showAllButton({ labels, send }: PageContext): HTMLElement {
  const showAll = wideButton(labels.showAllSameCause, 'filter', {
    send,
    key: showAllKey,
    request: { kind: 'filter', name: sameMessageFilter },
  });
  showAll.ariaKeyShortcuts = 'Shift+Enter';
  showAll.title = 'Shift+Enter';
  return showAll;
}

/** Identifies the button that shows all jobs with the same cause. */
export const showAllKey = 'showAllSameCause';

/** A column for each day. The strip is one Tab stop; the arrow keys move among its jobs. */
function stripOf(days: readonly StripDay[], page: PageContext): HTMLElement {
  const strip = element(
    'div',
    { 'aria-label': page.labels.sameResource, class: 'strip', role: 'toolbar' },
    ...days.map((day) =>
      element(
        'div',
        {
          'aria-label': day.name,
          class: day.startsWeek ? 'day week' : 'day',
          role: day.jobs.length === 0 ? 'img' : 'group',
          title: day.name,
        },
        day.more !== undefined && element('span', { class: 'more' }, day.more),
        ...day.jobs.map((job, index) => markOf(job, `strip:${day.title}:${index}:${job.id}`, page)),
      ),
    ),
  );
  moveInStrip(strip);
  return element(
    'div',
    {},
    strip,
    element(
      'div',
      { 'aria-hidden': 'true', class: 'stripEnds quiet' },
      element('span', {}, days[0]?.title),
      element('span', {}, days.at(-1)?.title),
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

function markOf(
  { id, isKnown, isThis, state, title }: StripJob,
  key: string,
  { send }: PageContext,
): HTMLElement {
  const attributes = {
    'aria-label': title,
    class: `dayJob tone-${state.tone}${isThis ? ' this' : ''}${isKnown ? ' known' : ''}`,
    title,
    ...(isThis && { 'aria-current': 'true' }),
  };
  if (id === undefined) return element('span', { ...attributes, role: 'img' }, icon(state.icon));
  const open = () => send({ kind: 'openJob', backupJobId: id });
  return button({ ...attributes, 'data-key': key }, open, icon(state.icon));
}

function groupOf({ jobs, summary, title }: RelatedJobGroup, page: PageContext): HTMLElement {
  return element(
    'div',
    { class: 'group' },
    element('h3', {}, title, summary !== '' && element('span', { class: 'quiet' }, ` ${summary}`)),
    element('ul', {}, ...jobs.map((job) => element('li', {}, itemOf(job, title, page)))),
  );
}

function itemOf(job: RelatedJobItem, group: string, { labels, send }: PageContext): HTMLElement {
  const { id, isThis, state, summary, title } = job;
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
  if (id === undefined || isThis) return element('div', { class: 'relatedJob' }, ...parts);
  const open = () => send({ kind: 'openJob', backupJobId: id });
  return button({ class: 'relatedJob', 'data-key': `relatedJob:${group}:${id}` }, open, ...parts);
}
