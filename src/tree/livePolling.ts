import { pollBackoff } from '../jobs/pollBackoff.js';

/** What {@link LivePolling} is made of. */
export interface LivePollingOptions {
  /** Milliseconds from one read to the next; 0 is never. Asked before each wait; see {@link LivePolling.reschedule}. */
  readonly interval: () => number;
  /** Reads what can still change; resolves to whether anything can. A rejection makes the next read come later. */
  readonly read: (signal: AbortSignal) => Promise<boolean>;
}

/**
 * Reads again and again while someone looks: each time after the interval, after a failure twice as late as the time before, and
 * not at all while nothing can change or nobody looks.
 */
export class LivePolling {
  readonly #options: LivePollingOptions;
  #watched: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isReading = false;
  #failures = 0;

  constructor(options: LivePollingOptions) {
    this.#options = options;
  }

  /** Begins, or stops, as someone looks, or no longer does. */
  watch(isWatched: boolean): void {
    if (isWatched === (this.#watched !== undefined)) return;
    if (isWatched) {
      this.#watched = new AbortController();
      this.#failures = 0;
      this.#plan();
    } else {
      this.#watched?.abort();
      this.#watched = undefined;
      clearTimeout(this.#timer);
      this.#timer = undefined;
    }
  }

  /** Something new is shown: it may be something that can change. */
  wake(): void {
    if (this.#timer === undefined && !this.#isReading) this.#plan();
  }

  /** Waits as long as the interval says by now, in the place of a wait that has begun. */
  reschedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.wake();
  }

  dispose(): void {
    this.watch(false);
  }

  #plan(): void {
    const interval = this.#options.interval();
    if (this.#watched === undefined || interval <= 0) return;
    const { signal } = this.#watched;
    this.#timer = setTimeout(
      () => void this.#readOnce(signal),
      pollBackoff(this.#failures, interval, maxWaitMs),
    );
  }

  async #readOnce(signal: AbortSignal): Promise<void> {
    this.#timer = undefined;
    this.#isReading = true;
    let canChange = true;
    try {
      canChange = await this.#options.read(signal);
      this.#failures = 0;
    } catch {
      this.#failures++;
    }
    this.#isReading = false;
    if (canChange && this.#timer === undefined) this.#plan();
  }
}

const maxWaitMs = 10 * 60_000;
