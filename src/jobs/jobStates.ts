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
 * The states as users see them, those that need attention first. Unknown states come before those that need
 * none.
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

/** A state as users see it. `any other` stands for states that AWS has added, and for a missing state. */
export type KnownState = (typeof stateOrder)[number];

/** A state that has a name in the UI. */
export type NamedState = Exclude<KnownState, 'any other'>;

/** The result of a backup. A state that AWS has added counts as open, because it may not be final. */
export type Outcome = 'good' | 'withIssues' | 'bad' | 'open';

/**
 * The result of a backup in this state. Only completed without known issues is good. Failed, partial, expired
 * and aborted are bad.
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

/**
 * Says what the result of a job is. {@link resultOf} knows no accepted issues; `AcceptedIssues` has a judge
 * that does.
 */
export type JudgeJob = (job: BackupJob) => Outcome;

/** The result of a job, see {@link outcomeOf}. */
export function resultOf(job: BackupJob): Outcome {
  return outcomeOf(knownState(displayState(job)));
}

/** Whether a job has made a good backup, see {@link outcomeOf}. */
export function isGood(job: BackupJob): boolean {
  return resultOf(job) === 'good';
}

/** Whether a job has ended without a complete backup, see {@link outcomeOf}. */
export function isBad(job: BackupJob): boolean {
  return outcomeOf(knownState(job.State)) === 'bad';
}

/** The states of bad jobs, the worst first. */
export const badStates = backupJobStates.filter((state) => outcomeOf(state) === 'bad');

/** The state itself, or 'any other' if it is not known. */
export function knownState(state: string | undefined): KnownState {
  return knownStates.get(state) ?? 'any other';
}

const knownStates = new Map<string | undefined, KnownState>(stateOrder.map((state) => [state, state]));

/** The index of a state in {@link stateOrder}. */
export function stateRank(state: string | undefined): number {
  return stateOrder.indexOf(knownState(state));
}

/**
 * Whether a job is "completed with issues": COMPLETED, with a message category other than SUCCESS. A job
 * without a category has no known issue. AWS's own pages spell it both `SUCCESS` and `Success`.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html ByState
 */
export function hasIssues({ MessageCategory, State }: BackupJob): boolean {
  if (State !== 'COMPLETED' || !MessageCategory || MessageCategory === 'SUCCESS') return false;
  return MessageCategory.toUpperCase() !== 'SUCCESS';
}

/** A job's state as users see it: its `State`, or {@link completedWithIssues}; undefined if it has none. */
export function displayState(job: BackupJob): string | undefined {
  return hasIssues(job) ? completedWithIssues : job.State || undefined;
}

/** Whether a job in this state can still change. An unknown state can. */
export function isInProgress(job: BackupJob): boolean {
  return outcomeOf(knownState(job.State)) === 'open';
}
