import type { BackupJob } from '../../jobs/backupJob.js';
import type { JobTimes } from '../../jobs/jobFacts.js';
import type { KeyedResource, RegionKeys } from '../../jobs/resourceKeys.js';
import { timeOf } from '../../jobs/timeOf.js';
import { type CountedState, countedState } from './countedStates.js';

/** A job with the values that several tallies need. Reading a field of a packed job takes time. */
export interface CountedJob extends JobTimes {
  readonly job: BackupJob;
  readonly state: CountedState;
  readonly region: string;
  readonly resourceArn: string | undefined;
  /** The key of its resource; undefined if the job names none. */
  readonly resourceKey: string | undefined;
  readonly resource: KeyedResource | undefined;
  readonly resourceName: string | undefined;
}

/**
 * Whether a job was created at or after `from`, in epoch milliseconds; false if its creation date is unknown.
 */
export function wasCreatedSince(from: number, { created }: CountedJob): boolean {
  return created >= from;
}

/** Reads once what the tallies need of a job. */
export function countedJob(job: BackupJob, region: string, keys: RegionKeys): CountedJob {
  const resourceArn = job.ResourceArn;
  const resource = resourceArn ? keys.of(job.AccountId, resourceArn) : undefined;
  return {
    job,
    state: countedState(job),
    created: timeOf(job, 'CreationDate'),
    started: timeOf(job, 'InitiationDate'),
    ended: timeOf(job, 'CompletionDate'),
    region,
    resourceArn,
    resourceKey: resource?.key,
    resource,
    resourceName: job.ResourceName,
  };
}
