/** One asynchronous piece of work that several callers wait for; it is abandoned when the last of them has left. */
export class SharedFlight {
  readonly #controller = new AbortController();
  readonly #work: Promise<void>;
  #waiting = 0;

  constructor(
    readonly purpose: 'loadMore' | 'refresh',
    work: (signal: AbortSignal) => Promise<void>,
    private readonly onAbandoned: () => void,
  ) {
    this.#work = work(this.#controller.signal);
  }

  /** Waits for the work, or until `signal` aborts. A caller without a signal never leaves early. */
  async join(signal?: AbortSignal): Promise<void> {
    this.#waiting++;
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
      signal?.addEventListener('abort', leave, { once: true });
    });
    await Promise.race([this.#work, left]);
    signal?.removeEventListener('abort', leave);
    this.#waiting--;
    if (this.#waiting === 0 && signal?.aborted) this.onAbandoned();
  }

  abort(): void {
    this.#controller.abort();
  }
}
