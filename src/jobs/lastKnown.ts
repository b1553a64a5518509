import * as l10n from '@vscode/l10n';
import type { BackupJob } from './backupJob.js';
import { displayState, isInProgress } from './jobStates.js';
import { stateTitle } from './stateTitle.js';

/**
 * A job that a history keeps, with the time at which it was true, if the history states it. This is not a
 * field of the job.
 */
export function withTimeOfHistory<Job extends BackupJob>(job: Job, asOf: Date | 'notStated'): Job {
  return Object.defineProperty(job, timeOfHistory, { value: asOf });
}

/**
 * The time at which a job of a history was last known to be in progress. It has certainly changed since, but
 * nobody knows how. Undefined if the job has ended, if the history does not state the time, or if the job is
 * not of a history.
 */
export function lastKnownAt(job: BackupJob): Date | undefined {
  const time = isInProgress(job) ? timeIn(job) : undefined;
  return time === 'notStated' ? undefined : time;
}

/** Whether a job is of a history. */
export function isOfHistory(job: BackupJob): boolean {
  return timeIn(job) !== undefined;
}

/** Whether a job can change and is read again: it is in progress, and not of a history. */
export function canChange(job: BackupJob): boolean {
  return isInProgress(job) && !isOfHistory(job);
}

/**
 * The state of a job in words: `Failed`, or of a history `Last known: Running, Mar 3, 2026`, without a date
 * if the history does not state it.
 */
export function jobStateText(job: BackupJob, locale?: string): string {
  const state = stateTitle(displayState(job));
  if (!isInProgress(job) || !isOfHistory(job)) return state;
  const time = lastKnownAt(job);
  return time === undefined
    ? l10n.t('Last known: {state}', { state })
    : l10n.t('Last known: {state}, {date}', { state, date: dateText(time, locale) });
}

function timeIn(job: BackupJob): Date | 'notStated' | undefined {
  return (job as { readonly [timeOfHistory]?: Date | 'notStated' })[timeOfHistory];
}

/** With the year: a history has several. */
function dateText(time: Date, locale: string | undefined): string {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric' }).format(time);
}

/** The same in every bundle. Not enumerable, so that it is no field. */
const timeOfHistory = Symbol.for('backupJobs.timeOfHistory');
