import type { JobPanelOptions } from './jobPanelOptions.js';
import type { LiveJob } from './liveJob.js';
import { type SameCause, sameCause } from './sameCause.js';

/** The jobs of other resources with the same message as the job of a panel, among the loaded jobs. */
export class LiveSameCause {
  readonly #live: LiveJob;
  readonly #options: Pick<JobPanelOptions, 'knownJobs'>;
  readonly #onChange: () => void;
  #value: SameCause = { jobs: [] };
  #hasSearched = false;
  /** Delays a search while jobs are loaded page by page. */
  #timer: NodeJS.Timeout | undefined;

  constructor(live: LiveJob, options: Pick<JobPanelOptions, 'knownJobs'>, onChange: () => void) {
    this.#live = live;
    this.#options = options;
    this.#onChange = onChange;
  }

  get value(): SameCause {
    return this.#value;
  }

  has(backupJobId: string): boolean {
    return this.#value.jobs.some(({ BackupJobId }) => BackupJobId === backupJobId);
  }

  search(): void {
    const { job, target } = this.#live;
    this.#hasSearched = true;
    this.#value =
      job && target.reference ? sameCause(job, this.#options.knownJobs(target.reference)) : { jobs: [] };
    this.#onChange();
  }

  /** Searches again after the loaded jobs have changed. */
  searchSoon(): void {
    if (!this.#hasSearched || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.search();
    }, searchMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

/** Milliseconds between two searches through all loaded jobs. */
const searchMs = 1000;
