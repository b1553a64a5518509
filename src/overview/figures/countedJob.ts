import type { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import type { BackupJob } from '../../jobs/backupJob.js';
import type { JobTimes } from '../../jobs/jobFacts.js';
import { type Outcome, outcomeOf } from '../../jobs/jobStates.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import type { KeyedResource, RegionKeys } from '../../jobs/resourceKeys.js';
import { timeOf } from '../../jobs/timeOf.js';
import { type CountedState, countedState } from './countedStates.js';

/** A job with the values that several tallies need. Reading a field of a packed job takes time. */
export interface CountedJob extends JobTimes {
  readonly job: BackupJob;
  readonly state: CountedState;
  /** A job that completed with a known issue is good. A known failure is bad. */
  readonly outcome: Outcome;
  /** The known issue that accepts a job that is not good. */
  readonly issue: KnownIssue | undefined;
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
export function countedJob(
  job: BackupJob,
  region: string,
  keys: RegionKeys,
  accepted?: AcceptedIssues,
): CountedJob {
  const resourceArn = job.ResourceArn;
  const resource = resourceArn ? keys.of(job.AccountId, resourceArn) : undefined;
  const state = countedState(job);
  const outcome = outcomeOf(state);
  const issue = outcome === 'bad' || outcome === 'withIssues' ? accepted?.issueOf(job) : undefined;
  return {
    job,
    state,
    outcome: outcome === 'withIssues' && issue !== undefined ? 'good' : outcome,
    issue,
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
