import type { BackupJob } from './backupJob.js';

/**
 * The nine states of a backup job, those that need attention first.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export const backupJobStates = [
  'FAILED',
  'PARTIAL',
  'EXPIRED',
  'ABORTED',
  'ABORTING',
  'RUNNING',
  'PENDING',
  'CREATED',
  'COMPLETED',
] as const;

/** The console's name for a COMPLETED job with an issue; the API has no such state. */
export const completedWithIssues = 'COMPLETED_WITH_ISSUES';

/**
 * The states as users see them, those that need attention first. Unknown states come before the calm ones.
 */
export const stateOrder = [
  'FAILED',
  'PARTIAL',
  'EXPIRED',
  'ABORTED',
  'any other',
  completedWithIssues,
  'ABORTING',
  'RUNNING',
  'PENDING',
  'CREATED',
  'COMPLETED',
] as const;

/** A state as a person knows it, or one for all that AWS may invent, or leave out. */
export type KnownState = (typeof stateOrder)[number];

/** What became of a backup. What AWS may invent is open: nobody knows whether it has ended. */
export type Outcome = 'good' | 'withIssues' | 'bad' | 'open';

/**
 * Whether a state leaves a good backup: completed, with nothing known to be wrong. Failed, partial, expired
 * and aborted are bad; completed with issues is neither.
 */
export function outcomeOf(state: KnownState): Outcome {
  return outcomes[state];
}

const outcomes: Readonly<Record<KnownState, Outcome>> = {
  FAILED: 'bad',
  PARTIAL: 'bad',
  EXPIRED: 'bad',
  ABORTED: 'bad',
  'any other': 'open',
  COMPLETED_WITH_ISSUES: 'withIssues',
  ABORTING: 'open',
  RUNNING: 'open',
  PENDING: 'open',
  CREATED: 'open',
  COMPLETED: 'good',
};

/** Whether a job left a good backup, see {@link outcomeOf}. */
export function isGood(job: BackupJob): boolean {
  return outcomeOf(knownState(displayState(job))) === 'good';
}

/** Whether a job has ended without a complete backup, see {@link outcomeOf}. */
export function isBad(job: BackupJob): boolean {
  return outcomeOf(knownState(job.State)) === 'bad';
}

/** The states of such jobs, the worst first. */
export const badStates = backupJobStates.filter((state) => outcomeOf(state) === 'bad');

/** The same state, or 'any other'. */
export function knownState(state: string | undefined): KnownState {
  return knownStates.get(state) ?? 'any other';
}

const knownStates = new Map<string | undefined, KnownState>(stateOrder.map((state) => [state, state]));

/** Where a state stands in {@link stateOrder}. */
export function stateRank(state: string | undefined): number {
  return stateOrder.indexOf(knownState(state));
}

/**
 * Whether a job is "completed with issues": COMPLETED, with a message category other than SUCCESS. A job
 * without a category has no known issue. AWS's own pages spell it both `SUCCESS` and `Success`.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html ByState
 */
export function hasIssues(job: BackupJob): boolean {
  if (job.State !== 'COMPLETED' || !job.MessageCategory || job.MessageCategory === 'SUCCESS') return false;
  return job.MessageCategory.toUpperCase() !== 'SUCCESS';
}

/** A job's state as users see it: its `State`, or {@link completedWithIssues}; undefined if it has none. */
export function displayState(job: BackupJob): string | undefined {
  return hasIssues(job) ? completedWithIssues : job.State || undefined;
}

/** Whether a job in this state can still change. An unknown state can. */
export function isInProgress(job: BackupJob): boolean {
  return outcomeOf(knownState(job.State)) === 'open';
}
