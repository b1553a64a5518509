import type { BackupJob } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import { failureOf, type JobFailure } from '../jobSource.js';
import { AnswerBounds, type AnswerBoundsOptions } from './answerBounds.js';
import { HeldAnswer } from './heldAnswer.js';
import type { JobSnapshot, KnownAnswer } from './jobSnapshot.js';
import { Operation, type OperationKind } from './operation.js';
import { type PageReading, readPages } from './readPages.js';
import { Draft, type ReadTarget } from './readTarget.js';

/**
 * Where a result stands. `idle` has more to read; `pagesWithoutProgress` says that it paused after so many pages
 * in a row that brought nothing new, so that a person may decide whether to look on.
 */
export type LoadState =
  | { readonly name: 'idle'; readonly pagesWithoutProgress?: number }
  | { readonly name: 'loading' }
  | { readonly name: 'failed'; readonly failure: JobFailure }
  | { readonly name: 'done' };

/**
 * Reads what is left of a target by a sweep: until it is deep enough, has failed with a JobSourceError, or `signal` aborts. Resolves to
 * whether the service was asked for any of it: an earlier sweep may have read all.
 */
export interface Sweeper {
  read(target: ReadTarget, signal: AbortSignal, onProgress: () => void): Promise<boolean>;
}

/** What a {@link QueryResult} is made of. */
export interface QueryResultOptions extends PageReading, AnswerBoundsOptions {
  readonly openSweeper: () => Promise<Sweeper>;
  /** The whole answer to the query, where another result holds it: then nothing is asked of the service. */
  readonly knownAnswer?: (() => KnownAnswer | undefined) | undefined;
  /** Called with what has arrived, once it is in. */
  readonly onPage?: ((jobs: readonly BackupJob[]) => void) | undefined;
  /** Called when an operation has ended, or another result's answer was taken. */
  readonly onEnd?: (() => void) | undefined;
}

/**
 * The result of one query: a snapshot, and at most one operation that works on it. What arrives is appended, and a refresh replaces the snapshot
 * in one step. An abort drops what is in flight and changes nothing else. Nothing here rejects: a failure is in the snapshot until
 * something newer succeeds, and the next operation goes on from what was read before it.
 */
export class QueryResult {
  readonly query: JobQuery;
  readonly #options: QueryResultOptions;
  readonly #held: HeldAnswer;
  #operation: Operation | undefined;

  constructor(options: QueryResultOptions) {
    this.query = options.query;
    this.#options = options;
    this.#held = new HeldAnswer({
      bounds: new AnswerBounds(options),
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

  /** Whether the snapshot holds the whole answer, if perhaps an outdated one. */
  get isComplete(): boolean {
    return this.snapshot.place === 'end';
  }

  /** Whether anything of the answer is known. */
  get hasStarted(): boolean {
    return this.snapshot.place !== 'start';
  }

  /** Whether something newer is to take the place of the snapshot: a refresh that is to come, is under way or has failed. */
  get isOutdated(): boolean {
    return this.#held.isOutdated;
  }

  /** Whether narrower queries can be answered from this. */
  get isAnswer(): boolean {
    return this.isComplete && !this.isOutdated;
  }

  /** Whether {@link loadAll} has ended half way, so that only reading the rest leads on. */
  get isSweptInPart(): boolean {
    return this.snapshot.isSwept && !this.isComplete && this.#held.draft === undefined;
  }

  /** Every job that is held, those of a refresh that has failed included. */
  heldJobs(): Iterable<BackupJob> {
    return this.#held.jobs();
  }

  /** Reads the next page that brings something new, or goes on with a refresh that has failed. Calls during a read share it. */
  async loadMore(signal?: AbortSignal): Promise<void> {
    while (this.#operation?.kind === 'refresh' && !signal?.aborted) await this.#operation.join(signal);
    if (signal?.aborted || this.state.name === 'done') return;
    if (this.#operation === undefined) this.#start('next', this.#held.draft);
    await this.#ended(signal);
  }

  /** Reads all that is left by a sweep; what has come before an abort is kept. */
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
   * Reads again to the depth that is shown (to the end where the end was shown), then replaces the snapshot in one step. Only a fresh answer
   * is asked of the service even where another result holds it, or where nothing is shown. A signal that is aborted beforehand changes nothing.
   */
  async refresh(signal?: AbortSignal, isFresh = false): Promise<void> {
    if (!isFresh && this.state.name === 'idle' && !this.hasStarted) return;
    if (signal?.aborted) return;
    const isReadOn = this.#operation !== undefined && this.#operation.kind !== 'refresh';
    this.abort();
    const { isSwept, jobs } = this.snapshot;
    const depth = this.isComplete ? Number.POSITIVE_INFINITY : jobs.length + (isReadOn ? 1 : 0);
    const isLong = !isFresh && jobs.length > maxSequentialRefreshJobs && (this.isComplete || isSwept);
    this.#start('refresh', new Draft(depth, isFresh, isLong));
    await this.#ended(signal);
  }

  /** From now on this is no answer until it was refreshed. */
  outdate(): void {
    this.#held.markStale(this.hasStarted || this.state.name !== 'idle');
  }

  /** Shows what the result of another query shows until a {@link refresh}; only before anything was read. */
  seedFrom({ snapshot }: QueryResult): void {
    if (!this.hasStarted && this.#operation === undefined) this.#held.seedFrom(snapshot);
  }

  /** Takes the whole answer that another result holds, if it is known; not where a fresh one is being read. */
  takeKnownAnswer(): boolean {
    const isFresh = this.#operation !== undefined && this.#held.draft?.isFresh;
    const answer = isFresh ? undefined : this.#options.knownAnswer?.();
    if (answer === undefined) return false;
    this.#operation?.abort();
    this.#operation = undefined;
    this.#held.adopt(answer);
    this.#options.onEnd?.();
    return true;
  }

  /** Takes jobs that have come to belong here since it was read: they follow what is shown. */
  admit(jobs: readonly BackupJob[]): void {
    this.#held.admit(jobs);
  }

  /** Ends the operation that is under way. What is in flight is dropped even if it still arrives. */
  abort(): void {
    if (this.#operation !== undefined) this.#drop(this.#operation);
  }

  /** Ends the operation that is under way, and forgets what was read. */
  dispose(): void {
    this.abort();
    this.#held.clear();
  }

  /** Waits for the end of the operation under way, and of those that take its place meanwhile. */
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
      // A fresh answer was asked of the service, page by page, though the whole one is known.
      if (this.state.name === 'idle' && !this.isOutdated) this.takeKnownAnswer();
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

  /** Resolves to what ends the operation well. */
  async #perform({ kind, listeners, signal }: Operation): Promise<() => void> {
    if (this.takeKnownAnswer()) return () => {};
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

/** Jobs: some pages of the size that AWS Backup gives. What is longer is swept, for page after page would take longer than anyone waits. */
const maxSequentialRefreshJobs = 3000;
