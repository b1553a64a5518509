import * as l10n from '@vscode/l10n';
import { localTimeText } from './formats.js';
import { filterKey, type JobFilter } from './jobFilter.js';
import type { JobFailure, Remedy } from './jobSource.js';
import type { JobsSubject } from './jobsSubject.js';
import type { SubjectReadResult } from './readSubject.js';
import { regionsText } from './regionsText.js';
import { remedyTitle, withUsefulRemedy } from './remedies.js';
import type { SubjectNotice } from './subjectNotice.js';
import { visibleText } from './visibleText.js';

/** A notice with the function of its button. Its key changes if the button does something else. */
export interface NoticeWithAction extends SubjectNotice {
  readonly act: () => unknown;
}

/** Why nothing new was read. */
export type MissingJobs = JobFailure | 'noConnection' | 'notRead';

/** What the notices need from the rest of the extension. */
export interface NoticeDependencies {
  /** The current filter of the tree, and the filter in words. */
  filter(): { readonly filter: JobFilter; readonly text: string };
  runRemedy(remedy: Exclude<Remedy, 'retry'>): unknown;
  readonly locale: string;
}

/** The sentences that depend on the panel. */
export interface NoticeTexts {
  /** Why all jobs are needed. */
  readonly notRead: string;
  /** What it means that some jobs are missing. */
  readonly incomplete: string;
}

/** The state that the notices describe. */
export interface NoticeState {
  readonly dependencies: NoticeDependencies;
  readonly failure: MissingJobs | undefined;
  /** The basis of what is shown. */
  readonly shown: { readonly subject: JobsSubject; readonly readResult: SubjectReadResult } | undefined;
  readonly isReading: boolean;
  /** Differs for each connection, so that a notice of an earlier one has another key. */
  readonly generation: number;
  readonly read: (options?: { readonly isRefresh: boolean }) => void;
  readonly texts: NoticeTexts;
}

/** The notices: a failure, jobs that are not loaded, and a changed filter of the tree. */
export function subjectNotices(state: NoticeState): NoticeWithAction[] {
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
      detail: state.texts.notRead,
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
  const { isReading, read, shown, texts } = state;
  const { locale } = state.dependencies;
  if (shown === undefined || isReading) return [];
  const { completeRegions, failures, isComplete, readSince } = shown.readResult;
  const summary =
    readSince === undefined
      ? l10n.t('Not all jobs are loaded')
      : l10n.t('Not all jobs from before {time} are loaded', { time: localTimeText(readSince, locale) });
  const partial: KeylessNotice = {
    summary,
    detail: texts.incomplete,
    action: l10n.t('Load the Rest'),
    act: () => read(),
  };
  // Reading more does not show which jobs match a filter that cannot be answered.
  const refused = failures.filter(({ failure }) => failure.remedy === 'clearFilters');
  const canReadMore = shown.subject.sessions.some(
    ({ pool, region }) =>
      !completeRegions.has(region) &&
      refused.every((one) => one.region !== region) &&
      pool.list(shown.subject.selection).unanswered === undefined,
  );
  const hasSeveralRegions = shown.subject.sessions.length > 1;
  return [
    ...alikeFailures(failures).map(({ failure, regions }) =>
      noticeOf(failure, state, hasSeveralRegions ? regions : []),
    ),
    ...(isComplete || !canReadMore ? [] : [partial]),
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

/** What several regions have in common is said once. */
function alikeFailures(failures: SubjectReadResult['failures']) {
  const alike = new Map<string, { readonly failure: JobFailure; readonly regions: string[] }>();
  for (const { failure, region } of failures) {
    const { detail, kind, remedy, summary } = failure;
    const key = JSON.stringify([kind, remedy, summary, detail]);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { failure, regions: [region] });
    else known.regions.push(region);
  }
  return [...alike.values()];
}

function noticeOf(
  failure: JobFailure,
  { dependencies, read, shown }: NoticeState,
  regions: readonly string[] = [],
): KeylessNotice {
  const { remedy } = shown === undefined ? failure : withUsefulRemedy(failure, shown.subject.selection);
  const summary = visibleText(failure.summary);
  return {
    summary: regions.length === 0 ? summary : `${regionsText(regions)}: ${summary}`,
    detail: visibleText(failure.detail),
    action: remedyTitle(remedy),
    act: () =>
      remedy === 'retry'
        ? read({ isRefresh: shown?.readResult.isComplete ?? false })
        : dependencies.runRemedy(remedy),
  };
}
