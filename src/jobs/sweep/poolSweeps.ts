import type { BackupJob } from '../backupJob.js';
import type { JobPager } from '../jobPager.js';
import type { JobSelection } from '../jobSelection.js';
import { failureOf } from '../jobSource.js';
import { systemClock } from './clock.js';
import { type LoadAllOptions, type LoadAllOutcome, loadAllOf } from './loadAll.js';
import { PagerSweep, type PagerSweepOptions } from './pagerSweep.js';
import { aborted } from './requestLimit.js';
import { waitBefore } from './retries.js';
import { type SweepJobsOptions, sweepJobs } from './sweepJobs.js';

/** The sweeps of a pool: the entry of a bundle of its own, for not every session sweeps. */
export class PoolSweeps {
  readonly #options: Omit<PagerSweepOptions, 'pager'>;
  /** Those that were cancelled or failed too, so that the next goes on. */
  readonly #sweeps = new Map<JobPager, PagerSweep>();

  constructor(options: Omit<PagerSweepOptions, 'pager'>) {
    this.#options = options;
  }

  /** Brings every pager to its end; see {@link loadAllOf}. */
  loadAll(pagers: Iterable<JobPager>, options: LoadAllOptions): Promise<LoadAllOutcome> {
    const parts = [...pagers].map((pager) => ({ pager, sweep: this.#sweepOf(pager) }));
    return loadAllOf(parts, options);
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

  #sweepOf(pager: JobPager): PagerSweep {
    const known = this.#sweeps.get(pager);
    if (known !== undefined) return known;
    const sweep = new PagerSweep({ ...this.#options, pager });
    this.#sweeps.set(pager, sweep);
    return sweep;
  }
}
