import type { BackupJob } from './backupJob.js';
import { displayState, knownState, outcomeOf } from './jobStates.js';
import { canChange, lastKnownAt } from './lastKnown.js';

/**
 * The title of a job: the resource's name, else the last part of its ARN, else the job's ID; empty if all are
 * missing.
 */
export function jobTitle(job: BackupJob): string {
  return resourceTitle(job) || job.BackupJobId || '';
}

/** The title of the resource: its name, else the last part of its ARN; undefined if both are missing. */
export function resourceTitle({ ResourceArn, ResourceName }: BackupJob): string | undefined {
  return ResourceName || resourceIdOf(ResourceArn) || undefined;
}

/** The last part of an ARN: `vol-0a1b` of `arn:aws:ec2:us-east-1:111122223333:volume/vol-0a1b`. */
export function resourceIdOf(arn: string | undefined): string | undefined {
  return arn?.split(/[:/]/).findLast((part) => part !== '');
}

/** The time when the job ended or, if it has not, when it was created. */
export function jobTime(job: BackupJob): Date | undefined {
  return job.CompletionDate ?? job.CreationDate;
}

/**
 * The duration of a job in milliseconds: from its start (or creation, if no start is known) to its end, or to
 * `now` while it runs; of a history, to when it was last known to run. Undefined if a time is missing or the
 * times are contradictory.
 */
export function jobDuration(job: BackupJob, now: Date): number | undefined {
  const isRunning = job.State === 'RUNNING' || job.State === 'ABORTING';
  const end = job.CompletionDate ?? (isRunning ? (canChange(job) ? now : lastKnownAt(job)) : undefined);
  return durationOf({
    created: timeIn(job.CreationDate),
    started: timeIn(job.InitiationDate),
    ended: timeIn(end),
  });
}

/** When a job was created, started and ended, in epoch milliseconds; NaN if unknown. */
export interface JobTimes {
  readonly created: number;
  readonly started: number;
  readonly ended: number;
}

/** Like {@link jobDuration}, for times in milliseconds. */
export function durationOf({ created, started, ended }: JobTimes): number | undefined {
  const duration = ended - (Number.isNaN(started) ? created : started);
  return duration >= 0 ? duration : undefined;
}

/** Epoch milliseconds; NaN if there is no time. */
export function timeIn(date: Date | undefined): number {
  return date?.getTime() ?? Number.NaN;
}

/**
 * The reason why a job needs attention, in the service's own words: its message, else its category. Undefined
 * if it needs none, or AWS gives no reason.
 */
export function attentionReason(job: BackupJob): string | undefined {
  const outcome = outcomeOf(knownState(displayState(job)));
  if (job.State !== 'ABORTING' && outcome !== 'bad' && outcome !== 'withIssues') return undefined;
  return job.StatusMessage || job.MessageCategory || undefined;
}

/**
 * The message category of a job if it names a reason. `MISCELLANEOUS` is for reasons without a category.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html MessageCategory
 */
export function specificCategory({ MessageCategory }: BackupJob): string | undefined {
  const isSpecific = MessageCategory && !['MISCELLANEOUS', 'SUCCESS'].includes(MessageCategory.toUpperCase());
  return isSpecific ? MessageCategory : undefined;
}

/** The progress of a running job in percent, 0 to 100. It is an estimate and can stay at 99. */
export function percentDone(job: BackupJob): number | undefined {
  const percent = Number.parseFloat(job.PercentDone ?? '');
  return Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) : undefined;
}

/**
 * Whether the service reports the size of backups of this resource type. RDS returns 0; Aurora, DocumentDB,
 * Neptune and FSx leave the field out.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html
 */
export function reportsSize(resourceType: string | undefined): boolean {
  return !['Aurora', 'DocumentDB', 'FSx', 'Neptune', 'RDS'].includes(resourceType ?? '');
}
