import type { BackupJob } from './backupJob.js';
import type { JobPager, PagerState } from './jobPager.js';
import { type JobSelection, type NewestJobs, selects } from './jobSelection.js';

/** How many jobs a selection holds: all of them, or those known so far of more. */
export interface JobCount {
  readonly known: number;
  readonly isExact: boolean;
}

/** The jobs of a selection, read as far as they were asked for. Lists of one query share its pager. */
export class JobList {
  constructor(
    readonly selection: JobSelection,
    readonly pager: JobPager,
    readonly newest: NewestJobs,
  ) {}

  get state(): PagerState {
    return this.pager.state;
  }

  get hasStarted(): boolean {
    return this.pager.hasStarted;
  }

  get isComplete(): boolean {
    return this.pager.isComplete;
  }

  /** Whether what is shown here is sifted from a longer answer of the service. */
  get isSifted(): boolean {
    return this.selection.sieves.length > 0;
  }

  /** The jobs known so far, in the service's order, each as it was last read. */
  jobs(): BackupJob[] {
    return this.pager.jobs.map((job) => this.newest.of(job)).filter((job) => selects(this.selection, job));
  }

  count(): JobCount {
    return { known: this.jobs().length, isExact: this.isComplete };
  }

  /**
   * Reads on until there is something new to show here. A sifted list asks for at most
   * `siftedPagesLimit` pages in one call, for what it looks for may be rare.
   */
  async loadMore(signal?: AbortSignal): Promise<void> {
    const before = this.jobs().length;
    const mostPages = this.isSifted ? siftedPagesLimit : 1;
    for (let page = 0; page < mostPages; page++) {
      await this.pager.loadMore(signal);
      const hasPaused = this.state.name !== 'idle' || this.state.fruitlessPages !== undefined;
      if (hasPaused || signal?.aborted || this.jobs().length > before) return;
    }
  }
}

const siftedPagesLimit = 5;
