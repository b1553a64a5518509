import type { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import type { BackupJob, RecoveryPointCreator } from '../../jobs/backupJob.js';
import { noFields, readFields } from '../../jobs/countedFields.js';
import type { JobTimes } from '../../jobs/jobFacts.js';
import type { Outcome } from '../../jobs/jobStates.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import type { KeyedResource, RegionKeys } from '../../jobs/resourceKeys.js';
import type { BackupSeries } from '../../schedule/backupSeries.js';
import type { SharedFields } from '../../schedule/sharedFields.js';
import { type CountedState, type StateFacts, stateFacts } from './countedStates.js';

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
  readonly category: string | undefined;
  readonly creator: RecoveryPointCreator | undefined;
  readonly vaultName: string | undefined;
  readonly resourceArn: string | undefined;
  /** The key of its resource; undefined if the job names none. */
  readonly resourceKey: string | undefined;
  readonly resource: KeyedResource | undefined;
  readonly resourceName: string | undefined;
  readonly resourceType: string | undefined;
}

/**
 * Whether a job was created at or after `from`, in epoch milliseconds; false if its creation date is unknown.
 */
export function wasCreatedSince(from: number, { created }: CountedJob): boolean {
  return created >= from;
}

/** Reads once what the tallies need of the jobs of a region. */
export class JobReader {
  readonly #accepted: AcceptedIssues | undefined;
  readonly #keys: RegionKeys;
  readonly #counted: Mutable<CountedJob>;
  /** Those of the job that is being read. */
  readonly #fields = noFields();
  #facts: StateFacts = stateFacts({});

  constructor(region: string, keys: RegionKeys, accepted?: AcceptedIssues) {
    this.#keys = keys;
    this.#accepted = accepted;
    this.#counted = { ...nothing, region };
  }

  /** The next call of any method changes the result: a new object for each job would be much garbage. */
  read(job: BackupJob): CountedJob {
    const [counted, fields] = [this.#counted, this.#fields];
    readFields(job, fields);
    this.#setResource(fields.AccountId, fields.ResourceArn);
    this.#setShared(fields);
    counted.created = fields.created;
    counted.started = fields.started;
    counted.ended = fields.ended;
    this.#setState(job);
    return counted;
  }

  /** The jobs of a series, each read as by {@link read}. */
  *eachOf({
    accountId,
    created,
    ended,
    jobs,
    resourceArn,
    shared,
    started,
  }: BackupSeries): Generator<CountedJob, void, undefined> {
    const counted = this.#counted;
    this.#setResource(accountId, resourceArn);
    let fields: SharedFields | undefined;
    for (let place = 0; place < jobs.length; place++) {
      const [job, own] = [jobs[place], shared[place]];
      if (job === undefined || own === undefined) continue;
      if (own !== fields) this.#setShared(own);
      fields = own;
      counted.created = created[place] ?? Number.NaN;
      counted.started = started[place] ?? Number.NaN;
      counted.ended = ended[place] ?? Number.NaN;
      this.#setState(job);
      yield counted;
    }
  }

  #setResource(accountId: string | undefined, arn: string | undefined): void {
    const counted = this.#counted;
    const resource = arn ? this.#keys.of(accountId, arn) : undefined;
    counted.accountId = accountId;
    counted.resourceArn = arn;
    counted.resourceKey = resource?.key;
    counted.resource = resource;
  }

  #setShared(fields: Omit<SharedFields, 'version'>): void {
    const counted = this.#counted;
    counted.category = fields.MessageCategory;
    counted.creator = fields.CreatedBy;
    counted.vaultName = fields.BackupVaultName;
    counted.resourceName = fields.ResourceName;
    counted.resourceType = fields.ResourceType;
    this.#facts = stateFacts(fields);
  }

  #setState(job: BackupJob): void {
    const counted = this.#counted;
    const { outcome, place, state } = this.#facts;
    const issue = outcome === 'bad' || outcome === 'withIssues' ? this.#accepted?.issueOf(job) : undefined;
    counted.job = job;
    counted.state = state;
    counted.statePlace = place;
    counted.outcome = outcome === 'withIssues' && issue !== undefined ? 'good' : outcome;
    counted.issue = issue;
  }
}

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

const nothing: CountedJob = {
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
  category: undefined,
  creator: undefined,
  vaultName: undefined,
  resourceArn: undefined,
  resourceKey: undefined,
  resource: undefined,
  resourceName: undefined,
  resourceType: undefined,
};
