import type { BackupJob } from '../backupJob.js';
import type { JobSelection } from '../jobSelection.js';
import { failureOf } from '../jobSource.js';
import type { QueryResult, Sweeper } from '../loading/queryResult.js';
import type { ReadTarget } from '../loading/readTarget.js';
import { systemClock } from './clock.js';
import { type LoadAllOptions, type LoadAllOutcome, loadAllOf } from './loadAll.js';
import type { SweepProgress } from './querySweep.js';
import { aborted } from './requestLimit.js';
import { ResultSweep, type ResultSweepOptions } from './resultSweep.js';
import { waitBefore } from './retries.js';
import { type SweepJobsOptions, sweepJobs } from './sweepJobs.js';

/** The sweeps of a pool: the entry of a bundle of its own, for not every session sweeps. */
export class PoolSweeps implements Sweeper {
  readonly #options: ResultSweepOptions;
  /** Those that have ended early too, so that the next goes on: by result, and by the answer that they read on. */
  readonly #sweeps = new WeakMap<QueryResult, WeakMap<object, ResultSweep>>();

  constructor(options: ResultSweepOptions) {
    this.#options = options;
  }

  /** See {@link ResultSweep.run}. */
  async read(
    result: QueryResult,
    target: ReadTarget,
    signal: AbortSignal,
    onProgress: () => void,
  ): Promise<boolean> {
    return this.#sweepOf(result, target).run(target, signal, onProgress);
  }

  /** Brings every result to its end; see {@link loadAllOf}. */
  loadAll(results: Iterable<QueryResult>, options: LoadAllOptions): Promise<LoadAllOutcome> {
    return loadAllOf([...results], (result) => this.#progressOf(result), options);
  }

  /** Asks again, as a sweep does, after what passes by itself. Rejects with a JobSourceError. */
  async retried(ask: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const { clock = systemClock } = this.#options;
    const started = clock.elapsed();
    for (let attempts = 1; ; attempts++) {
      try {
        return await ask();
      } catch (error) {
        const wait = waitBefore(failureOf(error), { attempts, silenceMs: clock.elapsed() - started });
        if (wait === undefined) throw error;
        await clock.sleep(wait, signal).catch(() => {});
        if (signal.aborted) throw aborted();
      }
    }
  }

  /** See {@link sweepJobs}. */
  sweep(
    selection: JobSelection,
    options: Pick<SweepJobsOptions, 'signal' | 'onProgress' | 'keepsLooking' | 'knownAnswer' | 'asked'>,
  ): AsyncGenerator<readonly BackupJob[], void, undefined> {
    return sweepJobs(selection, { ...this.#options, ...options });
  }

  #progressOf(result: QueryResult): SweepProgress {
    return this.#sweepOf(result, result).progressOf(result.snapshot);
  }

  #sweepOf(result: QueryResult, { snapshot }: Pick<ReadTarget, 'snapshot'>): ResultSweep {
    const { origin } = snapshot.jobs;
    const ofResult = this.#sweeps.get(result) ?? new WeakMap<object, ResultSweep>();
    this.#sweeps.set(result, ofResult);
    const sweep = ofResult.get(origin) ?? new ResultSweep(this.#options);
    ofResult.set(origin, sweep);
    return sweep;
  }
}
