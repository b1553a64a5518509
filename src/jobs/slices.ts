/** How work is divided into slices. Tests replace the defaults. */
export interface SliceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Lets other pending tasks run. */
  readonly pause?: (() => Promise<void>) | undefined;
  readonly sliceMs?: number | undefined;
}

/** Divides long work into slices of a few milliseconds, and yields to the event loop after each. */
export class Slices {
  readonly #options: SliceOptions;
  #started = performance.now();
  #count = 0;

  constructor(options: SliceOptions = {}) {
    this.#options = options;
  }

  /** Call after each small step. Pauses when the slice is over; rejects when the signal aborts. */
  next(): Promise<void> | undefined {
    return ++this.#count % stepsBetweenChecks === 0 ? this.nextLong() : undefined;
  }

  /** As {@link next}, for a step that may take a millisecond or more. */
  nextLong(): Promise<void> | undefined {
    const { sliceMs = defaultSliceMs } = this.#options;
    return performance.now() - this.#started < sliceMs ? undefined : this.pause();
  }

  /** Yields to the event loop. Rejects with the signal's reason if it has aborted. */
  async pause(): Promise<void> {
    const { pause = yieldToEventLoop, signal } = this.#options;
    await pause();
    signal?.throwIfAborted();
    this.#started = performance.now();
  }

  /** Yields to the event loop, then returns the result of `part`. */
  async after<Result>(part: () => Result): Promise<Result> {
    await this.pause();
    return part();
  }
}

function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** In milliseconds. So short that users notice no delay, even with a garbage collection. */
const defaultSliceMs = 5;
const stepsBetweenChecks = 32;
