/** One asynchronous piece of work that several callers wait for; it is abandoned when the last of them has left. */
export class SharedFlight {
  readonly #controller = new AbortController();
  readonly #end: Promise<void>;
  #waiting = 0;

  constructor(
    readonly purpose: 'loadAll' | 'loadMore' | 'refresh',
    work: (signal: AbortSignal) => Promise<void>,
    private readonly onAbandoned: () => void,
  ) {
    const aborted = new Promise<void>((resolve) => {
      this.#controller.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const working = work(this.#controller.signal);
    // Who reads all hands over what has come when aborted, at once: that is waited for.
    this.#end = purpose === 'loadAll' ? working : Promise.race([working, aborted]);
  }

  /** The end of the work, or its abort. */
  get end(): Promise<void> {
    return this.#end;
  }

  /** Waits for the end of the work, for its abort, or until `signal` aborts. A caller without a signal never leaves early. */
  async join(signal?: AbortSignal): Promise<void> {
    this.#waiting++;
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
      signal?.addEventListener('abort', leave, { once: true });
    });
    await Promise.race([this.#end, left]);
    signal?.removeEventListener('abort', leave);
    this.#waiting--;
    if (this.#waiting === 0 && signal?.aborted) this.onAbandoned();
  }

  abort(): void {
    this.#controller.abort();
  }
}
