import type { BackupJob } from './backupJob.js';
import { type JobCount, JobList } from './jobList.js';
import { type JobQuery, queryKey } from './jobQuery.js';
import { type JobSelection, selectionKey, selectionOf, selects } from './jobSelection.js';
import {
  isOfConnection,
  type JobFailure,
  type JobSource,
  JobSourceError,
  type UnansweredPart,
} from './jobSource.js';
import { canChange } from './lastKnown.js';
import { Changes } from './loading/changes.js';
import { type KnownJobs, QueryResults } from './loading/queryResults.js';
import type { JobChanges } from './newestJobs.js';
import type { ReadTime } from './oldRead.js';
import { Outages } from './outages.js';
import type { StoredJobs } from './storedJobs.js';
import type { Clock } from './sweep/clock.js';
import type { LoadAllOptions, LoadAllOutcome } from './sweep/loadAll.js';
import type { PoolSweeps } from './sweep/poolSweeps.js';
import type { SweepJobsOptions } from './sweep/sweepJobs.js';
import { TimeBounds } from './timeBounds.js';

export interface JobPoolOptions {
  readonly source: JobSource;
  /** Jobs per request, 1 to 1000; read again for every new result. */
  readonly pageSize?: (() => number | undefined) | undefined;
  /** See {@link PageReading}. */
  readonly maxPagesWithoutProgress?: number | undefined;
  /** Jobs per request of a sweep; by default, the maximum of AWS Backup. */
  readonly sweepPageSize?: number | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * All loaded jobs of one connection. Equal queries share a result. A query that a complete result covers is
 * answered from that result, without a request.
 */
export class JobPool {
  readonly #options: JobPoolOptions;
  readonly #listing: Outages;
  readonly #results: QueryResults;
  readonly #lists = new Map<string, JobList>();
  /** The cached results of {@link knownOf}. They are valid for these numbers of changes and jobs. */
  readonly #counted = new Map<string, KnownJobs & { readonly changes: number; readonly size: number }>();
  readonly #changes = new Changes();
  #refreshing = new AbortController();
  #isDisposed = false;
  #refreshCount = 0;
  /** The sweeps. Their code is loaded when it is first needed. */
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
      (query) => source.unanswered?.({ query, clientFilters: [] }) === undefined,
      new TimeBounds(source.isUnchanging),
    );
  }

  /**
   * Adds a listener that is called soon after a result or jobs have changed, with the changed jobs. Returns a
   * function that removes it.
   */
  onDidChange(listener: (jobs: readonly BackupJob[]) => void): () => void {
    return this.#changes.listen(listener);
  }

  /**
   * The list of a selection, the same object for equal selections. Loads nothing until `loadMore` is called.
   */
  list(selection: JobSelection): JobList {
    const key = selectionKey(selection);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const list = new JobList(
      selection,
      [...this.#results.ofParts(selection)],
      this.#results.newest,
      this.#unanswered(selection),
    );
    this.#lists.set(key, list);
    return list;
  }

  /** The list of a selection. It is complete if the known jobs answer it. Never makes a request. */
  knownList(selection: JobSelection): JobList {
    for (const result of this.#results.ofParts(selection)) if (!result.isComplete) result.takeKnownResult();
    return this.list(selection);
  }

  /**
   * Whether all jobs of a selection are loaded, see {@link JobList.isComplete}. Creates no list, so it can be
   * called for thousands of selections.
   */
  isComplete(selection: JobSelection): boolean {
    return (
      selection.parts.every(({ query }) => this.#results.known(query)?.isComplete) &&
      this.#unanswered(selection) === undefined
    );
  }

  /**
   * The number of jobs in the results of this selection so far; undefined if it was never read.
   */
  countRead(selection: JobSelection): JobCount | undefined {
    const results = selection.parts.map(({ query }) => this.#results.known(query));
    if (!results.every((result) => result?.hasStarted)) return undefined;
    const known = this.list(selection).jobs().length;
    const isExact =
      results.every((result) => result?.answersNarrower) && this.#unanswered(selection) === undefined;
    return { known, isExact };
  }

  /** The number of known jobs of a selection, and of the bad ones. Counts the jobs of all lists. */
  knownOf(selection: JobSelection): KnownJobs {
    const { changes, size } = this.#results.newest;
    const key = selectionKey(selection);
    const counted = this.#counted.get(key);
    if (counted?.changes === changes && counted.size === size) return counted;
    const known = { ...this.#results.countKnown(selection), changes, size };
    this.#counted.set(key, known);
    return known;
  }

  /** The start of the oldest read; undefined if nothing was read, or if a read does not get old. */
  get readAt(): ReadTime | undefined {
    return this.#options.source.isUnchanging ? undefined : this.#results.readAt;
  }

  /** See {@link JobSource.stored}. */
  get stored(): StoredJobs | undefined {
    return this.#options.source.stored;
  }

  /** The last failure of the connection, if several queries have failed with one since the last page. */
  get outage(): JobFailure | undefined {
    return this.#listing.current;
  }

  /** Retries the results that failed because of the connection. */
  async retryFailed(signal?: AbortSignal): Promise<void> {
    const failed = this.#results
      .all()
      .filter(({ state }) => state.name === 'failed' && isOfConnection(state.failure));
    await Promise.all(failed.map((result) => result.loadMore(signal)));
  }

  /**
   * Loads all jobs of a selection by sweeps, its parts concurrently. Shown rows keep their places, and new
   * jobs follow. After a cancel or a failure, loaded jobs stay, and the next call continues. A refresh ends
   * it. Never rejects.
   */
  async loadAll(selection: JobSelection, options: LoadAllOptions): Promise<LoadAllOutcome> {
    const sweeps = await this.#openSweeps();
    if (this.#isDisposed) return { name: 'stopped' };
    return sweeps.loadAll(this.#results.ofParts(selection), options);
  }

  /**
   * Yields every job of a selection, each once, in batches, in no order, without storing them; see {@link
   * PoolSweeps.sweep}.
   */
  async *sweep(
    selection: JobSelection,
    options: Pick<SweepJobsOptions, 'signal' | 'onProgress' | 'keepsLooking'>,
  ): AsyncGenerator<readonly BackupJob[], void, undefined> {
    const unanswered = this.#unanswered(selection);
    if (unanswered !== undefined) throw new JobSourceError(unanswered.failure);
    const sweeps = await this.#openSweeps();
    const { signal } = options;
    const knownResult = (query: JobQuery) => this.#results.completeJobs(query);
    for (const { query } of selection.parts) {
      if (knownResult(query) !== undefined) continue;
      await sweeps.retried(() => this.#results.checkBounds(query, this.#listing, signal), signal);
    }
    const requestFor = (query: JobQuery) => this.#results.requestFor(query);
    yield* sweeps.sweep(selection, { ...options, knownResult, requestFor });
  }

  /**
   * Replaces the selection `before`, which has earlier values for the same relative times. The next refresh
   * reads the new selection to the same depth. If it fails, the jobs stay.
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
   * Refreshes the queries of `selections`, each to its depth. Wider queries come first, so that a complete
   * answer also serves the narrower ones. Removes all other queries. The next refresh aborts this one.
   */
  async refresh(selections: readonly JobSelection[]): Promise<void> {
    const queries = selections.flatMap(({ parts }) => parts.map(({ query }) => query));
    this.#refreshing.abort();
    this.#refreshing = new AbortController();
    const { signal } = this.#refreshing;
    this.#listing.clear();
    this.#options.source.forget?.();
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

  /** Refreshes every query that has been read, each to its depth. */
  async refreshAll(): Promise<void> {
    const read = this.#results.all().filter(({ hasStarted, state }) => hasStarted || state.name !== 'idle');
    await this.refresh(read.map(({ query }) => selectionOf(query)));
  }

  /** Those of some IDs of which the job is known, from any list. */
  knownIds(ids: ReadonlySet<string>): ReadonlySet<string> {
    const known = new Set<string>();
    for (const { snapshot } of ids.size > 0 ? this.#results.all() : [])
      for (const { BackupJobId = '' } of snapshot.jobs) if (ids.has(BackupJobId)) known.add(BackupJobId);
    return known;
  }

  /** The known job with this ID, from any list. */
  find(backupJobId: string): BackupJob | undefined {
    for (const { snapshot } of this.#results.all())
      for (const job of snapshot.jobs)
        if (job.BackupJobId === backupJobId) return this.#results.newest.of(job);
    return undefined;
  }

  /** Every known job, in its latest version. */
  knownJobs(): Iterable<BackupJob> {
    return this.#results.newest.all();
  }

  /** The latest version of a job. */
  newestOf(job: BackupJob): BackupJob {
    return this.#results.newest.of(job);
  }

  /** The known nested jobs of a parent. */
  childrenOf(parentJobId: string): readonly BackupJob[] {
    return this.#results.newest.childrenOf(parentJobId);
  }

  /** Takes jobs that were read outside the lists. Ignores jobs that are not known. */
  update(jobs: readonly BackupJob[]): JobChanges {
    return this.#results.take(jobs.filter((job) => this.#results.newest.has(job)));
  }

  /**
   * Refreshes only those jobs of a selection that can still change. Resolves to the changes, or to undefined
   * if no job can change. Rejects with a JobSourceError.
   */
  async rereadInProgress(selection: JobSelection, signal: AbortSignal): Promise<JobChanges | undefined> {
    const jobs = [...this.#results.newest.all()].filter((job) => canChange(job) && selects(selection, job));
    if (jobs.length === 0) return undefined;
    const { rereadJobs } = await import('./jobsInProgress.js');
    const { source } = this.#options;
    const found = await rereadJobs({
      listBackupJobs: (query, page) => this.#listing.listBackupJobs(this.#results.requestFor(query), page),
      describeBackupJob: (id, jobSignal) => source.describeBackupJob(id, jobSignal),
      selection,
      jobs,
      refreshCount: this.#refreshCount++,
      signal,
    });
    return this.update(found);
  }

  /**
   * Ends all operations and removes all jobs. Does not dispose of the source, which belongs to its creator.
   */
  dispose(): void {
    this.#isDisposed = true;
    this.#refreshing.abort();
    this.#results.dispose();
    // Empties the lists, which callers may still have.
    for (const list of this.#lists.values()) list.jobs();
    this.#lists.clear();
    this.#counted.clear();
    this.#sweeps = undefined;
  }

  /** Refreshes a query, unless a wider one answers it, or will answer it when its failed refresh succeeds. */
  async #refresh(query: JobQuery, signal: AbortSignal): Promise<void> {
    const result = this.#results.known(query);
    if (result?.isOutdated && !this.#results.awaitsWider(query)) await result.refresh(signal);
  }

  /** Why the client-side filters of a selection cannot be applied to every job. */
  #unanswered({ parts }: JobSelection): UnansweredPart | undefined {
    const { source } = this.#options;
    if (source.unanswered === undefined) return undefined;
    const found = parts.map(({ clientFilters }) => source.unanswered?.({ query: {}, clientFilters }));
    const first = found.find((one) => one !== undefined);
    return first && { ...first, isEverywhere: found.every((one) => one?.isEverywhere) };
  }

  #openSweeps(): Promise<PoolSweeps> {
    const { clock, pageSize, source, sweepPageSize } = this.#options;
    this.#sweeps ??= import('./sweep/poolSweeps.js').then(
      ({ PoolSweeps }) =>
        new PoolSweeps({
          source,
          pageSize: sweepPageSize,
          clock,
          // A history reads its jobs in order. A window of time would be a query of its own.
          isPlain: () => source.isUnchanging === true || this.#results.newest.hasUndated,
          firstPage: { source: this.#listing, pageSize },
        }),
    );
    return this.#sweeps;
  }
}
