/** What can be under way for a result: its next page, all that is left, or all that it shows once more. */
export type OperationKind = 'next' | 'all' | 'refresh';

/** Work that several callers wait for. It is abandoned when the last of them has left. */
export class Operation {
  /** Called when there is something new to tell of it. */
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

  /** Resolves when the work has ended, which goes on for a while after an abort. */
  get end(): Promise<void> {
    return this.#work;
  }

  /** Waits for the end of the work, for its abort, or until `signal` aborts. A caller without a signal never leaves early. */
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
