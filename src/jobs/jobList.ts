import { type BackupJob, jobKey, latestFirst } from './backupJob.js';
import type { JobPager, PagerState } from './jobPager.js';
import { type JobSelection, selects } from './jobSelection.js';
import type { NewestJobs } from './newestJobs.js';

/** How many jobs a selection holds: all of them, or those known so far of more. */
export interface JobCount {
  readonly known: number;
  readonly isExact: boolean;
}

/** The jobs of a selection, read as far as they were asked for. Lists that hold a same query share its pager. */
export class JobList {
  readonly #pagers: readonly JobPager[];
  #selected: SelectedJobs = nothingSelected;

  /** `pagers` are those of the selection's parts, in their order. */
  constructor(
    readonly selection: JobSelection,
    pagers: readonly JobPager[],
    readonly newest: NewestJobs,
  ) {
    this.#pagers = pagers;
  }

  /** What stands in the way of the whole answer: a failure, else a read under way, else that nobody has read on. */
  get state(): PagerState {
    const states = this.#pagers.map(({ state }) => state);
    for (const name of ['failed', 'loading', 'idle'] as const) {
      const found = states.find((state) => state.name === name);
      if (found !== undefined) return found;
    }
    return { name: 'done' };
  }

  /** Whether something is known of the answer to every part. */
  get hasStarted(): boolean {
    return this.#pagers.every(({ hasStarted }) => hasStarted);
  }

  get isComplete(): boolean {
    return this.#pagers.every(({ isComplete }) => isComplete);
  }

  /** Whether the reading of all of it has stopped half way, so that only reading the rest leads on. */
  get isSweptInPart(): boolean {
    return this.#pagers.some((pager) => pager.isSweptInPart);
  }

  /** Whether what is shown here is sifted from a longer answer of the service. */
  get isSifted(): boolean {
    return this.selection.parts.some(({ sieves }) => sieves.length > 0);
  }

  /** How many jobs were looked at, those that were sifted out included. */
  get looked(): number {
    return this.#pagers.reduce((sum, { jobs }) => sum + jobs.length, 0);
  }

  /** How many of the jobs known so far are in `State` FAILED. */
  get failed(): number {
    return this.#upToDate().failed;
  }

  /** Whether every page of this list is a page of `other`. */
  isReadFrom(other: JobList): boolean {
    return this.#pagers.every((pager) => other.#pagers.includes(pager));
  }

  /**
   * The jobs known so far, each once and as it was last read: in the service's order where they are the answer to
   * one query, else the latest first. What comes later is added to the same array, so that a page more costs no more than
   * the page.
   */
  jobs(): readonly BackupJob[] {
    return this.#upToDate().jobs;
  }

  /** The jobs known so far, each once and as it was last read, in no order: looked for one by one, and nothing is kept. */
  *each(): Generator<BackupJob, void, undefined> {
    const seen = this.#pagers.length > 1 ? new Set<string>() : undefined;
    for (const { jobs } of this.#pagers) {
      for (const read of jobs) {
        // Where none has changed, all are as they were last read.
        const job = this.newest.changes === 0 ? read : this.newest.of(read);
        if (!selects(this.selection, job) || seen?.has(jobKey(job))) continue;
        seen?.add(jobKey(job));
        yield job;
      }
    }
  }

  count(): JobCount {
    return { known: this.jobs().length, isExact: this.isComplete };
  }

  /**
   * Reads on until there is something new to show here, or resumes what failed; the parts side by side. A sifted
   * list asks for at most `siftedPagesLimit` pages of each part in one call, for what it looks for may be rare.
   */
  async loadMore(signal?: AbortSignal): Promise<void> {
    const before = this.jobs().length;
    const mostPages = this.isSifted ? siftedPagesLimit : 1;
    const failed = this.#pagers.filter(({ state }) => state.name === 'failed');
    const pagers = failed.length > 0 ? failed : this.#pagers;
    for (let page = 0; page < mostPages; page++) {
      await Promise.all(pagers.map((pager) => pager.loadMore(signal)));
      const { state } = this;
      const hasPaused = state.name !== 'idle' || state.fruitlessPages !== undefined;
      if (hasPaused || signal?.aborted || this.jobs().length > before) return;
    }
  }

  /** Asks the service anew for as much as is known, and for a page where nothing is, whatever other lists hold; the parts side by side. */
  async reread(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#pagers.map((pager) => pager.refresh(signal, true)));
  }

  #upToDate(): SelectedJobs {
    const sources = this.#pagers.map(({ jobs }) => jobs);
    const { changes } = this.newest;
    const isOfNow =
      this.#selected.changes === changes &&
      sources.every((source, place) => this.#selected.sources[place] === source);
    if (sources.length === 1 && isOfNow) this.#selectFrom(this.#selected, sources[0] ?? []);
    else if (!isOfNow || this.looked !== this.#selected.looked) this.#selectAgain(sources, changes);
    return this.#selected;
  }

  #selectAgain(sources: readonly (readonly BackupJob[])[], changes: number): void {
    this.#selected = { sources, changes, looked: 0, jobs: [], failed: 0 };
    const [first = []] = sources;
    if (sources.length === 1) this.#selectFrom(this.#selected, first);
    else this.#selectFrom(this.#selected, inOneOrder(sources));
  }

  #selectFrom(selected: SelectedJobs, source: readonly BackupJob[]): void {
    for (; selected.looked < source.length; selected.looked++) {
      const read = source[selected.looked];
      const job = read && this.newest.of(read);
      if (job === undefined || !selects(this.selection, job)) continue;
      selected.jobs.push(job);
      if (job.State === 'FAILED') selected.failed++;
    }
    selected.looked = this.looked;
  }
}

/** What was selected from the pagers' jobs, and how far they had been looked through. */
interface SelectedJobs {
  readonly sources: readonly (readonly BackupJob[])[];
  readonly changes: number;
  looked: number;
  readonly jobs: BackupJob[];
  failed: number;
}

const nothingSelected: SelectedJobs = { sources: [], changes: -1, looked: 0, jobs: [], failed: 0 };

/** The jobs of several answers, each once. */
function inOneOrder(sources: readonly (readonly BackupJob[])[]): BackupJob[] {
  const once = new Map(sources.flat().map((job) => [jobKey(job), job]));
  return [...once.values()].sort(latestFirst);
}

const siftedPagesLimit = 5;
