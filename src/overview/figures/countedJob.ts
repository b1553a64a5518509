import type { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import type { BackupJob } from '../../jobs/backupJob.js';
import type { JobTimes } from '../../jobs/jobFacts.js';
import type { Outcome } from '../../jobs/jobStates.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import type { KeyedResource, RegionKeys } from '../../jobs/resourceKeys.js';
import { timeOf } from '../../jobs/timeOf.js';
import { type CountedState, stateFacts } from './countedStates.js';

/** A job with the values that several tallies need. Reading a field of a packed job takes time. */
export interface CountedJob extends JobTimes {
  readonly job: BackupJob;
  readonly state: CountedState;
  /** The place of the state in a `StateCounter`. */
  readonly statePlace: number;
  /** A job that completed with a known issue is good. A known failure is bad. */
  readonly outcome: Outcome;
  /** The known issue that accepts a job that is not good. */
  readonly issue: KnownIssue | undefined;
  readonly region: string;
  readonly accountId: string | undefined;
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
export class JobReader {
  readonly #accepted: AcceptedIssues | undefined;
  readonly #counted = { ...nothing };

  constructor(accepted?: AcceptedIssues) {
    this.#accepted = accepted;
  }

  /** The next call changes the result: a new object for each job would be much garbage. */
  read(job: BackupJob, region: string, keys: RegionKeys): CountedJob {
    const counted = this.#counted;
    const { AccountId, ResourceArn } = job;
    const resource = ResourceArn ? keys.of(AccountId, ResourceArn) : undefined;
    const { outcome, place, state } = stateFacts(job);
    const issue = outcome === 'bad' || outcome === 'withIssues' ? this.#accepted?.issueOf(job) : undefined;
    counted.job = job;
    counted.state = state;
    counted.statePlace = place;
    counted.outcome = outcome === 'withIssues' && issue !== undefined ? 'good' : outcome;
    counted.issue = issue;
    counted.created = timeOf(job, 'CreationDate');
    counted.started = timeOf(job, 'InitiationDate');
    counted.ended = timeOf(job, 'CompletionDate');
    counted.region = region;
    counted.accountId = AccountId;
    counted.resourceArn = ResourceArn;
    counted.resourceKey = resource?.key;
    counted.resource = resource;
    counted.resourceName = job.ResourceName;
    return counted;
  }
}

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

const nothing: Mutable<CountedJob> = {
  job: {},
  state: 'any other',
  statePlace: 0,
  outcome: 'open',
  issue: undefined,
  created: Number.NaN,
  started: Number.NaN,
  ended: Number.NaN,
  region: '',
  accountId: undefined,
  resourceArn: undefined,
  resourceKey: undefined,
  resource: undefined,
  resourceName: undefined,
};
