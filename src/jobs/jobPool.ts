import type { BackupJob } from './backupJob.js';
import { type JobCount, JobList } from './jobList.js';
import { type JobQuery, queryKey } from './jobQuery.js';
import { type JobSelection, selectionKey, selects } from './jobSelection.js';
import { isOfConnection, type JobFailure, type JobSource } from './jobSource.js';
import { isInProgress } from './jobStates.js';
import { Changes } from './loading/changes.js';
import { type KnownJobs, QueryResults } from './loading/queryResults.js';
import type { JobChanges } from './newestJobs.js';
import type { ReadTime } from './oldRead.js';
import { Outages } from './outages.js';
import type { Clock } from './sweep/clock.js';
import type { LoadAllOptions, LoadAllOutcome } from './sweep/loadAll.js';
import type { PoolSweeps } from './sweep/poolSweeps.js';
import type { SweepJobsOptions } from './sweep/sweepJobs.js';

/** What a pool is made of. */
export interface JobPoolOptions {
  readonly source: JobSource;
  /** Jobs asked for in one request, 1 to 1000; read again for every new result. */
  readonly pageSize?: (() => number | undefined) | undefined;
  /** See {@link PageReading}. */
  readonly maxPagesWithoutProgress?: number | undefined;
  /** Jobs asked for in one request of a sweep; the most that AWS Backup gives where absent. */
  readonly sweepPageSize?: number | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * All jobs of one connection that were read. Equal queries share a result, and a query that a complete result
 * covers is answered from its jobs, with no request.
 */
export class JobPool {
  readonly #options: JobPoolOptions;
  readonly #listing: Outages;
  readonly #results: QueryResults;
  readonly #lists = new Map<string, JobList>();
  /** What {@link knownOf} has counted, and of how many jobs after how many changes. */
  readonly #counted = new Map<string, KnownJobs & { readonly changes: number; readonly size: number }>();
  readonly #changes = new Changes();
  #refreshing = new AbortController();
  #rereads = 0;
  /** Where sweeps stand; their code is loaded by the first. */
  #sweeps: Promise<PoolSweeps> | undefined;

  constructor(options: JobPoolOptions) {
    const { maxPagesWithoutProgress, pageSize, source } = options;
    this.#options = options;
    this.#listing = new Outages(source);
    this.#results = new QueryResults(
      () => ({
        source: this.#listing,
        pageSize: pageSize?.(),
        maxPagesWithoutProgress,
        openSweeper: () => this.#openSweeps(),
      }),
      (changed) => this.#changes.report(changed),
    );
  }

  /**
   * Calls `listener` soon after something has changed: what is known of a query, or of jobs, which it is called with. Returns how to
   * stop that.
   */
  onDidChange(listener: (jobs: readonly BackupJob[]) => void): () => void {
    return this.#changes.listen(listener);
  }

  /** The list of a selection, the same one for equal selections; nothing is read before its `loadMore`. */
  list(selection: JobSelection): JobList {
    const key = selectionKey(selection);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const list = new JobList(selection, [...this.#results.ofParts(selection)], this.#results.newest);
    this.#lists.set(key, list);
    return list;
  }

  /** The list of a selection, complete where what is known already answers it: nothing is ever read for this. */
  knownList(selection: JobSelection): JobList {
    for (const result of this.#results.ofParts(selection)) if (!result.isComplete) result.takeKnownAnswer();
    return this.list(selection);
  }

  /** How many jobs of a selection its own reading has brought, whether that went on or not; undefined where none of it was ever read. */
  countRead(selection: JobSelection): JobCount | undefined {
    const results = selection.parts.map(({ query }) => this.#results.known(query));
    if (!results.every((result) => result?.hasStarted)) return undefined;
    const known = this.list(selection).jobs().length;
    return { known, isExact: results.every((result) => result?.isAnswer) };
  }

  /**
   * How many jobs of a selection are known, and how many of them failed, whichever list has brought them: its own, one that it is a part
   * of, or one that is a part of it.
   */
  knownOf(selection: JobSelection): KnownJobs {
    const { changes, size } = this.#results.newest;
    const key = selectionKey(selection);
    const counted = this.#counted.get(key);
    if (counted?.changes === changes && counted.size === size) return counted;
    const known = { ...this.#results.countKnown(selection), changes, size };
    this.#counted.set(key, known);
    return known;
  }

  /** Nothing that is known was read before this time; undefined where nothing was read. */
  get readAt(): ReadTime | undefined {
    return this.#results.readAt;
  }

  /** Why several places could not be read since the last page came, where that is about the connection and not about any of them. */
  get outage(): JobFailure | undefined {
    return this.#listing.current;
  }

  /** Tries again whatever could not be read for a reason of the connection. */
  async retryFailed(signal?: AbortSignal): Promise<void> {
    const failed = this.#results
      .all()
      .filter(({ state }) => state.name === 'failed' && isOfConnection(state.failure));
    await Promise.all(failed.map((result) => result.loadMore(signal)));
  }

  /**
   * Reads a selection to its end by sweeping, its parts side by side. Rows that are shown stay where they are, and what is new follows.
   * What came before a cancel or a failure is kept, and the next call goes on from there; nothing here rejects. A refresh ends it.
   */
  async loadAll(selection: JobSelection, options: LoadAllOptions): Promise<LoadAllOutcome> {
    const sweeps = await this.#openSweeps();
    return sweeps.loadAll(this.#results.ofParts(selection), options);
  }

  /** Every job of a selection, each once, in batches, in no order, and without keeping them; see {@link PoolSweeps.sweep}. */
  async *sweep(
    selection: JobSelection,
    options: Pick<SweepJobsOptions, 'signal' | 'onProgress' | 'keepsLooking'>,
  ): AsyncGenerator<readonly BackupJob[], void, undefined> {
    const sweeps = await this.#openSweeps();
    const { signal } = options;
    const knownAnswer = (query: JobQuery) => this.#results.answer(query);
    for (const { query } of selection.parts) {
      if (knownAnswer(query) !== undefined) continue;
      await sweeps.retried(() => this.#results.checkBounds(query, this.#listing, signal), signal);
    }
    const asked = (query: JobQuery) => this.#results.asked(query);
    yield* sweeps.sweep(selection, { ...options, knownAnswer, asked });
  }

  /**
   * Lets a selection take the place of `before`, which asked for the same before relative times moved on: the refresh that follows reads it to the
   * depth of that one, and leaves its jobs where it fails.
   */
  renew(before: JobSelection, { parts }: JobSelection): void {
    if (parts.length !== before.parts.length) return;
    for (const [place, { query }] of before.parts.entries()) {
      const result = this.#results.known(query);
      const renewed = parts[place]?.query;
      if (result !== undefined && renewed !== undefined) this.#results.of(renewed).seedFrom(result);
    }
  }

  /**
   * Reads the queries of `selections` again, each to the depth it shows and after all that cover it, so that one
   * complete answer serves the narrower ones. All others are forgotten and read afresh when asked for. The next refresh ends it.
   */
  async refresh(selections: readonly JobSelection[]): Promise<void> {
    const queries = selections.flatMap(({ parts }) => parts.map(({ query }) => query));
    this.#refreshing.abort();
    this.#refreshing = new AbortController();
    const { signal } = this.#refreshing;
    this.#listing.clear();
    const wanted = new Map(queries.map((query) => [queryKey(query), query]));
    this.#results.outdate(wanted);
    this.#lists.clear();
    this.#counted.clear();
    for (const next of this.#results.behavior.widestFirst([...wanted.values()])) {
      await Promise.all(next.map((query) => this.#refresh(query, signal)));
      if (signal.aborted) return;
    }
    this.#results.keepHeldJobs();
    this.#counted.clear();
  }

  /** What is known of a job, by its id, from any list. */
  find(backupJobId: string): BackupJob | undefined {
    for (const { snapshot } of this.#results.all())
      for (const job of snapshot.jobs)
        if (job.BackupJobId === backupJobId) return this.#results.newest.of(job);
    return undefined;
  }

  /** Every job that is known, each as it was last read. */
  knownJobs(): Iterable<BackupJob> {
    return this.#results.newest.all();
  }

  /** What was last read of a job. */
  newestOf(job: BackupJob): BackupJob {
    return this.#results.newest.of(job);
  }

  /** What is known of the nested jobs of a parent. */
  childrenOf(parentJobId: string): readonly BackupJob[] {
    return this.#results.newest.childrenOf(parentJobId);
  }

  /** Takes jobs that were read otherwise than by a list, each as it is now. Those that no list holds are let go. */
  update(jobs: readonly BackupJob[]): JobChanges {
    return this.#results.take(jobs.filter((job) => this.#results.newest.has(job)));
  }

  /**
   * Reads the jobs of a selection again that can still change, and no others. Resolves to what has changed, undefined where
   * nothing can change; rejects with a JobSourceError.
   */
  async rereadInProgress(selection: JobSelection, signal: AbortSignal): Promise<JobChanges | undefined> {
    const jobs = [...this.#results.newest.all()].filter(
      (job) => isInProgress(job) && selects(selection, job),
    );
    if (jobs.length === 0) return undefined;
    const { rereadJobs } = await import('./jobsInProgress.js');
    const { source } = this.#options;
    const found = await rereadJobs({
      listBackupJobs: (query, page) => this.#listing.listBackupJobs(this.#results.asked(query), page),
      describeBackupJob: (id, left) => source.describeBackupJob(id, left),
      selection,
      jobs,
      turn: this.#rereads++,
      signal,
    });
    return this.update(found);
  }

  /** Ends every operation and forgets every job. The source is its maker's to dispose. */
  dispose(): void {
    this.#refreshing.abort();
    this.#results.dispose();
    // Who still holds one holds no jobs by it.
    for (const list of this.#lists.values()) list.jobs();
    this.#lists.clear();
    this.#counted.clear();
    this.#sweeps = undefined;
  }

  /** Nothing is asked for what was answered from a wider list, or is to be once that can be read. */
  async #refresh(query: JobQuery, signal: AbortSignal): Promise<void> {
    const result = this.#results.known(query);
    if (result?.isOutdated && !this.#results.awaitsWider(query)) await result.refresh(signal);
  }

  #openSweeps(): Promise<PoolSweeps> {
    const { clock, pageSize, source, sweepPageSize } = this.#options;
    this.#sweeps ??= import('./sweep/poolSweeps.js').then(
      ({ PoolSweeps }) =>
        new PoolSweeps({
          source,
          pageSize: sweepPageSize,
          clock,
          hasUndated: () => this.#results.newest.hasUndated,
          firstPage: { source: this.#listing, pageSize },
        }),
    );
    return this.#sweeps;
  }
}
