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

/** The index of a state in {@link stateOrder}. */
export function stateRank(state: string | undefined): number {
  const order: readonly (string | undefined)[] = stateOrder;
  const rank = order.indexOf(state);
  return rank === -1 ? order.indexOf('any other') : rank;
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
  return !['ABORTED', 'COMPLETED', 'EXPIRED', 'FAILED', 'PARTIAL'].includes(job.State ?? '');
}
