import { listedMs } from '../../jobs/listedPeriod.js';
import type { OperationName, ParametersOf, ResultOf } from '../historyProtocol.js';
import type { HistoryStore, OpenedStore } from '../historyStore.js';
import { StoreError } from '../store/storeFailure.js';
import { archiveError, storeFailureIn } from './archiveFailure.js';

/** Options of {@link ArchiveStore}. */
export interface ArchiveStoreOptions {
  readonly open: () => Promise<OpenedStore>;
  /** How many days jobs are kept; 0 keeps all. */
  readonly retentionDays: () => number;
  /** Called when a file that cannot be read was put aside, with its new name. */
  readonly onPutAside: (file: string) => void;
  readonly now: () => number;
}

/**
 * The archive of an account: opened when it is first needed, and again by the next request after it has
 * failed. Jobs that are older than the retention are removed when it is opened, and once a day.
 */
export class ArchiveStore {
  readonly #options: ArchiveStoreOptions;
  #opening: Promise<HistoryStore> | undefined;
  #tidiedAt = Number.NEGATIVE_INFINITY;
  #isDisposed = false;

  constructor(options: ArchiveStoreOptions) {
    this.#options = options;
  }

  /**
   * Runs an operation, see `HistoryStore.run`. One that only reads is run again if the file was deleted
   * meanwhile, or the worker has crashed. Rejects with a JobSourceError, or with the reason of the signal.
   */
  async run<Name extends OperationName>(
    name: Name,
    parameters: ParametersOf<Name>,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<ResultOf<Name>> {
    try {
      return await this.#runOnce(name, parameters, options);
    } catch (error) {
      if (!readOperations.includes(name) || !hasEnded(error)) throw archiveError(error);
    }
    try {
      return await this.#runOnce(name, parameters, options);
    } catch (error) {
      throw archiveError(error);
    }
  }

  /**
   * Removes the jobs that are older than the retention, if that was not done in the last 24 hours. Called
   * when AWS Backup has listed something: only then is it known whether the clock of this machine is right.
   */
  async tidy(): Promise<void> {
    const { now } = this.#options;
    const keptSince = this.#keptSince();
    if (keptSince === undefined || Math.abs(now() - this.#tidiedAt) < dayMs) return;
    await this.run('removeBefore', { time: keptSince });
    this.#tidiedAt = now();
  }

  /** Ends the worker. What it has not stored yet is lost. */
  dispose(): void {
    this.#isDisposed = true;
    this.#release();
  }

  async #runOnce<Name extends OperationName>(
    name: Name,
    parameters: ParametersOf<Name>,
    options: { readonly signal?: AbortSignal },
  ): Promise<ResultOf<Name>> {
    if (this.#isDisposed) throw new StoreError({ kind: 'crashed', detail: '' });
    this.#opening ??= this.#open();
    const opening = this.#opening;
    let isOpen = false;
    try {
      const store = await opening;
      isOpen = true;
      return await store.run(name, parameters, options);
    } catch (error) {
      const mayHelp = isOpen ? hasEnded(error) : storeFailureIn(error)?.kind !== 'noEngine';
      if (mayHelp && this.#opening === opening) this.#release();
      throw error;
    }
  }

  async #open(): Promise<HistoryStore> {
    const { onPutAside, open } = this.#options;
    const { opening, store } = await open();
    if (opening.putAside !== undefined) onPutAside(opening.putAside);
    // It fails for the same reason as what the file was opened for, which says so.
    if (!opening.isReadOnly) await this.#removeOld(store).catch(() => {});
    return store;
  }

  /**
   * The clock may be ahead until AWS Backup has listed something. So this removes no more than a month after
   * all jobs were last read.
   */
  async #removeOld(store: HistoryStore): Promise<void> {
    if (this.#options.retentionDays() === 0) return;
    const readAt = Math.max(...(await store.run('covered', {})).map(({ to }) => to));
    const time = this.#keptSince(Math.min(this.#options.now(), readAt + listedMs));
    if (time !== undefined && Number.isFinite(time)) await store.run('removeBefore', { time });
  }

  /** Jobs that were created before this time, in epoch milliseconds, are removed; undefined if none are. */
  #keptSince(now = this.#options.now()): number | undefined {
    const days = this.#options.retentionDays();
    return days === 0 ? undefined : now - days * dayMs;
  }

  #release(): void {
    this.#opening?.then(
      (store) => store.dispose(),
      () => {},
    );
    this.#opening = undefined;
  }
}

/** Whether an open store can no longer be used. */
function hasEnded(error: unknown): boolean {
  const kind = storeFailureIn(error)?.kind;
  return kind === 'crashed' || kind === 'damaged' || kind === 'replaced';
}

const readOperations: readonly OperationName[] = ['count', 'covered', 'extent', 'find', 'page'];
const dayMs = 24 * 60 * 60 * 1000;
