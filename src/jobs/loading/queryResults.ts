import type { BackupJob } from '../backupJob.js';
import { type JobQuery, queryKey } from '../jobQuery.js';
import { type JobSelection, passes } from '../jobSelection.js';
import type { JobSource } from '../jobSource.js';
import { matches } from '../matches.js';
import { type JobChanges, NewestJobs } from '../newestJobs.js';
import { ObservedServiceBehavior } from '../observedServiceBehavior.js';
import { earliest, type ReadTime } from '../oldRead.js';
import { askedQuery, coarseOverlapMs, type ListedJobs, TimeBounds } from '../timeBounds.js';
import type { KnownAnswer } from './jobSnapshot.js';
import { QueryResult, type QueryResultOptions } from './queryResult.js';

/** What every result of a pool is made with. */
type ResultOptions = Omit<
  QueryResultOptions,
  'bounds' | 'knownAnswer' | 'listedElsewhere' | 'onEnd' | 'onPage' | 'query'
>;

/** How many jobs of a selection are known. */
export interface KnownJobs {
  readonly known: number;
  readonly failed: number;
}

/** The results of one connection, one for each query, and which of them answer for which others. */
export class QueryResults {
  readonly newest = new NewestJobs();
  readonly behavior = new ObservedServiceBehavior();
  readonly #bounds = new TimeBounds();
  readonly #options: () => ResultOptions;
  readonly #onChange: (changed: readonly BackupJob[]) => void;
  readonly #results = new Map<string, QueryResult>();

  /** `options` is asked for every new result. `onChange` is called when an operation has ended, and with jobs that are known otherwise. */
  constructor(options: () => ResultOptions, onChange: (changed: readonly BackupJob[]) => void) {
    this.#options = options;
    this.#onChange = onChange;
  }

  /** What the service has to be asked for a query: its answer may hold more. */
  asked(query: JobQuery): JobQuery {
    return askedQuery(query, this.#bounds.overlapMs);
  }

  /** Makes sure that {@link asked} asks for enough, by a job that is known; see {@link TimeBounds.check}. */
  async checkBounds(
    query: JobQuery,
    source: Pick<JobSource, 'listBackupJobs'>,
    signal: AbortSignal,
  ): Promise<void> {
    const list = (asked: JobQuery) => source.listBackupJobs(asked, { maxResults: 1000, signal });
    const listMore = async () => {
      // Wide enough to hold them however the service cuts its bounds.
      const { jobs } = await list(askedQuery(query, coarseOverlapMs));
      return { query, jobs };
    };
    await this.#bounds.check(query, [this.#listed(query)], list, listMore);
  }

  /** Every result, in the order in which they were made. */
  all(): readonly QueryResult[] {
    return [...this.#results.values()];
  }

  /** The result of a query, if there is one. */
  known(query: JobQuery): QueryResult | undefined {
    return this.#results.get(queryKey(query));
  }

  /** The result of a query, made where there is none. */
  of(query: JobQuery): QueryResult {
    const known = this.known(query);
    if (known !== undefined) return known;
    const result: QueryResult = new QueryResult({
      ...this.#options(),
      query,
      bounds: this.#bounds,
      listedElsewhere: () => this.#listed(query),
      knownAnswer: () => this.#coveringAnswer(query),
      onEnd: () => {
        this.#onChange([]);
        if (result.isAnswer) this.#answerNarrower(result);
      },
      onPage: (jobs) => {
        this.behavior.learn(query, jobs);
        this.take(jobs);
      },
    });
    this.#results.set(queryKey(query), result);
    return result;
  }

  /** The results of a selection's parts, each once, in their order. */
  ofParts({ parts }: JobSelection): ReadonlySet<QueryResult> {
    return new Set(parts.map(({ query }) => this.of(query)));
  }

  /** From now on the results of these queries answer nothing until they were refreshed; all others are forgotten. */
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

  /** Forgets every job that no result holds. */
  keepHeldJobs(): void {
    this.newest.keepOnly(this.all().map((result) => result.heldJobs()));
  }

  /** Whether all that a query asks for is to come with a wider one, which could not be read: then it stays as it was until that is. */
  awaitsWider(query: JobQuery): boolean {
    return this.all().some(
      (wider) =>
        queryKey(wider.query) !== queryKey(query) &&
        wider.isComplete &&
        wider.state.name === 'failed' &&
        this.behavior.covers(wider.query, query),
    );
  }

  /** Nothing that is known was read before this time; undefined where nothing was read. */
  get readAt(): ReadTime | undefined {
    return this.all().reduce<ReadTime | undefined>(
      (first, { snapshot }) => earliest(first, snapshot.readAt),
      undefined,
    );
  }

  /** How many of all known jobs are in a selection. Those that the service may not list for it are not counted. */
  countKnown({ parts }: JobSelection): KnownJobs {
    let known = 0;
    let failed = 0;
    for (const job of this.newest.all()) {
      if (
        !parts.some(
          ({ query, clientFilters }) => this.behavior.lists(query, job) && passes(clientFilters, job),
        )
      )
        continue;
      known++;
      if (job.State === 'FAILED') failed++;
    }
    return { known, failed };
  }

  /** The whole answer to a query, where it is known. */
  answer(query: JobQuery): BackupJob[] | undefined {
    const own = this.known(query);
    return own?.isAnswer ? this.#matching(own.snapshot.jobs, query) : this.#coveringAnswer(query)?.jobs;
  }

  /**
   * Takes jobs that were read. One that has gone to another state belongs from now on to other answers too, and one that was not
   * known to those that were read to their end before it was.
   */
  take(jobs: readonly BackupJob[]): JobChanges {
    const changes = this.newest.add(jobs);
    for (const result of this.all()) {
      const admitted = result.isAnswer ? [...changes.moved, ...changes.added] : changes.moved;
      const own = admitted.filter((job) => this.behavior.lists(result.query, job));
      if (own.length > 0) result.admit(own);
    }
    if (changes.changed.length > 0) this.#onChange(changes.changed);
    return changes;
  }

  /** Ends every operation and forgets every result. */
  dispose(): void {
    const results = this.all();
    this.#results.clear();
    for (const result of results) result.dispose();
    this.newest.clear();
    this.#onChange([]);
  }

  /** Once an answer is whole, those to narrower queries that someone has begun to read are too: no two of them contradict each other. */
  #answerNarrower(wider: QueryResult): void {
    for (const result of this.all()) {
      const hasBegun = result.hasStarted || result.state.name !== 'idle';
      if (hasBegun && !result.isAnswer && this.behavior.covers(wider.query, result.query))
        result.takeKnownAnswer();
    }
  }

  /** The answer to a query in the shortest of the other whole ones that hold it. */
  #coveringAnswer(query: JobQuery): (KnownAnswer & { readonly jobs: BackupJob[] }) | undefined {
    const key = queryKey(query);
    let shortest: QueryResult | undefined;
    for (const [otherKey, other] of this.#results) {
      if (otherKey === key || !other.isAnswer) continue;
      if (shortest !== undefined && shortest.snapshot.jobs.length <= other.snapshot.jobs.length) continue;
      if (this.behavior.covers(other.query, query)) shortest = other;
    }
    if (shortest === undefined) return undefined;
    const { parentJobId } = query;
    const { jobs, readAt } = shortest.snapshot;
    const holding = parentJobId === undefined ? jobs : this.newest.childrenOf(parentJobId);
    return { jobs: this.#matching(holding, query), readAt };
  }

  /** The known jobs that the service lists for the account of a query. */
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
