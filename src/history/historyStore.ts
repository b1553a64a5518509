import { Worker } from 'node:worker_threads';
import type {
  FromWorker,
  HistoryOpening,
  HistoryWorkerData,
  OperationName,
  ParametersOf,
  ProgressOf,
  ResultOf,
  ToWorker,
} from './historyProtocol.js';
import { StoreError, type StoreFailure } from './store/storeFailure.js';

/** Options of {@link HistoryStore.run}. */
export interface RunOptions<Progress> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** A history that is open, and what is known of it from the start. */
export interface OpenedStore {
  readonly store: HistoryStore;
  readonly opening: HistoryOpening;
}

/**
 * A history, which a worker holds. Every method rejects with a {@link StoreError}, or with the reason of a
 * signal. After a crash of the worker, every call rejects: open another one.
 */
export class HistoryStore {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #opened: Promise<HistoryOpening>;
  #onOpened: (opening: HistoryOpening) => void = () => {};
  #onNotOpened: (error: StoreError) => void = () => {};
  #failure: StoreFailure | undefined;
  #lastId = 0;

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.#opened = new Promise((resolve, reject) => {
      this.#onOpened = resolve;
      this.#onNotOpened = reject;
    });
    worker.on('message', (message: FromWorker) => this.#take(message));
    worker.on('error', ({ message }) => this.#fail({ kind: 'crashed', detail: message }));
    worker.on('messageerror', ({ message }) => this.#fail({ kind: 'crashed', detail: message }));
    worker.on('exit', () => this.#fail({ kind: 'crashed', detail: '' }));
  }

  /**
   * Starts the worker of a history, and opens its file or creates it. `workerFile` is the bundle of
   * `historyWorker.ts`.
   */
  static async open(workerFile: string, file: string): Promise<OpenedStore> {
    const workerData: HistoryWorkerData = { file };
    // The worker does not need the environment, which may contain keys. `node:sqlite` is experimental, and
    // says so.
    const execArgv = ['--disable-warning=ExperimentalWarning'];
    const store = new HistoryStore(new Worker(workerFile, { env: {}, execArgv, resourceLimits, workerData }));
    try {
      return { store, opening: await store.#opened };
    } catch (error) {
      await store.dispose();
      throw error;
    }
  }

  /**
   * Runs an operation in the worker, see {@link HistoryOperations}. Operations run in the order of their
   * calls.
   */
  run<Name extends OperationName>(
    name: Name,
    parameters: ParametersOf<Name>,
    { onProgress, signal }: RunOptions<ProgressOf<Name>> = {},
  ): Promise<ResultOf<Name>> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(new StoreError(this.#failure));
      if (signal?.aborted) return reject(signal.reason);
      const id = ++this.#lastId;
      const onAbort = () => {
        this.#waiting.delete(id);
        this.#send({ cancelled: id });
        reject(signal?.reason);
      };
      const end = () => signal?.removeEventListener('abort', onAbort);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.set(id, {
        report: (progress) => onProgress?.(progress as ProgressOf<Name>),
        resolve: (result) => {
          end();
          resolve(result as ResultOf<Name>);
        },
        reject: (failure) => {
          end();
          reject(new StoreError(failure));
        },
      });
      this.#send({ id, name, parameters });
    });
  }

  /** Ends the worker. Pending calls reject; a transaction that has not ended has no effect. */
  async dispose(): Promise<void> {
    this.#fail({ kind: 'crashed', detail: '' });
    await this.#worker.terminate();
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #take(message: FromWorker): void {
    if ('opened' in message) this.#onOpened(message.opened);
    if ('failed' in message) this.#fail(message.failed);
    if (!('id' in message)) return;
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return;
    if ('progress' in message) {
      waiting.report(message.progress);
      return;
    }
    this.#waiting.delete(message.id);
    if ('failure' in message) waiting.reject(message.failure);
    else waiting.resolve(message.result);
  }

  #fail(failure: StoreFailure): void {
    this.#failure ??= failure;
    this.#onNotOpened(new StoreError(failure));
    for (const waiting of [...this.#waiting.values()]) waiting.reject(failure);
    this.#waiting.clear();
  }
}

/** With the default, the garbage of an import takes more memory than the rest of the worker. */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };

interface Waiting {
  report(progress: unknown): void;
  resolve(result: unknown): void;
  reject(failure: StoreFailure): void;
}
