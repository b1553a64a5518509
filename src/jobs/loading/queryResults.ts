import type { BackupJob } from '../backupJob.js';
import { type JobQuery, queryKey } from '../jobQuery.js';
import { type JobSelection, passes } from '../jobSelection.js';
import type { JobSource } from '../jobSource.js';
import { isBad } from '../jobStates.js';
import { matches } from '../matches.js';
import { type JobChanges, NewestJobs } from '../newestJobs.js';
import { ObservedServiceBehavior } from '../observedServiceBehavior.js';
import { earliest, type ReadTime } from '../oldRead.js';
import { coarseOverlapMs, type ListedJobs, TimeBounds, widenedQuery } from '../timeBounds.js';
import type { KnownResult } from './jobSnapshot.js';
import { QueryResult, type QueryResultOptions } from './queryResult.js';

/** The options that all results of a pool share. */
type ResultOptions = Omit<
  QueryResultOptions,
  'bounds' | 'knownResult' | 'listedElsewhere' | 'onEnd' | 'onPage' | 'query'
>;

/** The numbers of known jobs of a selection. */
export interface KnownJobs {
  readonly known: number;
  readonly bad: number;
}

/** The results of one connection, one for each query. A complete result also answers narrower queries. */
export class QueryResults {
  readonly newest = new NewestJobs();
  readonly behavior = new ObservedServiceBehavior();
  readonly #bounds: TimeBounds;
  readonly #options: () => ResultOptions;
  readonly #onChange: (changed: readonly BackupJob[]) => void;
  readonly #isAnswered: (query: JobQuery) => boolean;
  readonly #results = new Map<string, QueryResult>();

  /**
   * `options` is called for every new result. `onChange` is called with the jobs that have changed, and with
   * none when an operation has ended. `isAnswered` says whether every job has the fields that a query
   * compares: if not, a result of all jobs does not answer the query. `bounds` is what is known of the
   * service's time bounds.
   */
  constructor(
    options: () => ResultOptions,
    onChange: (changed: readonly BackupJob[]) => void,
    isAnswered: (query: JobQuery) => boolean = () => true,
    bounds = new TimeBounds(),
  ) {
    this.#bounds = bounds;
    this.#isAnswered = isAnswered;
    this.#options = options;
    this.#onChange = onChange;
  }

  /**
   * The query to send to the service for a query. Its time range is wider, so its response may have more
   * jobs.
   */
  requestFor(query: JobQuery): JobQuery {
    return widenedQuery(query, this.#bounds.overlapMs);
  }

  /** Verifies with a known job that {@link requestFor} is wide enough; see {@link TimeBounds.check}. */
  async checkBounds(
    query: JobQuery,
    source: Pick<JobSource, 'listBackupJobs'>,
    signal: AbortSignal,
  ): Promise<void> {
    const list = (request: JobQuery) => source.listBackupJobs(request, { maxResults: 1000, signal });
    const listMore = async () => {
      // This range contains the jobs, however the service rounds its bounds.
      const { jobs } = await list(widenedQuery(query, coarseOverlapMs));
      return { query, jobs };
    };
    await this.#bounds.check(query, [this.#listed(query)], list, listMore);
  }

  /** Every result, in the order of creation. */
  all(): readonly QueryResult[] {
    return [...this.#results.values()];
  }

  /** The result of a query, if there is one. */
  known(query: JobQuery): QueryResult | undefined {
    return this.#results.get(queryKey(query));
  }

  /** The result of a query; created if there is none. */
  of(query: JobQuery): QueryResult {
    const known = this.known(query);
    if (known !== undefined) return known;
    const result: QueryResult = new QueryResult({
      ...this.#options(),
      query,
      bounds: this.#bounds,
      listedElsewhere: () => this.#listed(query),
      knownResult: () => this.#coveringResult(query),
      onEnd: () => {
        this.#onChange([]);
        if (result.answersNarrower) this.#updateNarrower(result);
      },
      onPage: (jobs) => {
        this.behavior.learn(query, jobs);
        this.take(jobs);
      },
    });
    this.#results.set(queryKey(query), result);
    return result;
  }

  /** The results of a selection's parts, without duplicates, in their order. */
  ofParts({ parts }: JobSelection): ReadonlySet<QueryResult> {
    return new Set(parts.map(({ query }) => this.of(query)));
  }

  /** Marks the results of these queries as outdated, and removes all others. */
  outdate(wanted: ReadonlyMap<string, JobQuery>): void {
    for (const [key, result] of this.#results) {
      if (wanted.has(key)) {
        result.outdate();
        continue;
      }
      this.#results.delete(key);
      result.abort();
    }
  }

  /** Removes the jobs that are in no result. */
  keepHeldJobs(): void {
    this.newest.keepOnly(this.all().map((result) => result.heldJobs()));
  }

  /**
   * Whether the refresh of a wider query has failed. Then a query keeps its state until that refresh
   * succeeds.
   */
  awaitsWider(query: JobQuery): boolean {
    return this.all().some(
      (wider) =>
        queryKey(wider.query) !== queryKey(query) &&
        wider.isComplete &&
        wider.state.name === 'failed' &&
        this.behavior.covers(wider.query, query),
    );
  }

  /** The start of the oldest read of all results; undefined if nothing was read. */
  get readAt(): ReadTime | undefined {
    return this.all().reduce<ReadTime | undefined>(
      (first, { snapshot }) => earliest(first, snapshot.readAt),
      undefined,
    );
  }

  /** The number of known jobs in a selection. Jobs that the service may not list for it are not counted. */
  countKnown({ parts }: JobSelection): KnownJobs {
    let known = 0;
    let bad = 0;
    for (const job of this.newest.all()) {
      if (
        !parts.some(
          ({ query, clientFilters }) => this.behavior.lists(query, job) && passes(clientFilters, job),
        )
      )
        continue;
      known++;
      if (isBad(job)) bad++;
    }
    return { known, bad };
  }

  /** The jobs of a query, if all of them are known. */
  completeJobs(query: JobQuery): BackupJob[] | undefined {
    const own = this.known(query);
    return own?.answersNarrower
      ? this.#matching(own.snapshot.jobs, query)
      : this.#coveringResult(query)?.jobs;
  }

  /**
   * Adds jobs that were read. A job with a new state may now match other queries, and a new job may be
   * missing from older complete results, so both are added there.
   */
  take(jobs: readonly BackupJob[]): JobChanges {
    const changes = this.newest.add(jobs);
    for (const result of this.all()) {
      const admitted = result.answersNarrower
        ? [...changes.stateChanged, ...changes.added]
        : changes.stateChanged;
      const own = admitted.filter((job) => this.behavior.lists(result.query, job));
      if (own.length > 0) result.admit(own);
    }
    if (changes.changed.length > 0) this.#onChange(changes.changed);
    return changes;
  }

  /** Aborts every operation and forgets every result. */
  dispose(): void {
    const results = this.all();
    this.#results.clear();
    for (const result of results) result.dispose();
    this.newest.clear();
    this.#onChange([]);
  }

  /**
   * Completes the started results of narrower queries, so that results do not contradict each other.
   */
  #updateNarrower(wider: QueryResult): void {
    for (const result of this.all()) {
      const hasBegun = result.hasStarted || result.state.name !== 'idle';
      if (hasBegun && !result.answersNarrower && this.behavior.covers(wider.query, result.query))
        result.takeKnownResult();
    }
  }

  /** The jobs of a query, taken from the shortest complete result that covers it. */
  #coveringResult(query: JobQuery): (KnownResult & { readonly jobs: BackupJob[] }) | undefined {
    if (!this.#isAnswered(query)) return undefined;
    const key = queryKey(query);
    let shortest: QueryResult | undefined;
    for (const [otherKey, other] of this.#results) {
      if (otherKey === key || !other.answersNarrower) continue;
      if (shortest !== undefined && shortest.snapshot.jobs.length <= other.snapshot.jobs.length) continue;
      if (this.behavior.covers(other.query, query)) shortest = other;
    }
    if (shortest === undefined) return undefined;
    const { parentJobId } = query;
    const { jobs, readAt } = shortest.snapshot;
    const candidates = parentJobId === undefined ? jobs : this.newest.childrenOf(parentJobId);
    return { jobs: this.#matching(candidates, query), readAt };
  }

  /** The known jobs that the service lists for the account of a query, without its other filters. */
  #listed({ accountId }: JobQuery): ListedJobs {
    const query = accountId === undefined ? {} : { accountId };
    const { behavior, newest } = this;
    const jobs = {
      *[Symbol.iterator]() {
        for (const job of newest.all()) if (behavior.lists(query, job)) yield job;
      },
    };
    return { query, jobs };
  }

  #matching(jobs: Iterable<BackupJob>, query: JobQuery): BackupJob[] {
    return [...jobs].map((job) => this.newest.of(job)).filter((job) => matches(query, job));
  }
}
