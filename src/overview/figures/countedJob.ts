import type { BackupJob } from '../../jobs/backupJob.js';
import { type JobTimes, timeIn } from '../../jobs/jobFacts.js';
import { type CountedState, countedState } from './countedStates.js';

/** A job with the values that several tallies need. Reading a field of a packed job takes time. */
export interface CountedJob extends JobTimes {
  readonly job: BackupJob;
  readonly state: CountedState;
  readonly resourceArn: string | undefined;
  readonly resourceName: string | undefined;
}

/** Whether a job was created at `from`, in epoch milliseconds, or later; false if that is not known. */
export function wasCreatedSince(from: number, { created }: CountedJob): boolean {
  return created >= from;
}

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
