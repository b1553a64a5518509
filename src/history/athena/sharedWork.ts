import { orAborted } from '../../jobs/orAborted.js';

/** Work for whose result several callers wait. It is aborted once none of them waits any more. */
export class SharedWork<Result> {
  readonly #controller = new AbortController();
  readonly #result: Promise<Result>;
  #waiting = 0;
  #hasEnded = false;

  /** Starts the work, which rejects with a JobSourceError. */
  constructor(work: (signal: AbortSignal) => Promise<Result>) {
    this.#result = work(this.#controller.signal);
    const end = () => {
      this.#hasEnded = true;
    };
    this.#result.then(end, end);
  }

  /** Whether it has ended. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Whether nobody waited for its end, so that it has no result. */
  get isAborted(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits for the result. Rejects as the work does, or with `aborted` as soon as `signal` aborts. */
  async join(signal: AbortSignal): Promise<Result> {
    this.#waiting++;
    try {
      return await orAborted(this.#result, signal);
    } finally {
      this.#waiting--;
      if (this.#waiting === 0 && !this.#hasEnded) this.#controller.abort();
    }
  }
}
