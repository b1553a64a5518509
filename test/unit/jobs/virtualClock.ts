import type { Clock } from '../../../src/jobs/sweep/clock.js';

/**
 * A clock in virtual time: when no other work is left, it jumps to the end of the next sleep.
 */
export class VirtualClock implements Clock {
  #now: number;
  #stepped = 0;
  #sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  constructor(now: number = Date.UTC(2026, 10, 24)) {
    this.#now = now;
  }

  now(): number {
    return this.#now + this.#stepped;
  }

  elapsed(): number {
    return this.#now;
  }

  /** Sets the system clock forward or back. */
  step(milliseconds: number): void {
    this.#stepped += milliseconds;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(signal?.reason);
      const wake = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      if (signal?.aborted) return onAbort();
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#sleepers.push({ until: this.#now + milliseconds, wake });
      setImmediate(() => this.#wakeNext());
    });
  }

  #wakeNext(): void {
    const next = this.#sleepers.reduce((first, one) => (one.until < first.until ? one : first));
    this.#sleepers = this.#sleepers.filter((one) => one !== next);
    this.#now = Math.max(this.#now, next.until);
    next.wake();
  }
}
