import type { BackupJob } from '../backupJob.js';
import type { JobSelection } from '../jobSelection.js';
import type { QueryResult, Sweeper } from '../loading/queryResult.js';
import type { ReadTarget } from '../loading/readTarget.js';
import { type LoadAllOptions, type LoadAllOutcome, loadAllOf } from './loadAll.js';
import { ResultSweep, type ResultSweepOptions } from './resultSweep.js';
import { retried } from './retries.js';
import { type SweepJobsOptions, sweepJobs } from './sweepJobs.js';

/** The sweeps of a pool. This file is the entry of a lazy bundle, because not every session sweeps. */
export class PoolSweeps implements Sweeper {
  readonly #options: ResultSweepOptions;
  /**
   * The sweeps by the list that they continue. They stay after an early end, so that the next run can
   * continue.
   */
  readonly #sweeps = new WeakMap<object, ResultSweep>();

  constructor(options: ResultSweepOptions) {
    this.#options = options;
  }

  /** See {@link ResultSweep.run}. */
  read(target: ReadTarget, signal: AbortSignal, onProgress: () => void): Promise<boolean> {
    return this.#sweepOf(target).run(target, signal, onProgress);
  }

  /** Loads the rest of all results; see {@link loadAllOf}. */
  loadAll(results: Iterable<QueryResult>, options: LoadAllOptions): Promise<LoadAllOutcome> {
    return loadAllOf([...results], (result) => this.#sweepOf(result).progressOf(result.snapshot), options);
  }

  /** See {@link retried}. */
  retried(request: () => Promise<void>, signal: AbortSignal): Promise<void> {
    return retried(request, signal, this.#options.clock);
  }

  /** See {@link sweepJobs}. */
  sweep(
    selection: JobSelection,
    options: Pick<SweepJobsOptions, 'signal' | 'onProgress' | 'keepsLooking' | 'knownResult' | 'requestFor'>,
  ): AsyncGenerator<readonly BackupJob[], void, undefined> {
    return sweepJobs(selection, { ...this.#options, ...options });
  }

  #sweepOf({ snapshot }: Pick<ReadTarget, 'snapshot'>): ResultSweep {
    const { origin } = snapshot.jobs;
    const sweep = this.#sweeps.get(origin) ?? new ResultSweep(this.#options);
    this.#sweeps.set(origin, sweep);
    return sweep;
  }
}
