import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { type BackupJob, jobKey } from '../backupJob.js';
import { aborted, type JobSource } from '../jobSource.js';
import type { JobSnapshot } from '../loading/jobSnapshot.js';
import type { ReadTarget } from '../loading/readTarget.js';
import { readTimeNow } from '../oldRead.js';
import type { Clock } from './clock.js';
import { NewestFirst } from './newestFirst.js';
import { largestPage, QuerySweep, type QuerySweepOptions, type SweepProgress } from './querySweep.js';
import { retried } from './retries.js';

export interface ResultSweepOptions {
  readonly source: Pick<JobSource, 'limit' | 'listBackupJobs'>;
  readonly pageSize?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly isPlain?: QuerySweepOptions['isPlain'];
  /** The source and page size of the first page. */
  readonly firstPage: {
    readonly source: Pick<JobSource, 'listBackupJobs'>;
    readonly pageSize?: (() => number | undefined) | undefined;
  };
}

/**
 * Reads the rest of a result by a sweep. The next run continues where the last one ended, was aborted or
 * failed.
 */
export class ResultSweep {
  readonly #options: ResultSweepOptions;
  #current: SweepState | undefined;
  #plainPages = 0;
  #sweptPages = 0;
  #lastRun: Promise<unknown> = Promise.resolve();

  constructor(options: ResultSweepOptions) {
    this.#options = options;
  }

  /** The progress of reading the result. */
  progressOf({ jobs }: JobSnapshot): SweepProgress {
    const swept = this.#current?.sweep.progress;
    return {
      jobs: jobs.length + (this.#current?.order.size ?? 0),
      requests: this.#plainPages + (swept?.requests ?? 0),
      done: swept?.done,
      isThrottled: swept?.isThrottled ?? this.#options.source.limit?.isThrottled,
    };
  }

  /**
   * Reads until the target is deep enough. Resolves to whether a request was made: an earlier run may have
   * read everything. Rejects with a JobSourceError, of kind `aborted` if `signal` aborts.
   */
  async run(target: ReadTarget, signal: AbortSignal, onProgress: () => void): Promise<boolean> {
    // An aborted run adds its jobs to the target before the next one continues.
    await this.#lastRun;
    const before = this.#plainPages + this.#sweptPages;
    const run = this.#run(target, signal, onProgress);
    this.#lastRun = run.catch(() => {});
    await run;
    return this.#plainPages + this.#sweptPages > before;
  }

  async #run(target: ReadTarget, signal: AbortSignal, onProgress: () => void): Promise<void> {
    if (target.snapshot.place === 'start') await this.#firstPage(target, signal, onProgress);
    onProgress();
    while (!target.isDeepEnough) {
      const { sweep } = await this.#sweepOn(target, signal, onProgress);
      if (!sweep.isComplete) continue;
      await target.bounds.check(target.snapshot.jobs, signal);
      if (signal.aborted) throw aborted();
      if (target.bounds.isEnough(target.overlapMs)) target.complete();
    }
  }

  /** Sweeps until the target is deep enough with the jobs that are held back, then releases those. */
  async #sweepOn(target: ReadTarget, signal: AbortSignal, onProgress: () => void): Promise<SweepState> {
    if (!target.bounds.isEnough(target.overlapMs)) {
      target.widen();
      this.#current = undefined;
    }
    this.#current ??= this.#begin(target);
    const { sweep, order, listed } = this.#current;
    const wasListed = (job: BackupJob) => listed.has(jobKey(job));
    const { requests } = sweep.progress;
    try {
      for await (const jobs of sweep.run(signal)) {
        const unlisted = jobs.filter((job) => !wasListed(job));
        order.hold(unlisted);
        if (unlisted.length < jobs.length) target.takeSwept(jobs.filter(wasListed));
        const { done } = sweep.progress;
        // Release held jobs at twice the rate at which new ones arrive.
        if (done !== undefined && target.isShown)
          target.takeSwept(order.release(done.from, 2 * maxJobsPerBatch));
        onProgress();
        if (target.isEnoughWith(order.size)) break;
      }
      await releaseInBatches(order, (some) => target.takeSwept(some));
    } finally {
      this.#sweptPages += sweep.progress.requests - requests;
      // The jobs of a draft stay in `order` for the next run.
      if (target.isShown) target.takeSwept(order.release());
    }
    return this.#current;
  }

  /**
   * Reads one page without a sweep. It is enough for a short result, and otherwise shows the first rows while
   * the sweep reads the rest.
   */
  async #firstPage(target: ReadTarget, signal: AbortSignal, onProgress: () => void): Promise<void> {
    const { clock, source } = this.#options;
    const stopListening = source.limit?.onThrottled(onProgress);
    try {
      while (target.snapshot.place === 'start')
        await retried((withinMs) => this.#requestFirst(target, withinMs, signal), signal, clock);
    } finally {
      stopListening?.();
    }
  }

  /** Requests the first page, and drops it if it shows that the request must be wider. */
  async #requestFirst(target: ReadTarget, withinMs: number, signal: AbortSignal): Promise<void> {
    const { pageSize, source } = this.#options.firstPage;
    const { bounds, overlapMs } = target;
    const readAt = readTimeNow();
    this.#plainPages++;
    const request = { maxResults: pageSize?.(), withinMs, signal };
    const page = await source.listBackupJobs(bounds.requestFor(overlapMs), request);
    await bounds.learn(page, overlapMs, [], signal);
    if (!signal.aborted && bounds.isEnough(overlapMs)) target.takePage(page, { readAt, overlapMs });
  }

  #begin({ bounds, overlapMs, snapshot: { jobs, nextToken } }: ReadTarget): SweepState {
    const { source, pageSize = largestPage, clock, isPlain } = this.#options;
    const listed = { jobs: [...jobs], nextToken };
    const query = bounds.requestFor(overlapMs);
    const sweep = new QuerySweep({ query, source, pageSize, listed, clock, isPlain });
    return { sweep, order: new NewestFirst(), listed: new Set(listed.jobs.map(jobKey)) };
  }
}

interface SweepState {
  readonly sweep: QuerySweep;
  readonly order: NewestFirst;
  /** The keys of the jobs that were known before the sweep. */
  readonly listed: ReadonlySet<string>;
}

/** Yields to the event loop between batches, to keep the extension host responsive. */
async function releaseInBatches(
  order: NewestFirst,
  take: (some: readonly BackupJob[]) => void,
): Promise<void> {
  while (order.size > 0) {
    take(order.release(undefined, maxJobsPerBatch));
    await yieldToEventLoop();
  }
}

/** Limits a batch, because the jobs of several months may become ready at once. */
const maxJobsPerBatch = largestPage;
