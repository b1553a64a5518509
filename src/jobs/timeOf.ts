import type { BackupJob } from './backupJob.js';
import { timeIn } from './jobFacts.js';

/** A field of a job that is a time. */
export type TimeField = 'CompletionDate' | 'CreationDate' | 'InitiationDate' | 'StartBy';

/**
 * The name of the method of a job that returns a time without creating a `Date`. It is a symbol that all
 * bundles share: each has a copy of this file, and jobs are made in another bundle than they are counted in.
 */
export const readTime = Symbol.for('backupJobs.readTime');

interface TimedJob extends BackupJob {
  readonly [readTime]?: (field: TimeField) => number | undefined;
}

/**
 * A time of a job in epoch milliseconds; NaN if there is none. For code that reads the times of all jobs: a
 * `Date` for each takes longer than the rest of the read.
 */
export function timeOf(job: TimedJob, field: TimeField): number {
  return packedTimeOf(job, field) ?? timeIn(job[field]);
}

/**
 * A time of a packed job in epoch milliseconds; NaN if there is none. Undefined if the job is not packed, or
 * if the value is not a time.
 */
export function packedTimeOf(job: TimedJob, field: TimeField): number | undefined {
  return job[readTime]?.(field);
}
