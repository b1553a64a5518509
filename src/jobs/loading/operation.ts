/** What an operation on a result does: load the next page, load all, or refresh what is shown. */
export type OperationKind = 'next' | 'all' | 'refresh';

/** Work that several callers wait for. It is aborted when the last of them has left. */
export class Operation {
  /** Called when there is progress. */
  readonly listeners = new Set<() => void>();
  readonly #controller = new AbortController();
  readonly #aborted: Promise<void>;
  readonly #onAbandoned: (operation: Operation) => void;
  #work: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(
    readonly kind: OperationKind,
    onAbandoned: (operation: Operation) => void,
  ) {
    this.#onAbandoned = onAbandoned;
    this.#aborted = new Promise((resolve) => {
      this.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts the work, which never rejects. Called once. */
  run(work: () => Promise<void>): void {
    this.#work = work();
  }

  /** Resolves when the work has ended; after an abort, this takes a moment. */
  get end(): Promise<void> {
    return this.#work;
  }

  /**
   * Waits until the work ends or is aborted, or until `signal` aborts. A caller without a signal waits to the
   * end.
   */
  async join(signal?: AbortSignal): Promise<void> {
    this.#waiting++;
    let hasLeft = false;
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = () => {
        hasLeft = true;
        this.#waiting--;
        if (this.#waiting === 0) this.#onAbandoned(this);
        resolve();
      };
      signal?.addEventListener('abort', leave, { once: true });
    });
    await Promise.race([this.#work, this.#aborted, left]);
    signal?.removeEventListener('abort', leave);
    if (!hasLeft) this.#waiting--;
  }

  abort(): void {
    this.#controller.abort();
  }
}
