/**
 * Limits the number of concurrent tasks. Others wait in order. A task that takes longer than a quarter of a
 * second no longer counts, so that a slow task does not block others.
 */
export class Semaphore {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(maxConcurrency: number) {
    this.#free = maxConcurrency;
  }

  /** Waits until a task may run. Resolves to a function that must be called at its end. */
  async acquire(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let isReleased = false;
    const release = () => {
      clearTimeout(timer);
      if (isReleased) return;
      isReleased = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    };
    const timer = setTimeout(release, maxMs);
    return release;
  }
}

const maxMs = 250;
