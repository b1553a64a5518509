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

/** What a sweep is made of. */
export interface QuerySweepOptions {
  readonly query: JobQuery;
  readonly source: Pick<JobSource, 'limit' | 'listBackupJobs'>;
  /** Jobs asked for in one request, 1 to 1000; 1000 where absent. */
  readonly pageSize?: number | undefined;
  /** Where a plain listing stands that has begun already; its jobs are not handed on unless they come again. */
  readonly listed?: Listed | undefined;
  readonly clock?: Clock | undefined;
  /** Whether a job without a creation date is known, which no window holds: then the query is listed plainly. Asked once. */
  readonly hasUndated?: (() => boolean) | undefined;
}

/** How far a sweep has come. */
export interface SweepProgress {
  /** Jobs so far, each counted once. */
  readonly jobs: number;
  readonly requests: number;
  /** The times between which everything is read, from the latest on; undefined while nothing is. */
  readonly done: { readonly from: Date; readonly to: Date } | undefined;
  /** Whether AWS has asked for a pause, and has answered nothing since. */
  readonly isThrottled?: boolean | undefined;
}

/**
 * Reads a whole query fast: cut by creation time into windows, which are walked side by side as the connection's limit
 * allows. A query that is short is listed plainly, and so is one of a service whose answers show that windows do not help. What passes
 * by itself is tried again.
 *
 * The union of what it hands on is what a plain listing would hold, each job once, with one reservation: a job without a
 * creation date is in no window. Where such a job is known, from this query or another, the query is not cut. One that lists them last
 * is cut by then, and they are missing: to find them takes as many requests as a plain listing. AWS makes no job without a date; the field
 * is optional only in the shape of the answer.
 * The keys of all jobs are kept meanwhile, some 100 bytes each, so that none is handed on twice wherever the service lists it.
 */
export class QuerySweep {
  readonly #options: QuerySweepOptions;
  readonly #clock: Clock;
  readonly #limit: RequestLimit;
  readonly #plan: WindowPlan;
  #jobs = 0;
  #requests = 0;
  /** When the last page came (`Clock.elapsed`); infinite while the caller is at work, which is no silence. */
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

  /** Whether all is read. */
  get isComplete(): boolean {
    return this.#plan.isDone;
  }

  /**
   * Reads what is left, and hands the jobs on as they come, in no order. Nothing is asked for while the caller does not take
   * what came. After a failure, an abort or when the caller leaves, the next run goes on where this one stopped; one at a
   * time. What it hands on is empty where there is only progress to tell. Throws a JobSourceError, of kind `aborted` once `signal`
   * aborts, and where nothing has come for {@link maxSilenceMs}.
   */
  async *run(signal: AbortSignal): AsyncGenerator<readonly BackupJob[], void, undefined> {
    const leaving = new AbortController();
    const left = leaving.signal;
    // Each request listens: while it waits for its turn, has it, and is under way.
    setMaxListeners(maxConcurrency * 3, left);
    const events = new EventQueue<Event>();
    const post = (event: Event) => events.post(event);
    // Whatever the source makes of it.
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
      // This ends a turn that was given and not used, too.
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

  /** One page of a window, in as many attempts as it takes. */
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
        // The plain listing has taken its place.
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
      const asked = { maxResults: pageSize, nextToken, withinMs, signal };
      const page = await source.listBackupJobs(queryOfSpan(query, window.span), asked);
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

/** The most that AWS Backup gives in one page. */
export const largestPage = 1000;
