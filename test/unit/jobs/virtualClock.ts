import type { Clock } from '../../../src/jobs/sweep/clock.js';

/**
 * A clock in virtual time: when nothing else is left to do, it jumps to the next time that something waits
 * for.
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
      const leave = () => reject(signal?.reason);
      const wake = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      if (signal?.aborted) return leave();
      signal?.addEventListener('abort', leave, { once: true });
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
