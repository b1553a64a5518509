/** The kind of an operation on a result: load the next page, load all, or refresh the shown jobs. */
export type OperationKind = 'next' | 'all' | 'refresh';

/** Work for which several callers wait. It is abandoned when all of them have stopped waiting. */
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

  /** Aborts with the operation. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts the work, which never rejects. Called once. */
  run(work: () => Promise<void>): void {
    this.#work = work();
  }

  /** Resolves when the work has ended, which may take a moment after an abort. */
  get end(): Promise<void> {
    return this.#work;
  }

  /**
   * Waits until the work ends or is aborted, or until `signal` aborts. A caller without a signal waits until
   * the end.
   */
  async join(signal?: AbortSignal): Promise<void> {
    this.#waiting++;
    let isWaiting = true;
    let onAbort = () => {};
    const abortion = new Promise<void>((resolve) => {
      onAbort = () => {
        isWaiting = false;
        this.#waiting--;
        if (this.#waiting === 0) this.#onAbandoned(this);
        resolve();
      };
      signal?.addEventListener('abort', onAbort, { once: true });
    });
    await Promise.race([this.#work, this.#aborted, abortion]);
    signal?.removeEventListener('abort', onAbort);
    if (isWaiting) this.#waiting--;
  }

  /** Aborts the work. */
  abort(): void {
    this.#controller.abort();
  }
}
