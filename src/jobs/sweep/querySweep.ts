import { setMaxListeners } from 'node:events';
import type { BackupJob } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import {
  aborted,
  abortedFailure,
  failureOf,
  type JobFailure,
  type JobPage,
  type JobSource,
  JobSourceError,
} from '../jobSource.js';
import { type Clock, systemClock } from './clock.js';
import { EventQueue } from './eventQueue.js';
import { maxConcurrency, RequestLimit, type RequestSlot } from './requestLimit.js';
import { maxSilenceMs, waitBefore } from './retries.js';
import type { SweepWindow } from './sweepWindow.js';
import { queryOfSpan } from './timeSpan.js';
import { type Listed, WindowPlan } from './windowPlan.js';

export interface QuerySweepOptions {
  readonly query: JobQuery;
  readonly source: Pick<JobSource, 'limit' | 'listBackupJobs'>;
  /** Jobs per request, 1 to 1000; default 1000. */
  readonly pageSize?: number | undefined;
  /** A plain listing that has already begun. Its jobs are yielded only if they are listed again. */
  readonly listed?: Listed | undefined;
  readonly clock?: Clock | undefined;
  /**
   * Whether to list the query plainly, without windows. That is necessary if a job without a creation date is
   * known, because no window contains it. Called once.
   */
  readonly isPlain?: (() => boolean) | undefined;
}

export interface SweepProgress {
  /** The number of jobs so far, without duplicates. */
  readonly jobs: number;
  readonly requests: number;
  /** The latest time range that has been read completely; undefined if there is none. */
  readonly done: { readonly from: Date; readonly to: Date } | undefined;
  /** Whether AWS has throttled a request and not answered another one since. */
  readonly isThrottled?: boolean | undefined;
}

/**
 * Reads a whole query fast: splits it by creation time into windows, which are read concurrently as the
 * connection's limit allows. Lists the query plainly if it is short, or if the responses show that windows do
 * not help. Retries transient failures.
 *
 * Yields the same jobs as a plain listing, each once, with one exception: a job without a creation date is in
 * no window. If such a job is known, from this query or another, the query is not cut. If it would be listed
 * last, the query has already been cut and the job is missing: finding it would take as many requests as a
 * plain listing. AWS creates no job without a date; the field is optional only in the API's shape. To yield
 * no job twice, the sweep stores the keys of all jobs until it ends, about 100 bytes each.
 */
export class QuerySweep {
  readonly #options: QuerySweepOptions;
  readonly #clock: Clock;
  readonly #limit: RequestLimit;
  readonly #plan: WindowPlan;
  #jobs = 0;
  #requests = 0;
  /** When the last page arrived (`Clock.elapsed`). Infinite while the caller works, which is not silence. */
  #lastPage = 0;

  constructor(options: QuerySweepOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#limit = options.source.limit ?? new RequestLimit(this.#clock);
    this.#plan = new WindowPlan({
      query: options.query,
      pageSize: options.pageSize ?? largestPage,
      now: this.#clock.now(),
      listed: options.listed,
      isPlain: options.isPlain?.(),
    });
  }

  get progress(): SweepProgress {
    const { isThrottled } = this.#limit;
    return { jobs: this.#jobs, requests: this.#requests, done: this.#plan.doneSpan, isThrottled };
  }

  /** Whether everything has been read. */
  get isComplete(): boolean {
    return this.#plan.isDone;
  }

  /**
   * Reads the rest and yields jobs as they arrive, in no order. An empty batch only reports progress. Starts
   * no request while the caller handles a batch. After a failure, an abort or an early end by the caller, the
   * next run continues. Only one run at a time. Throws a JobSourceError if a request fails, if `signal`
   * aborts (kind `aborted`), or if nothing arrives for {@link maxSilenceMs}.
   */
  async *run(signal: AbortSignal): AsyncGenerator<readonly BackupJob[], void, undefined> {
    const controller = new AbortController();
    const runSignal = controller.signal;
    // Each request adds a listener while it waits for a slot, while it has one, and while it is pending.
    setMaxListeners(maxConcurrency * 3, runSignal);
    const events = new EventQueue<Event>();
    const post = (event: Event) => events.post(event);
    // Ends the run at once, even if the source does not react to the signal.
    runSignal.addEventListener('abort', () => post({ name: 'failed', failure: abortedFailure() }));
    const abortRun = () => controller.abort();
    signal.addEventListener('abort', abortRun);
    if (signal.aborted) abortRun();
    const reading = new Set<SweepWindow>();
    let awaitsSlot = false;
    const stopListening = this.#limit.onThrottled(() => post({ name: 'throttled' }));
    this.#plan.resetRetries();
    this.#lastPage = this.#clock.elapsed();
    try {
      let hasIdleSlot = false;
      while (!this.#plan.isDone) {
        if (!hasIdleSlot && !awaitsSlot) {
          awaitsSlot = true;
          void this.#slot(runSignal).then(post);
        }
        const event = await events.next();
        if (signal.aborted) throw aborted();
        if (event.name === 'failed') {
          const isOver = this.#silenceMs >= maxSilenceMs;
          if (isOver || event.window === undefined || !this.#plan.survives(event.window, event.failure))
            throw new JobSourceError(event.failure);
          reading.delete(event.window);
          hasIdleSlot = false;
          continue;
        }
        if (event.name === 'throttled') {
          yield [];
          continue;
        }
        if (event.name === 'slot') {
          awaitsSlot = false;
          const window = this.#plan.next((one) => reading.has(one));
          hasIdleSlot = window === undefined;
          if (window === undefined) event.slot.end('unused');
          else {
            reading.add(window);
            void this.#read(window, event.slot, runSignal).then(post);
          }
          continue;
        }
        reading.delete(event.window);
        const { jobs, failure } = this.#plan.take(event.window, event.page, hasIdleSlot);
        this.#jobs += jobs.length;
        hasIdleSlot = false;
        this.#lastPage = Number.POSITIVE_INFINITY;
        yield jobs;
        this.#lastPage = this.#clock.elapsed();
        if (signal.aborted) throw aborted();
        if (failure !== undefined) throw new JobSourceError(failure);
      }
    } finally {
      signal.removeEventListener('abort', abortRun);
      stopListening();
      // This also releases a slot that was not used.
      abortRun();
    }
  }

  get #silenceMs(): number {
    return Math.max(0, this.#clock.elapsed() - this.#lastPage);
  }

  async #slot(signal: AbortSignal): Promise<Event> {
    try {
      return { name: 'slot', slot: await this.#limit.slot('sweep', signal) };
    } catch (error) {
      return { name: 'failed', failure: failureOf(error) };
    }
  }

  /** Reads one page of a window, with retries. */
  async #read(window: SweepWindow, first: RequestSlot, signal: AbortSignal): Promise<Event> {
    try {
      let slot = first;
      for (let attempts = 1; ; attempts++) {
        const result = await this.#ask(window, slot, signal);
        if ('jobs' in result) return { name: 'page', window, page: result };
        const isTokenRefused = result.kind === 'invalidParameter' && window.nextToken !== undefined;
        const { pauseMs } = this.#limit;
        const wait = waitBefore(result, { attempts, silenceMs: this.#silenceMs, pauseMs });
        if (wait !== undefined) await this.#clock.sleep(wait, signal);
        else if (!isTokenRefused || !window.startAgain()) return { name: 'failed', window, failure: result };
        slot = await this.#limit.slot('sweep', signal);
        if (this.#plan.holds(window)) continue;
        // A plain listing has replaced the window.
        slot.end('unused');
        return { name: 'failed', window, failure: result };
      }
    } catch (error) {
      return { name: 'failed', failure: failureOf(error) };
    }
  }

  async #ask(window: SweepWindow, slot: RequestSlot, signal: AbortSignal): Promise<JobPage | JobFailure> {
    const { source, query, pageSize = largestPage } = this.#options;
    this.#requests++;
    this.#plan.ask(window);
    try {
      const { nextToken } = window;
      const withinMs = Math.max(1, maxSilenceMs - this.#silenceMs);
      const request = { maxResults: pageSize, nextToken, withinMs, signal };
      const page = await source.listBackupJobs(queryOfSpan(query, window.span), request);
      slot.end('answered');
      return page;
    } catch (error) {
      const failure = failureOf(error);
      this.#plan.fail(window);
      slot.end(failure.kind === 'throttled' ? 'throttled' : 'failed');
      return failure;
    }
  }
}

type Event =
  | { readonly name: 'throttled' }
  | { readonly name: 'slot'; readonly slot: RequestSlot }
  | { readonly name: 'page'; readonly window: SweepWindow; readonly page: JobPage }
  | { readonly name: 'failed'; readonly window?: SweepWindow; readonly failure: JobFailure };

/** The maximum that AWS Backup returns in one page. */
export const largestPage = 1000;
