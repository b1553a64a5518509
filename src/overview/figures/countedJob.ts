import type { BackupJob } from '../../jobs/backupJob.js';
import { type CountedState, countedState } from './shownStates.js';

/** A job on its way through the tallies. Times are epoch milliseconds, NaN where none is known. */
export interface CountedJob {
  readonly job: BackupJob;
  readonly state: CountedState;
  /** `CreationDate`. */
  readonly created: number;
  /** `InitiationDate`. */
  readonly started: number;
  /** `CompletionDate`. */
  readonly ended: number;
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
    created: job.CreationDate?.getTime() ?? Number.NaN,
    started: job.InitiationDate?.getTime() ?? Number.NaN,
    ended: job.CompletionDate?.getTime() ?? Number.NaN,
    resourceArn: job.ResourceArn,
    resourceName: job.ResourceName,
  };
}
