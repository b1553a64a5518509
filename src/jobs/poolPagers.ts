import type { BackupJob } from './backupJob.js';
import { JobPager, type JobPagerOptions } from './jobPager.js';
import { type JobQuery, queryKey } from './jobQuery.js';
import { type JobSelection, passes } from './jobSelection.js';
import type { JobSource } from './jobSource.js';
import { matches } from './matches.js';
import { type JobChanges, NewestJobs } from './newestJobs.js';
import { type ReadTime, readTimeNow } from './oldRead.js';
import { ServiceHabits } from './serviceHabits.js';
import { askedQuery, type ListedJobs, TimeBounds } from './timeBounds.js';

/** What every pager of a pool is made with. */
type PagerOptions = Omit<
  JobPagerOptions,
  'bounds' | 'knownAnswer' | 'listedElsewhere' | 'onComplete' | 'onPage' | 'query'
>;

/** How many jobs of a selection are known. */
export interface KnownJobs {
  readonly known: number;
  readonly failed: number;
}

/** The pagers of one connection, one for each query, what they have read, and which of them answer for which others. */
export class PoolPagers {
  readonly newest = new NewestJobs();
  readonly habits = new ServiceHabits();
  readonly #bounds = new TimeBounds();
  /** Nothing that is known was read before this time; undefined where nothing was read. */
  readAt: ReadTime | undefined;
  readonly #pagers = new Map<string, JobPager>();
  /** Pagers that a refresh has yet to come to, or never did since a wider one has failed: they answer nothing. */
  readonly #stale = new Set<JobPager>();
  /** Pagers that are to take the place of others. */
  readonly #successors = new Set<JobPager>();

  /** `options` is asked for every new pager. */
  constructor(private readonly options: () => PagerOptions) {}

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
    await this.#bounds.check(query, [this.#listed(query)], (probe) =>
      source.listBackupJobs(probe, { maxResults: 1000, signal }),
    );
  }

  /** Every pager, in the order in which they were made. */
  all(): readonly JobPager[] {
    return [...this.#pagers.values()];
  }

  /** The pager of a query, if there is one. */
  known(query: JobQuery): JobPager | undefined {
    return this.#pagers.get(queryKey(query));
  }

  /** The pager of a query, made where there is none. */
  of(query: JobQuery): JobPager {
    const known = this.known(query);
    if (known !== undefined) return known;
    const pager = this.#make(query);
    this.#pagers.set(queryKey(query), pager);
    return pager;
  }

  /** The pagers of a selection's parts, each once, in their order. */
  ofParts({ parts }: JobSelection): ReadonlySet<JobPager> {
    return new Set(parts.map(({ query }) => this.of(query)));
  }

  /** Lets `work` fill another pager of the same query, which is told of what changes meanwhile, and put it in the place of the first. */
  async withSuccessor(pager: JobPager, work: (successor: JobPager) => Promise<void>): Promise<void> {
    const successor = this.#make(pager.query);
    this.#successors.add(successor);
    await work(successor);
    this.#successors.delete(successor);
  }

  /** From now on the pagers of these queries answer nothing until they were {@link refreshed}; all others are forgotten. */
  outdate(wanted: ReadonlyMap<string, JobQuery>): void {
    for (const [key, pager] of this.#pagers) {
      if (wanted.has(key)) {
        this.#stale.add(pager);
        continue;
      }
      pager.abort();
      this.#pagers.delete(key);
      this.#stale.delete(pager);
    }
  }

  /** Lets a pager answer again, which a refresh has come to. */
  refreshed(pager: JobPager): void {
    this.#stale.delete(pager);
    this.#finishNarrower(pager);
  }

  /** Lets pagers that a refresh did not come to show what is known by now: a wider one may have been read since. */
  renewStale(selection: JobSelection): void {
    if (this.#stale.size === 0) return;
    for (const pager of this.ofParts(selection))
      if (this.#stale.has(pager) && pager.renewFromKnown()) this.#stale.delete(pager);
  }

  /** Whether all that a query asks for is to come with a wider one, which could not be read: then it stays as it was until that is. */
  awaitsWider(query: JobQuery): boolean {
    return this.all().some(
      (wider) =>
        queryKey(wider.query) !== queryKey(query) &&
        wider.isComplete &&
        wider.state.name === 'failed' &&
        this.habits.covers(wider.query, query),
    );
  }

  /** Whether what a pager shows is a whole answer, of which nothing is known that would replace it. */
  isAnswer(pager: JobPager): boolean {
    return pager.isComplete && !pager.isOutdated && !this.#stale.has(pager);
  }

  /** How many of all known jobs are in a selection. Those that the service may not list for it are not counted. */
  countKnown({ parts }: JobSelection): KnownJobs {
    let known = 0;
    let failed = 0;
    for (const job of this.newest.all()) {
      if (!parts.some(({ query, sieves }) => this.habits.lists(query, job) && passes(sieves, job))) continue;
      known++;
      if (job.State === 'FAILED') failed++;
    }
    return { known, failed };
  }

  /** The whole answer to a query, where it is known: its own, else what {@link coveringAnswer} holds. */
  answer(query: JobQuery): BackupJob[] | undefined {
    const own = this.known(query);
    return own !== undefined && this.isAnswer(own)
      ? this.#matching(own.jobs, query)
      : this.coveringAnswer(query);
  }

  /** The answer to a query in the shortest of the other complete ones that hold it. */
  coveringAnswer(query: JobQuery): BackupJob[] | undefined {
    const key = queryKey(query);
    let shortest: JobPager | undefined;
    for (const [otherKey, other] of this.#pagers) {
      if (otherKey === key || !this.isAnswer(other)) continue;
      if (shortest !== undefined && shortest.jobs.length <= other.jobs.length) continue;
      if (this.habits.covers(other.query, query)) shortest = other;
    }
    if (shortest === undefined) return undefined;
    const { parentJobId } = query;
    return this.#matching(
      parentJobId === undefined ? shortest.jobs : this.newest.childrenOf(parentJobId),
      query,
    );
  }

  /**
   * Takes jobs that were read. One that has gone to another state belongs from now on to other answers too, and one that was not
   * known to those that were read to their end before it was.
   */
  take(jobs: readonly BackupJob[]): JobChanges {
    this.readAt ??= readTimeNow();
    const changes = this.newest.add(jobs);
    const pagers = [...this.#pagers.values(), ...this.#successors];
    this.#admit(changes.moved, pagers);
    this.#admit(
      changes.added,
      pagers.filter((pager) => this.isAnswer(pager)),
    );
    return changes;
  }

  /** Ends every read and forgets every page. */
  dispose(): void {
    for (const pager of this.#pagers.values()) pager.abort();
    this.#pagers.clear();
  }

  #make(query: JobQuery): JobPager {
    return new JobPager({
      ...this.options(),
      query,
      bounds: this.#bounds,
      listedElsewhere: () => this.#listed(query),
      knownAnswer: () => this.coveringAnswer(query),
      onPage: (jobs) => {
        this.habits.learn(query, jobs);
        this.take(jobs);
      },
      onComplete: () => this.#finishNarrower(this.known(query)),
    });
  }

  /** Once an answer is complete, those to narrower queries that someone has begun to read are too: no two of them contradict each other. */
  #finishNarrower(wider: JobPager | undefined): void {
    if (wider === undefined || !this.isAnswer(wider)) return;
    for (const pager of this.#pagers.values()) {
      const hasBegun = pager.hasStarted || pager.state.name !== 'idle';
      if (hasBegun && !pager.isComplete && this.habits.covers(wider.query, pager.query))
        pager.finishFromKnown();
    }
  }

  /** The known jobs that the service lists for the account of a query. */
  #listed({ accountId }: JobQuery): ListedJobs {
    const query = accountId === undefined ? {} : { accountId };
    const { habits, newest } = this;
    const jobs = {
      *[Symbol.iterator]() {
        for (const job of newest.all()) if (habits.lists(query, job)) yield job;
      },
    };
    return { query, jobs };
  }

  #admit(jobs: readonly BackupJob[], pagers: readonly JobPager[]): void {
    for (const pager of pagers) {
      for (const job of jobs) if (this.habits.lists(pager.query, job)) pager.admit(job);
    }
  }

  #matching(jobs: readonly BackupJob[], query: JobQuery): BackupJob[] {
    return jobs.map((job) => this.newest.of(job)).filter((job) => matches(query, job));
  }
}
