import * as l10n from '@vscode/l10n';
import { localTimeText } from '../jobs/formats.js';
import { filterKey } from '../jobs/jobFilter.js';
import type { JobFailure } from '../jobs/jobSource.js';
import { remedyTitle, withUsefulRemedy } from '../jobs/remedies.js';
import { visibleLine, visibleText } from '../jobs/visibleText.js';
import type { OverviewDependencies } from './overviewDependencies.js';
import type { OverviewNotice } from './overviewMessages.js';
import type { OverviewSubject } from './overviewSubject.js';
import type { OverviewReadResult } from './readOverview.js';

/** A notice with the function of its button. Its key changes if the button does something else. */
export interface NoticeWithAction extends OverviewNotice {
  readonly act: () => unknown;
}

/** Why there are no new figures. */
export type MissingFigures = JobFailure | 'noConnection' | 'notRead';

/** The state that the notices describe. */
export interface NoticeState {
  readonly dependencies: Pick<OverviewDependencies, 'filter' | 'locale' | 'runRemedy'>;
  readonly failure: MissingFigures | undefined;
  /** The basis of the figures that are shown. */
  readonly shown: { readonly subject: OverviewSubject; readonly readResult: OverviewReadResult } | undefined;
  readonly isReading: boolean;
  /** Differs for each connection, so that a notice of an earlier one has another key. */
  readonly generation: number;
  readonly read: (options?: { readonly isRefresh: boolean }) => void;
}

/** The notices: a failure, jobs that are not loaded, and a changed filter of the tree. */
export function overviewNotices(state: NoticeState): NoticeWithAction[] {
  return [failureNotice(state), ...unreadNotices(state), filterNotice(state)]
    .filter((notice) => notice !== undefined)
    .map((notice) => {
      const { action, detail, summary } = notice;
      return { ...notice, key: JSON.stringify([state.generation, action, summary, detail]) };
    });
}

type KeylessNotice = Omit<NoticeWithAction, 'key'>;

function failureNotice(state: NoticeState): KeylessNotice | undefined {
  const { failure, dependencies } = state;
  if (failure === undefined) return undefined;
  if (failure === 'notRead')
    return {
      summary: l10n.t('The jobs are not loaded yet'),
      detail: l10n.t(
        'The overview needs all jobs that match the filter. In a large account, loading them takes a while.',
      ),
      action: l10n.t('Load All Jobs'),
      act: () => state.read(),
    };
  if (failure !== 'noConnection') return noticeOf(failure, state);
  return {
    summary: l10n.t('No connection is selected'),
    detail: l10n.t('Select a connection to see its backup jobs.'),
    action: remedyTitle('selectConnection'),
    act: () => dependencies.runRemedy('selectConnection'),
  };
}

function unreadNotices(state: NoticeState): KeylessNotice[] {
  const { isReading, read, shown } = state;
  const { locale } = state.dependencies;
  if (shown === undefined || isReading) return [];
  const { failures, isComplete, readSince } = shown.readResult;
  const summary =
    readSince === undefined
      ? l10n.t('Not all jobs are loaded')
      : l10n.t('Not all jobs from before {time} are loaded', { time: localTimeText(readSince, locale) });
  const partial: KeylessNotice = {
    summary,
    detail: l10n.t('A plus marks a count that may be higher. Lists show what is loaded so far.'),
    action: l10n.t('Load the Rest'),
    act: () => read(),
  };
  const hasSeveralRegions = shown.subject.sessions.length > 1;
  return [
    ...failures.map(({ failure, region }) =>
      noticeOf(failure, state, hasSeveralRegions ? region : undefined),
    ),
    ...(isComplete ? [] : [partial]),
  ];
}

function filterNotice({ dependencies, read, shown }: NoticeState): KeylessNotice | undefined {
  const { filter, text } = dependencies.filter();
  if (shown === undefined || filterKey(filter) === filterKey(shown.subject.filter)) return undefined;
  return {
    summary: l10n.t('The tree’s filter has changed'),
    detail: text === '' ? l10n.t('It shows all jobs.') : l10n.t('It shows: {filter}', { filter: text }),
    action: l10n.t('Use the Tree’s Filter'),
    act: () => read(),
  };
}

function noticeOf(
  failure: JobFailure,
  { dependencies, read, shown }: NoticeState,
  region?: string,
): KeylessNotice {
  const { remedy } = shown === undefined ? failure : withUsefulRemedy(failure, shown.subject.selection);
  const summary = visibleText(failure.summary);
  return {
    summary: region === undefined ? summary : `${visibleLine(region, 40)}: ${summary}`,
    detail: visibleText(failure.detail),
    action: remedyTitle(remedy),
    act: () =>
      remedy === 'retry'
        ? read({ isRefresh: shown?.readResult.isComplete ?? false })
        : dependencies.runRemedy(remedy),
  };
}
