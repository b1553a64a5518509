/**
 * Spreads what would come all at once: so many begin at a time, the others wait, first come, first served. A
 * turn is over after a quarter of a second at the latest, so that what is slow by itself keeps nobody
 * waiting.
 */
export class Semaphore {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Resolves when it is one's turn, to what ends it. */
  async begin(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let isOver = false;
    const end = () => {
      clearTimeout(late);
      if (isOver) return;
      isOver = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    };
    const late = setTimeout(end, maxMs);
    return end;
  }
}

const maxMs = 250;
