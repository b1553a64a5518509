import type { BackupJob } from '../../jobs/backupJob.js';
import { type JobTimes, timeIn } from '../../jobs/jobFacts.js';
import { type CountedState, countedState } from './countedStates.js';

/** A job on its way through the tallies. */
export interface CountedJob extends JobTimes {
  readonly job: BackupJob;
  readonly state: CountedState;
  readonly resourceArn: string | undefined;
  readonly resourceName: string | undefined;
}

/** Whether a job is known to have been created at `from`, in epoch milliseconds, or later. */
export function wasCreatedSince(from: number, { created }: CountedJob): boolean {
  return created >= from;
}

/** Reads once what several tallies ask for: a field of a job may have to be looked up. */
export function countedJob(job: BackupJob): CountedJob {
  return {
    job,
    state: countedState(job),
    created: timeIn(job.CreationDate),
    started: timeIn(job.InitiationDate),
    ended: timeIn(job.CompletionDate),
    resourceArn: job.ResourceArn,
    resourceName: job.ResourceName,
  };
}
