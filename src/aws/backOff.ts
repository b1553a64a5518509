import { failureOf } from '../jobs/jobSource.js';
import { pollBackoff } from '../jobs/pollBackoff.js';
import { systemTime, type TimeSource } from '../jobs/sweep/clock.js';

/**
 * Delays repeated reads after failures, for callers that repeat a read until it succeeds. The wait doubles
 * with each failure. During the wait no read starts, and the last error is thrown again.
 */
export class BackOff {
  readonly #time: TimeSource;
  #failures = 0;
  /** No read starts before this time ({@link TimeSource.elapsed}). */
  #nextStart = Number.NEGATIVE_INFINITY;
  #failure: unknown;

  constructor(time: TimeSource = systemTime) {
    this.#time = time;
  }

  /**
   * Rejects with the error of `read` or, during a wait, with its last error. A cancelled read does not count
   * as a failure.
   */
  async run<Result>(read: () => Promise<Result>): Promise<Result> {
    if (this.#time.elapsed() < this.#nextStart) throw this.#failure;
    try {
      const result = await read();
      this.reset();
      return result;
    } catch (error) {
      if (failureOf(error).kind !== 'aborted') {
        this.#failure = error;
        this.#nextStart = this.#time.elapsed() + pollBackoff(this.#failures++, firstWaitMs, maxWaitMs);
      }
      throw error;
    }
  }

  /** Allows the next read at once. Call it if something that the read depends on has changed. */
  reset(): void {
    this.#failures = 0;
    this.#nextStart = Number.NEGATIVE_INFINITY;
    this.#failure = undefined;
  }
}

const firstWaitMs = 5_000;
const maxWaitMs = 600_000;
