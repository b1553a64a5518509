import type { BackupJob } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import { failureOf, type JobFailure } from '../jobSource.js';
import { HeldResult } from './heldResult.js';
import type { JobSnapshot, KnownResult } from './jobSnapshot.js';
import { Operation, type OperationKind } from './operation.js';
import { type PageReading, readPages } from './readPages.js';
import { Draft, type ReadTarget } from './readTarget.js';
import { ResultBounds, type ResultBoundsOptions } from './resultBounds.js';

/**
 * The state of a result. `idle`: there is more to read. If it has `pagesWithoutProgress`, reading has paused
 * after that many pages without new jobs, and the user decides whether to continue.
 */
export type LoadState =
  | { readonly name: 'idle'; readonly pagesWithoutProgress?: number }
  | { readonly name: 'loading' }
  | { readonly name: 'failed'; readonly failure: JobFailure }
  | { readonly name: 'done' };

/**
 * Reads the rest of a target by a sweep, until it is deep enough, fails with a JobSourceError, or `signal`
 * aborts. Resolves to whether a request was made: an earlier sweep may have read everything.
 */
export interface Sweeper {
  read(target: ReadTarget, signal: AbortSignal, onProgress: () => void): Promise<boolean>;
}

export interface QueryResultOptions extends PageReading, ResultBoundsOptions {
  readonly openSweeper: () => Promise<Sweeper>;
  /** The jobs of the query, if another result has all of them: then no request is made. */
  readonly knownResult?: (() => KnownResult | undefined) | undefined;
  /** Called with the jobs that have arrived, after they are added. */
  readonly onPage?: ((jobs: readonly BackupJob[]) => void) | undefined;
  /** Called when an operation has ended, or when the result has taken the jobs of another one. */
  readonly onEnd?: (() => void) | undefined;
}

/**
 * The result of one query: a snapshot, and at most one operation on it. New jobs are appended; a refresh
 * replaces the snapshot in one step. An abort drops pending responses and changes nothing else. No method
 * rejects: a failure is part of the snapshot until something newer succeeds, and the next operation continues
 * where the failed one ended.
 */
export class QueryResult {
  readonly query: JobQuery;
  readonly #options: QueryResultOptions;
  readonly #held: HeldResult;
  #operation: Operation | undefined;

  constructor(options: QueryResultOptions) {
    this.query = options.query;
    this.#options = options;
    this.#held = new HeldResult({
      bounds: new ResultBounds(options),
      onPage: (jobs) => options.onPage?.(jobs),
    });
  }

  get snapshot(): JobSnapshot {
    return this.#held.snapshot;
  }

  get state(): LoadState {
    const { failure, pagesWithoutProgress } = this.snapshot;
    if (this.#operation !== undefined) return { name: 'loading' };
    if (failure !== undefined) return { name: 'failed', failure };
    if (pagesWithoutProgress !== undefined) return { name: 'idle', pagesWithoutProgress };
    return { name: this.isComplete ? 'done' : 'idle' };
  }

  /** Whether the snapshot is complete, even if it is outdated. */
  get isComplete(): boolean {
    return this.snapshot.place === 'end';
  }

  /** Whether any part of the result is known. */
  get hasStarted(): boolean {
    return this.snapshot.place !== 'start';
  }

  /** Whether the snapshot needs a refresh, or one is in progress or has failed. */
  get isOutdated(): boolean {
    return this.#held.isOutdated;
  }

  /** Whether this can answer narrower queries. */
  get answersNarrower(): boolean {
    return this.isComplete && !this.isOutdated;
  }

  /** Whether {@link loadAll} ended early. Then only loading all the rest can continue. */
  get isSweptInPart(): boolean {
    return this.snapshot.isSwept && !this.isComplete && this.#held.draft === undefined;
  }

  /** Every job of this result, including those of a failed refresh. */
  heldJobs(): Iterable<BackupJob> {
    return this.#held.jobs();
  }

  /** Loads the next page with new jobs, or continues a failed refresh. Concurrent calls share one read. */
  async loadMore(signal?: AbortSignal): Promise<void> {
    while (this.#operation?.kind === 'refresh' && !signal?.aborted) await this.#operation.join(signal);
    if (signal?.aborted || this.state.name === 'done') return;
    if (this.#operation === undefined) this.#start('next', this.#held.draft);
    await this.#ended(signal);
  }

  /** Loads the rest by a sweep. Loaded jobs stay after an abort. */
  async loadAll(signal: AbortSignal, onProgress: () => void): Promise<void> {
    while (this.#operation !== undefined && this.#operation.kind !== 'all' && !signal.aborted)
      await this.#operation.join(signal);
    if (signal.aborted || this.isComplete) return;
    const operation = this.#operation ?? this.#start('all', this.#held.draft);
    operation.listeners.add(onProgress);
    await this.#ended(signal);
    await operation.end;
    operation.listeners.delete(onProgress);
  }

  /**
   * Reads as many jobs as are shown, or all if all are shown, then replaces the snapshot in one step. With
   * `isFresh`, makes requests even if another result has the jobs or nothing is shown. Does nothing if
   * `signal` has aborted.
   */
  async refresh(signal?: AbortSignal, isFresh = false): Promise<void> {
    if (!isFresh && this.state.name === 'idle' && !this.hasStarted) return;
    if (signal?.aborted) return;
    const isReadingMore = this.#operation !== undefined && this.#operation.kind !== 'refresh';
    this.abort();
    const { isSwept, jobs } = this.snapshot;
    const depth = this.isComplete ? Number.POSITIVE_INFINITY : jobs.length + (isReadingMore ? 1 : 0);
    const isLong = !isFresh && jobs.length > maxSequentialRefreshJobs && (this.isComplete || isSwept);
    this.#start('refresh', new Draft(depth, isFresh, isLong));
    await this.#ended(signal);
  }

  /** Marks the result as outdated. Until it is refreshed, it cannot answer narrower queries. */
  outdate(): void {
    this.#held.markStale(this.hasStarted || this.state.name !== 'idle');
  }

  /**
   * Shows the snapshot of another query until a {@link refresh}. Does nothing if something was read before.
   */
  seedFrom({ snapshot }: QueryResult): void {
    if (!this.hasStarted && this.#operation === undefined) this.#held.seedFrom(snapshot);
  }

  /** Takes the jobs of another, complete result, if there is one. Returns false during a fresh read. */
  takeKnownResult(): boolean {
    const isFresh = this.#operation !== undefined && this.#held.draft?.isFresh;
    const known = isFresh ? undefined : this.#options.knownResult?.();
    if (known === undefined) return false;
    this.#operation?.abort();
    this.#operation = undefined;
    this.#held.adopt(known);
    this.#options.onEnd?.();
    return true;
  }

  /** Appends jobs that match the query since they have changed. */
  admit(jobs: readonly BackupJob[]): void {
    this.#held.admit(jobs);
  }

  /** Aborts the current operation. A response that still arrives is dropped. */
  abort(): void {
    if (this.#operation !== undefined) this.#drop(this.#operation);
  }

  /** Aborts the current operation and forgets what was read. */
  dispose(): void {
    this.abort();
    this.#held.clear();
  }

  /** Waits for the end of the current operation, and of any that replaces it in the meantime. */
  async #ended(signal: AbortSignal | undefined): Promise<void> {
    while (this.#operation !== undefined && !signal?.aborted) await this.#operation.join(signal);
  }

  #start(kind: OperationKind, draft: Draft | undefined): Operation {
    const operation = new Operation(kind, (one) => this.#drop(one));
    this.#operation = operation;
    this.#held.begin(draft);
    operation.run(async () => {
      const settle = await this.#perform(operation).catch((error: unknown) => () => {
        this.#held.fail(failureOf(error));
      });
      if (this.#operation !== operation) return;
      this.#operation = undefined;
      if (kind === 'refresh') this.#held.markStale(false);
      settle();
      this.#options.onEnd?.();
      // A fresh page-by-page read may have ended before the last page although the complete result is known.
      if (this.state.name === 'idle' && !this.isOutdated) this.takeKnownResult();
    });
    return operation;
  }

  #drop(operation: Operation): void {
    operation.abort();
    if (this.#operation !== operation) return;
    this.#operation = undefined;
    this.#held.rollBack();
    this.#options.onEnd?.();
  }

  /** Resolves to the function that ends the operation successfully. */
  async #perform({ kind, listeners, signal }: Operation): Promise<() => void> {
    if (this.takeKnownResult()) return () => {};
    const { openSweeper } = this.#options;
    const report = () => {
      for (const listener of listeners) listener();
    };
    const sweep = async (target: ReadTarget) => {
      const sweeper = await openSweeper();
      return !signal.aborted && sweeper.read(target, signal, report);
    };
    if (kind === 'all') {
      const isNewer = await sweep(this.#held.shownTarget(Number.POSITIVE_INFINITY));
      return () => this.#held.settleShown(isNewer);
    }
    if (this.#held.draft?.isSwept) {
      await sweep(this.#held.target());
      return () => this.#held.settle();
    }
    const pagesWithoutProgress = await readPages(this.#held, this.#options, signal);
    return () => this.#held.settle(pagesWithoutProgress);
  }
}

/** In jobs. Longer lists are refreshed by a sweep, because reading page by page would take too long. */
const maxSequentialRefreshJobs = 3000;
