/**
 * Limits how many tasks run at the same time; the others wait in order. A task that takes longer than a
 * quarter of a second no longer counts, so that a slow one blocks nobody.
 */
export class Semaphore {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(maxConcurrency: number) {
    this.#free = maxConcurrency;
  }

  /** Waits for a free place. Resolves to the function that releases it. */
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
