import type { BackupJob } from './backupJob.js';
import { JobList } from './jobList.js';
import { JobPager } from './jobPager.js';
import { covers, type JobQuery, queryKey } from './jobQuery.js';
import { type JobSelection, selectionKey, selects } from './jobSelection.js';
import { isOfConnection, type JobFailure, type JobSource } from './jobSource.js';
import { isUnderWay } from './jobStates.js';
import { matches } from './matches.js';
import { type JobChanges, NewestJobs } from './newestJobs.js';
import type { Clock } from './sweep/clock.js';
import type { LoadAllOptions, LoadAllOutcome } from './sweep/loadAll.js';
import type { PoolSweeps } from './sweep/poolSweeps.js';
import type { SweepJobsOptions } from './sweep/sweepJobs.js';

/** What a pool is made of. */
export interface JobPoolOptions {
  readonly source: JobSource;
  /** Jobs asked for in one request, 1 to 1000; read again for every new pager. */
  readonly pageSize?: (() => number | undefined) | undefined;
  /** See {@link JobPager}. */
  readonly fruitlessPagesLimit?: number | undefined;
  /** Jobs asked for in one request of a sweep; the most that AWS Backup gives where absent. */
  readonly sweepPageSize?: number | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * All pagers of one connection. Equal queries share a pager, and a query that a complete pager
 * covers is answered from that pager's jobs, with no request.
 */
export class JobPool {
  readonly #options: JobPoolOptions;
  readonly #pagers = new Map<string, JobPager>();
  readonly #lists = new Map<string, JobList>();
  readonly #newest = new NewestJobs();
  readonly #listing: Pick<JobSource, 'listBackupJobs'>;
  /** Where sweeps stand; their code is loaded by the first. */
  #sweeps: Promise<PoolSweeps> | undefined;

  constructor(options: JobPoolOptions) {
    this.#options = options;
    this.#listing = options.source.limit?.limited(options.source) ?? options.source;
  }

  /** The list of a selection, the same one for equal selections; nothing is read before its `loadMore`. */
  list(selection: JobSelection): JobList {
    const key = selectionKey(selection);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const pagers = selection.parts.map(({ query }) => this.#pagerOf(query));
    const list = new JobList(selection, pagers, this.#newest);
    this.#lists.set(key, list);
    return list;
  }

  /** The list of a selection, complete where what is known already answers it: nothing is ever read for this. */
  knownList(selection: JobSelection): JobList {
    for (const { query } of selection.parts) this.#pagerOf(query).finishFromKnown();
    return this.list(selection);
  }

  /** Why several places at once could not be read, where that is about the connection and not about any of them. */
  get outage(): JobFailure | undefined {
    const failures = this.#failedPagers().map(({ failure }) => failure);
    return failures.length > 1 ? failures.findLast(isOfConnection) : undefined;
  }

  /** Tries again whatever could not be read for a reason of the connection. */
  async retryFailed(signal?: AbortSignal): Promise<void> {
    const failed = this.#failedPagers().filter(({ failure }) => isOfConnection(failure));
    await Promise.all(failed.map(({ pager }) => pager.loadMore(signal)));
  }

  /**
   * Reads a selection to its end by sweeping, its parts side by side. Rows that are shown stay where they are, and what is new follows.
   * What came before a cancel or a failure is kept, and the next call goes on from there; nothing here rejects. A refresh ends it.
   */
  async loadAll(selection: JobSelection, options: LoadAllOptions): Promise<LoadAllOutcome> {
    const sweeps = await this.#openSweeps();
    return sweeps.loadAll(new Set(selection.parts.map(({ query }) => this.#pagerOf(query))), options);
  }

  /** Every job of a selection, each once, in batches, in no order, and without keeping them; see {@link PoolSweeps.sweep}. */
  async *sweep(
    selection: JobSelection,
    options: Pick<SweepJobsOptions, 'signal' | 'onProgress'>,
  ): AsyncGenerator<readonly BackupJob[], void, undefined> {
    const sweeps = await this.#openSweeps();
    const knownAnswer = (query: JobQuery) => {
      const own = this.#pagers.get(queryKey(query));
      return own?.isComplete ? own.jobs.map((job) => this.#newest.of(job)) : this.#knownAnswer(query);
    };
    yield* sweeps.sweep(selection, { ...options, knownAnswer });
  }

  /**
   * Reads the queries of `selections` again, each to the depth it shows, the widest first, so that one
   * complete answer serves the narrower ones. All others are forgotten and read afresh when asked for.
   */
  async refresh(selections: readonly JobSelection[], signal?: AbortSignal): Promise<void> {
    const queries = selections.flatMap(({ parts }) => parts.map(({ query }) => query));
    this.#sweeps = undefined;
    const wanted = new Map(queries.map((query) => [queryKey(query), query]));
    for (const [key, pager] of this.#pagers) {
      if (wanted.has(key)) continue;
      pager.abort();
      this.#pagers.delete(key);
    }
    this.#lists.clear();
    for (const alike of widestFirst([...wanted.values()])) {
      await Promise.all(alike.map((query) => this.#refresh(query, signal)));
    }
    this.#newest.keepOnly([...this.#pagers.values()].map((pager) => pager.jobs));
  }

  /** What is known of a job, by its id, from any list. */
  find(backupJobId: string): BackupJob | undefined {
    for (const pager of this.#pagers.values()) {
      const job = pager.jobs.find((one) => one.BackupJobId === backupJobId);
      if (job !== undefined) return this.#newest.of(job);
    }
    return undefined;
  }

  /** Every job that is known, each as it was last read. */
  knownJobs(): Iterable<BackupJob> {
    return this.#newest.all();
  }

  /** What was last read of a job. */
  newestOf(job: BackupJob): BackupJob {
    return this.#newest.of(job);
  }

  /** What is known of the nested jobs of a parent. */
  childrenOf(parentJobId: string): readonly BackupJob[] {
    return this.#newest.childrenOf(parentJobId);
  }

  /** Takes jobs that were read otherwise than by a list, each as it is now. Those that no list holds are let go. */
  update(jobs: readonly BackupJob[]): JobChanges {
    return this.#take(jobs.filter((job) => this.#newest.has(job)));
  }

  /**
   * Reads the jobs of a selection again that can still change, and no others. Resolves to what has changed, undefined where
   * nothing can change; rejects with a JobSourceError.
   */
  async rereadUnderWay(selection: JobSelection, signal: AbortSignal): Promise<JobChanges | undefined> {
    const jobs = [...this.#newest.all()].filter((job) => isUnderWay(job) && selects(selection, job));
    if (jobs.length === 0) return undefined;
    const { rereadJobs } = await import('./jobsUnderWay.js');
    return this.update(await rereadJobs({ source: this.#options.source, selection, jobs, signal }));
  }

  /** Ends every read and forgets every page. The source is its maker's to dispose. */
  dispose(): void {
    for (const pager of this.#pagers.values()) pager.abort();
    this.#pagers.clear();
    this.#lists.clear();
    this.#sweeps = undefined;
  }

  /** A long answer that was read to its end is swept again: page after page would take longer than anyone waits. */
  async #refresh(query: JobQuery, signal: AbortSignal | undefined): Promise<void> {
    const pager = this.#pagers.get(queryKey(query));
    const isLong = pager?.isComplete && pager.jobs.length > longestPlainRefresh;
    if (pager === undefined || !isLong || this.#knownAnswer(query) !== undefined)
      return pager?.refresh(signal);
    const { walk } = pager;
    const again = this.#newPager(query);
    const sweeps = await this.#openSweeps();
    await sweeps.loadAll([again], { signal: signal ?? new AbortController().signal });
    if (pager.walk === walk) pager.takeOver(again);
  }

  /** A job that has gone to another state belongs from now on to other answers too. */
  #take(jobs: readonly BackupJob[]): JobChanges {
    const changes = this.#newest.add(jobs);
    for (const job of changes.moved) {
      for (const pager of this.#pagers.values()) if (matches(pager.query, job)) pager.admit(job);
    }
    return changes;
  }

  #failedPagers(): { readonly pager: JobPager; readonly failure: JobFailure }[] {
    return [...this.#pagers.values()].flatMap((pager) =>
      pager.state.name === 'failed' ? [{ pager, failure: pager.state.failure }] : [],
    );
  }

  #pagerOf(query: JobQuery): JobPager {
    const key = queryKey(query);
    const known = this.#pagers.get(key);
    if (known !== undefined) return known;
    const pager = this.#newPager(query);
    this.#pagers.set(key, pager);
    return pager;
  }

  #newPager(query: JobQuery): JobPager {
    return new JobPager({
      query,
      source: this.#listing,
      pageSize: this.#options.pageSize?.(),
      fruitlessPagesLimit: this.#options.fruitlessPagesLimit,
      knownAnswer: () => this.#knownAnswer(query),
      onPage: (jobs) => this.#take(jobs),
    });
  }

  #openSweeps(): Promise<PoolSweeps> {
    const { source, sweepPageSize: pageSize, clock } = this.#options;
    this.#sweeps ??= import('./sweep/poolSweeps.js').then(
      ({ PoolSweeps }) => new PoolSweeps({ source, pageSize, clock }),
    );
    return this.#sweeps;
  }

  #knownAnswer(query: JobQuery): BackupJob[] | undefined {
    const key = queryKey(query);
    for (const [otherKey, other] of this.#pagers) {
      if (otherKey === key || !other.isComplete || !coversByJobs(other, query)) continue;
      const jobs = query.parentJobId === undefined ? other.jobs : this.childrenOf(query.parentJobId);
      return jobs.map((job) => this.#newest.of(job)).filter((job) => matches(query, job));
    }
    return undefined;
  }
}

/**
 * Whether a complete answer holds that to a narrower query, by what its jobs tell beyond the queries: a list that names no
 * account holds the caller's own jobs, so that any of them tells which account that is; and a list that holds some nested job
 * comes from a service that lists them all, which AWS does not document.
 */
function coversByJobs(pager: JobPager, query: JobQuery): boolean {
  const { accountId, parentJobId, ...rest } = query;
  const isOwn =
    accountId !== undefined &&
    pager.query.accountId === undefined &&
    pager.jobs.some((job) => job.AccountId === accountId);
  const isNested =
    parentJobId !== undefined &&
    pager.query.parentJobId === undefined &&
    pager.jobs.some((job) => job.ParentJobId !== undefined);
  return covers(pager.query, {
    ...rest,
    ...(accountId !== undefined && !isOwn && { accountId }),
    ...(parentJobId !== undefined && !isNested && { parentJobId }),
  });
}

/** The queries in groups of as many filters: a query never covers another of its own group. */
function widestFirst(queries: readonly JobQuery[]): JobQuery[][] {
  const groups = new Map<number, JobQuery[]>();
  for (const query of queries) {
    const width = Object.keys(query).length;
    groups.set(width, [...(groups.get(width) ?? []), query]);
  }
  return [...groups].sort(([one], [other]) => one - other).map(([, group]) => group);
}

/** Jobs: some pages of the size that AWS Backup gives. */
const longestPlainRefresh = 3000;
