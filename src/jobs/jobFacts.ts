import type { BackupJob } from './backupJob.js';
import { displayState, knownState, outcomeOf } from './jobStates.js';

/** What a person calls the job: the resource's name, else the end of its ARN, else the job's id; empty where there is none. */
export function jobTitle(job: BackupJob): string {
  return resourceTitle(job) || job.BackupJobId || '';
}

/** What a person calls the resource that is backed up: its name, else the end of its ARN; undefined where there is neither. */
export function resourceTitle({ ResourceArn, ResourceName }: BackupJob): string | undefined {
  return ResourceName || resourceIdOf(ResourceArn) || undefined;
}

/** The last part of an ARN: `vol-0a1b` of `arn:aws:ec2:us-east-1:111122223333:volume/vol-0a1b`. */
export function resourceIdOf(arn: string | undefined): string | undefined {
  return arn?.split(/[:/]/).findLast((part) => part !== '');
}

/** When the job ended, else when it was created. */
export function jobTime(job: BackupJob): Date | undefined {
  return job.CompletionDate ?? job.CreationDate;
}

/**
 * How long the job has run, in milliseconds: from its start (its creation where no start is known) to its
 * end, or to `now` while it runs. Undefined where a time is missing or they contradict each other.
 */
export function jobDuration(job: BackupJob, now: Date): number | undefined {
  const end = job.CompletionDate ?? (job.State === 'RUNNING' || job.State === 'ABORTING' ? now : undefined);
  return durationOf({
    created: timeIn(job.CreationDate),
    started: timeIn(job.InitiationDate),
    ended: timeIn(end),
  });
}

/** When a job was created, started and ended, in epoch milliseconds; NaN where that is not known. */
export interface JobTimes {
  readonly created: number;
  readonly started: number;
  readonly ended: number;
}

/** The same of times that have been read already. */
export function durationOf({ created, started, ended }: JobTimes): number | undefined {
  const duration = ended - (Number.isNaN(started) ? created : started);
  return duration >= 0 ? duration : undefined;
}

/** Epoch milliseconds; NaN where there is no time. */
export function timeIn(date: Date | undefined): number {
  return date?.getTime() ?? Number.NaN;
}

/** Why a job needs attention, in the service's own words: its message, else its category; undefined where all is well. */
export function attentionReason(job: BackupJob): string | undefined {
  const outcome = outcomeOf(knownState(displayState(job)));
  if (job.State !== 'ABORTING' && outcome !== 'bad' && outcome !== 'withIssues') return undefined;
  return job.StatusMessage || job.MessageCategory || undefined;
}

/** How much of a running job is done, 0 to 100: an estimate that can sit at 99. */
export function percentDone(job: BackupJob): number | undefined {
  const percent = Number.parseFloat(job.PercentDone ?? '');
  return Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) : undefined;
}

/**
 * Whether the service tells the size of a backup of this resource type.
 * RDS answers 0; Aurora, DocumentDB, Neptune and FSx leave the field out.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html
 */
export function reportsSize(resourceType: string | undefined): boolean {
  return !['Aurora', 'DocumentDB', 'FSx', 'Neptune', 'RDS'].includes(resourceType ?? '');
}
