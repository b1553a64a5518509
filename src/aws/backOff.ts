import { failureOf } from '../jobs/jobSource.js';
import { systemTime, type TimeSource } from '../jobs/sweep/clock.js';

/**
 * Spaces out a reading that its callers ask for again and again until it succeeds: after a failure the next
 * one has to wait, each time twice as long as before. Meanwhile there is no request, and the failure stands.
 */
export class BackOff {
  readonly #time: TimeSource;
  #failures = 0;
  /** No reading starts before this time of {@link TimeSource.elapsed}. */
  #nextStart = Number.NEGATIVE_INFINITY;
  #failure: unknown;

  constructor(time: TimeSource = systemTime) {
    this.#time = time;
  }

  /**
   * Rejects with what `read` rejects with, or has rejected with before. A cancelled reading does not count.
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
        this.#nextStart = this.#time.elapsed() + Math.min(maxWaitMs, firstWaitMs * 2 ** this.#failures++);
      }
      throw error;
    }
  }

  /** Lets the next reading start at once, for what it depends on has changed. */
  reset(): void {
    this.#failures = 0;
    this.#nextStart = Number.NEGATIVE_INFINITY;
    this.#failure = undefined;
  }
}

const firstWaitMs = 5_000;
const maxWaitMs = 600_000;
