import { setMaxListeners } from 'node:events';
import type { BackupJob } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import {
  aborted,
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
  /**
   * The state of a plain listing that has already begun. Its jobs are not yielded unless they are listed
   * again.
   */
  readonly listed?: Listed | undefined;
  readonly clock?: Clock | undefined;
  /**
   * Whether a job without a creation date is known. No window contains it, so the query is then listed
   * plainly. Called once.
   */
  readonly hasUndated?: (() => boolean) | undefined;
}

export interface SweepProgress {
  /** The number of jobs so far, each counted once. */
  readonly jobs: number;
  readonly requests: number;
  /** The times between which everything is read, from the latest on; undefined if there are none. */
  readonly done: { readonly from: Date; readonly to: Date } | undefined;
  /** Whether AWS throttles and has not answered since. */
  readonly isThrottled?: boolean | undefined;
}

/**
 * Reads a whole query fast: splits it by creation time into windows, which are read side by side as the
 * connection's limit allows. A short query is listed plainly, and so is one if the answers show that windows
 * do not help. Transient failures are retried.
 *
 * Yields the same jobs as a plain listing, each once, with one exception: a job without a creation date is in
 * no window. If such a job is known, from this query or another, the query is not cut. If it is listed last,
 * the query is already cut by then and the job is missing: to find it would take as many requests as a plain
 * listing. AWS creates no job without a date; the field is optional only in the API's shape. The keys of all
 * jobs are stored meanwhile, about 100 bytes each, so that no job is yielded twice, wherever the service
 * lists it.
 */
export class QuerySweep {
  readonly #options: QuerySweepOptions;
  readonly #clock: Clock;
  readonly #limit: RequestLimit;
  readonly #plan: WindowPlan;
  #jobs = 0;
  #requests = 0;
  /**
   * When the last page arrived (`Clock.elapsed`); infinite while the caller works, which does not count as
   * silence.
   */
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
      isPlain: options.hasUndated?.(),
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
   * Reads the rest and yields jobs as they arrive, in no order; an empty batch reports only progress. Makes
   * no requests while the caller does not take the jobs. After a failure, an abort or an early end by the
   * caller, the next run continues; one run at a time. Throws a JobSourceError, of kind `aborted` when
   * `signal` aborts, and if nothing arrives for {@link maxSilenceMs}.
   */
  async *run(signal: AbortSignal): AsyncGenerator<readonly BackupJob[], void, undefined> {
    const leaving = new AbortController();
    const left = leaving.signal;
    // Each request adds listeners while it waits for a slot, has one, and is under way.
    setMaxListeners(maxConcurrency * 3, left);
    const events = new EventQueue<Event>();
    const post = (event: Event) => events.post(event);
    // Do not wait for the source to react.
    left.addEventListener('abort', () => post({ name: 'failed', failure: aborted().failure }));
    const leave = () => leaving.abort();
    signal.addEventListener('abort', leave);
    if (signal.aborted) leave();
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
          void this.#slot(left).then(post);
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
            void this.#read(window, event.slot, left).then(post);
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
      signal.removeEventListener('abort', leave);
      stopListening();
      // This also ends a slot that was granted and not used.
      leave();
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
        const answer = await this.#ask(window, slot, signal);
        if ('jobs' in answer) return { name: 'page', window, page: answer };
        const isUselessToken = answer.kind === 'invalidParameter' && window.nextToken !== undefined;
        const { restMs } = this.#limit;
        const wait = waitBefore(answer, { attempts, silenceMs: this.#silenceMs, restMs });
        if (wait !== undefined) await this.#clock.sleep(wait, signal);
        else if (!isUselessToken || !window.startAgain()) return { name: 'failed', window, failure: answer };
        slot = await this.#limit.slot('sweep', signal);
        if (this.#plan.holds(window)) continue;
        // The plain listing has replaced the window.
        slot.end('unused');
        return { name: 'failed', window, failure: answer };
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
