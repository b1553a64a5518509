import { pollBackoff } from '../jobs/pollBackoff.js';

export interface LivePollingOptions {
  /**
   * The milliseconds between reads; 0 turns polling off. Called before each wait; see {@link
   * LivePolling.reschedule}.
   */
  readonly interval: () => number;
  /** Reads what can still change, and resolves to whether anything can. A rejection delays the next read. */
  readonly read: (signal: AbortSignal) => Promise<boolean>;
}

/**
 * Reads at an interval while the view is visible and something can change. After each failure in a row, the
 * wait doubles.
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

  /** Starts or stops polling when the view is shown or hidden. */
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

  /** Starts polling again after new jobs are shown, because they may change. */
  wake(): void {
    if (this.#timer === undefined && !this.#isReading) this.#plan();
  }

  /** Restarts the wait with the current interval. */
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
