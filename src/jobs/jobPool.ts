import type { BackupJob } from './backupJob.js';
import { type JobCount, JobList } from './jobList.js';
import type { JobPager } from './jobPager.js';
import { type JobQuery, queryKey } from './jobQuery.js';
import { type JobSelection, selectionKey, selects } from './jobSelection.js';
import { isOfConnection, type JobFailure, type JobSource } from './jobSource.js';
import { isUnderWay } from './jobStates.js';
import type { JobChanges } from './newestJobs.js';
import { type ReadTime, readTimeNow } from './oldRead.js';
import { Outages } from './outages.js';
import { type KnownJobs, PoolPagers } from './poolPagers.js';
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
 * All jobs of one connection that were read. Equal queries share a pager, and a query that a complete pager
 * covers is answered from that pager's jobs, with no request.
 */
export class JobPool {
  readonly #options: JobPoolOptions;
  readonly #listing: Outages;
  readonly #pagers: PoolPagers;
  readonly #lists = new Map<string, JobList>();
  /** What {@link knownOf} has counted, and of how many jobs after how many changes. */
  readonly #counted = new Map<string, KnownJobs & { readonly changes: number; readonly size: number }>();
  #refreshing = new AbortController();
  #rereads = 0;
  /** Where sweeps stand; their code is loaded by the first. */
  #sweeps: Promise<PoolSweeps> | undefined;

  constructor(options: JobPoolOptions) {
    const { fruitlessPagesLimit, pageSize, source } = options;
    this.#options = options;
    this.#listing = new Outages(source.limit?.limited(source) ?? source);
    this.#pagers = new PoolPagers(() => ({
      source: this.#listing,
      pageSize: pageSize?.(),
      fruitlessPagesLimit,
    }));
  }

  /** The list of a selection, the same one for equal selections; nothing is read before its `loadMore`. */
  list(selection: JobSelection): JobList {
    this.#pagers.renewStale(selection);
    const key = selectionKey(selection);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const list = new JobList(selection, [...this.#pagers.ofParts(selection)], this.#pagers.newest);
    this.#lists.set(key, list);
    return list;
  }

  /** The list of a selection, complete where what is known already answers it: nothing is ever read for this. */
  knownList(selection: JobSelection): JobList {
    for (const pager of this.#pagers.ofParts(selection)) pager.finishFromKnown();
    return this.list(selection);
  }

  /** How many jobs of a selection its own reading has brought, whether that went on or not; undefined where none of it was ever read. */
  countRead(selection: JobSelection): JobCount | undefined {
    const pagers = selection.parts.map(({ query }) => this.#pagers.known(query));
    if (!pagers.every((pager) => pager?.hasStarted)) return undefined;
    const known = this.list(selection).jobs().length;
    return { known, isExact: pagers.every((pager) => pager !== undefined && this.#pagers.isAnswer(pager)) };
  }

  /**
   * How many jobs of a selection are known, and how many of them failed, whichever list has brought them: its own, one that it is a part
   * of, or one that is a part of it.
   */
  knownOf(selection: JobSelection): KnownJobs {
    const { changes, size } = this.#pagers.newest;
    const key = selectionKey(selection);
    const counted = this.#counted.get(key);
    if (counted?.changes === changes && counted.size === size) return counted;
    const known = { ...this.#pagers.countKnown(selection), changes, size };
    this.#counted.set(key, known);
    return known;
  }

  /** Nothing that is known was read before this time; undefined where nothing was read. */
  get readAt(): ReadTime | undefined {
    return this.#pagers.readAt;
  }

  /** Why several places could not be read since the last page came, where that is about the connection and not about any of them. */
  get outage(): JobFailure | undefined {
    return this.#listing.current;
  }

  /** Tries again whatever could not be read for a reason of the connection. */
  async retryFailed(signal?: AbortSignal): Promise<void> {
    const failed = this.#pagers
      .all()
      .filter(({ state }) => state.name === 'failed' && isOfConnection(state.failure));
    await Promise.all(failed.map((pager) => pager.loadMore(signal)));
  }

  /**
   * Reads a selection to its end by sweeping, its parts side by side. Rows that are shown stay where they are, and what is new follows.
   * What came before a cancel or a failure is kept, and the next call goes on from there; nothing here rejects. A refresh ends it.
   */
  async loadAll(selection: JobSelection, options: LoadAllOptions): Promise<LoadAllOutcome> {
    const sweeps = await this.#openSweeps();
    return sweeps.loadAll(this.#pagers.ofParts(selection), options);
  }

  /** Every job of a selection, each once, in batches, in no order, and without keeping them; see {@link PoolSweeps.sweep}. */
  async *sweep(
    selection: JobSelection,
    options: Pick<SweepJobsOptions, 'signal' | 'onProgress' | 'keepsLooking'>,
  ): AsyncGenerator<readonly BackupJob[], void, undefined> {
    const sweeps = await this.#openSweeps();
    const { signal } = options;
    const knownAnswer = (query: JobQuery) => this.#pagers.answer(query);
    for (const { query } of selection.parts) {
      if (knownAnswer(query) !== undefined) continue;
      await sweeps.retried(() => this.#pagers.checkBounds(query, this.#listing, signal), signal);
    }
    const asked = (query: JobQuery) => this.#pagers.asked(query);
    yield* sweeps.sweep(selection, { ...options, knownAnswer, asked });
  }

  /**
   * Lets a selection take the place of `before`, which asked for the same before relative times moved on: the refresh that follows reads it to the
   * depth of that one, and leaves its jobs where it fails.
   */
  renew(before: JobSelection, { parts }: JobSelection): void {
    if (parts.length !== before.parts.length) return;
    for (const [place, { query }] of before.parts.entries()) {
      const pager = this.#pagers.known(query);
      const renewed = parts[place]?.query;
      if (pager !== undefined && renewed !== undefined) this.#pagers.of(renewed).standFor(pager);
    }
  }

  /**
   * Reads the queries of `selections` again, each to the depth it shows and after all that cover it, so that one
   * complete answer serves the narrower ones. All others are forgotten and read afresh when asked for. The next refresh ends it.
   */
  async refresh(selections: readonly JobSelection[]): Promise<void> {
    const queries = selections.flatMap(({ parts }) => parts.map(({ query }) => query));
    const began = readTimeNow();
    this.#refreshing.abort();
    this.#refreshing = new AbortController();
    const { signal } = this.#refreshing;
    this.#sweeps = undefined;
    this.#listing.clear();
    const wanted = new Map(queries.map((query) => [queryKey(query), query]));
    this.#pagers.outdate(wanted);
    this.#lists.clear();
    this.#counted.clear();
    for (const next of this.#pagers.habits.widestFirst([...wanted.values()])) {
      await Promise.all(next.map((query) => this.#refresh(query, signal)));
      if (signal.aborted) return;
    }
    const pagers = this.#pagers.all();
    this.#pagers.newest.keepOnly(pagers.map((pager) => pager.jobs));
    this.#counted.clear();
    const hasFailed = pagers.some(({ state }) => state.name === 'failed');
    if (!hasFailed) this.#pagers.readAt = began;
  }

  /** What is known of a job, by its id, from any list. */
  find(backupJobId: string): BackupJob | undefined {
    for (const pager of this.#pagers.all()) {
      const job = pager.jobs.find((one) => one.BackupJobId === backupJobId);
      if (job !== undefined) return this.#pagers.newest.of(job);
    }
    return undefined;
  }

  /** Every job that is known, each as it was last read. */
  knownJobs(): Iterable<BackupJob> {
    return this.#pagers.newest.all();
  }

  /** What was last read of a job. */
  newestOf(job: BackupJob): BackupJob {
    return this.#pagers.newest.of(job);
  }

  /** What is known of the nested jobs of a parent. */
  childrenOf(parentJobId: string): readonly BackupJob[] {
    return this.#pagers.newest.childrenOf(parentJobId);
  }

  /** Takes jobs that were read otherwise than by a list, each as it is now. Those that no list holds are let go. */
  update(jobs: readonly BackupJob[]): JobChanges {
    return this.#pagers.take(jobs.filter((job) => this.#pagers.newest.has(job)));
  }

  /**
   * Reads the jobs of a selection again that can still change, and no others. Resolves to what has changed, undefined where
   * nothing can change; rejects with a JobSourceError.
   */
  async rereadUnderWay(selection: JobSelection, signal: AbortSignal): Promise<JobChanges | undefined> {
    const jobs = [...this.#pagers.newest.all()].filter((job) => isUnderWay(job) && selects(selection, job));
    if (jobs.length === 0) return undefined;
    const { rereadJobs } = await import('./jobsUnderWay.js');
    const { source } = this.#options;
    const found = await rereadJobs({
      listBackupJobs: (query, page) => this.#listing.listBackupJobs(this.#pagers.asked(query), page),
      describeBackupJob: (id, left) => source.describeBackupJob(id, left),
      selection,
      jobs,
      turn: this.#rereads++,
      signal,
    });
    return this.update(found);
  }

  /** Ends every read and forgets every page. The source is its maker's to dispose. */
  dispose(): void {
    this.#refreshing.abort();
    this.#pagers.dispose();
    this.#lists.clear();
    this.#sweeps = undefined;
  }

  async #refresh(query: JobQuery, signal: AbortSignal): Promise<void> {
    const pager = this.#pagers.known(query);
    if (pager === undefined || this.#pagers.awaitsWider(query)) return;
    const isLong = pager.isComplete && pager.jobs.length > longestPlainRefresh;
    if (isLong && this.#pagers.coveringAnswer(query) === undefined) await this.#sweepAgain(pager, signal);
    else await pager.refresh(signal);
    // The next refresh, if it is that which ended this one, has yet to come to it.
    if (!signal.aborted) this.#pagers.refreshed(pager);
  }

  /** A long answer that was read to its end: page after page would take longer than anyone waits. */
  async #sweepAgain(pager: JobPager, signal: AbortSignal): Promise<void> {
    const { walk } = pager;
    await this.#pagers.withSuccessor(pager, async (again) => {
      const sweeps = await this.#openSweeps();
      await sweeps.loadAll([again], { signal });
      if (pager.walk === walk) pager.takeOver(again);
    });
  }

  #openSweeps(): Promise<PoolSweeps> {
    const { source, sweepPageSize: pageSize, clock } = this.#options;
    this.#sweeps ??= import('./sweep/poolSweeps.js').then(
      ({ PoolSweeps }) =>
        new PoolSweeps({ source, pageSize, clock, hasUndated: () => this.#pagers.newest.hasUndated }),
    );
    return this.#sweeps;
  }
}

/** Jobs: some pages of the size that AWS Backup gives. */
const longestPlainRefresh = 3000;
