import { type BackupJob, jobKey, latestFirst } from './backupJob.js';
import { type JobSelection, selects } from './jobSelection.js';
import { isBad } from './jobStates.js';
import type { GrowingList } from './loading/growingList.js';
import type { LoadState, QueryResult } from './loading/queryResult.js';
import type { NewestJobs } from './newestJobs.js';

/** The number of jobs of a selection: all of them, or those known so far. */
export interface JobCount {
  readonly known: number;
  readonly isExact: boolean;
}

/** The jobs of a selection, as far as they are loaded. Lists with the same query share its result. */
export class JobList {
  readonly #results: readonly QueryResult[];
  #selected: SelectedJobs = nothingSelected;

  /** `results` are those of the selection's parts, in the same order. */
  constructor(
    readonly selection: JobSelection,
    results: readonly QueryResult[],
    readonly newest: NewestJobs,
  ) {
    this.#results = results;
  }

  /** Why the answer is not complete: a failure, else a read under way, else that no more was requested. */
  get state(): LoadState {
    const states = this.#results.map(({ state }) => state);
    for (const name of ['failed', 'loading', 'idle'] as const) {
      const found = states.find((state) => state.name === name);
      if (found !== undefined) return found;
    }
    return { name: 'done' };
  }

  /** Whether something is known of the answer to every part. */
  get hasStarted(): boolean {
    return this.#results.every(({ hasStarted }) => hasStarted);
  }

  get isComplete(): boolean {
    return this.#results.every(({ isComplete }) => isComplete);
  }

  /** Whether Load All was stopped part of the way, so that only loading the rest continues. */
  get isSweptInPart(): boolean {
    return this.#results.some((result) => result.isSweptInPart);
  }

  /** Whether the jobs are filtered from a longer answer of the service. */
  get isClientFiltered(): boolean {
    return this.selection.parts.some(({ clientFilters }) => clientFilters.length > 0);
  }

  /** The number of jobs searched, including those that were filtered out. */
  get looked(): number {
    return this.#results.reduce((sum, { snapshot }) => sum + snapshot.jobs.length, 0);
  }

  /** The number of known jobs that ended without a complete backup. */
  get bad(): number {
    return this.#upToDate().bad;
  }

  /** Whether every page of this list is a page of `other`. */
  isReadFrom(other: JobList): boolean {
    return this.#results.every((result) => other.#results.includes(result));
  }

  /**
   * The known jobs, each once and in its latest version: in the service's order if they answer one query,
   * else latest first. Later jobs are appended to the same array, so a further page costs only the page.
   */
  jobs(): readonly BackupJob[] {
    return this.#upToDate().jobs;
  }

  /**
   * The known jobs, each once and in its latest version, in no order. Computed one by one; nothing is stored.
   */
  *each(): Generator<BackupJob, void, undefined> {
    const seen = this.#results.length > 1 ? new Set<string>() : undefined;
    for (const { snapshot } of this.#results) {
      const { jobs } = snapshot;
      // Iterating over an iterator would add another generator for each job.
      for (let place = 0; place < jobs.length; place++) {
        const read = jobs.at(place);
        if (read === undefined) continue;
        // If none has changed, all are in their latest version.
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
   * Loads until there is something new to show, or resumes what failed; the parts side by side. For a
   * filtered list, one call loads at most `maxClientFilteredPages` pages of each part, because matches may be
   * rare.
   */
  async loadMore(signal?: AbortSignal): Promise<void> {
    const before = this.jobs().length;
    const maxPages = this.isClientFiltered ? maxClientFilteredPages : 1;
    const failed = this.#results.filter(({ state }) => state.name === 'failed');
    const results = failed.length > 0 ? failed : this.#results;
    for (let page = 0; page < maxPages; page++) {
      await Promise.all(results.map((result) => result.loadMore(signal)));
      const { state } = this;
      const hasPaused = state.name !== 'idle' || state.pagesWithoutProgress !== undefined;
      if (hasPaused || signal?.aborted || this.jobs().length > before) return;
    }
  }

  /**
   * Requests as much again as is known, or a page if nothing is, whatever other lists have; the parts side by
   * side.
   */
  async reread(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#results.map((result) => result.refresh(signal, true)));
  }

  #upToDate(): SelectedJobs {
    const sources = this.#results.map(({ snapshot }) => snapshot.jobs);
    const { changes } = this.newest;
    const isOfNow =
      this.#selected.changes === changes &&
      sources.every((source, place) => this.#selected.origins[place] === source.origin);
    const [only] = sources;
    if (only !== undefined && sources.length === 1 && isOfNow) this.#selectFrom(this.#selected, only);
    else if (!isOfNow || this.looked !== this.#selected.looked) this.#selectAgain(sources, changes);
    return this.#selected;
  }

  #selectAgain(sources: readonly GrowingList<BackupJob>[], changes: number): void {
    const origins = sources.map(({ origin }) => origin);
    this.#selected = { origins, changes, looked: 0, jobs: [], bad: 0 };
    const [only] = sources;
    if (only !== undefined && sources.length === 1) this.#selectFrom(this.#selected, only);
    else this.#selectFrom(this.#selected, inOneOrder(sources));
  }

  #selectFrom(selected: SelectedJobs, source: JobsInOrder): void {
    for (; selected.looked < source.length; selected.looked++) {
      const read = source.at(selected.looked);
      const job = read && this.newest.of(read);
      if (job === undefined || !selects(this.selection, job)) continue;
      selected.jobs.push(job);
      if (isBad(job)) selected.bad++;
    }
    selected.looked = this.looked;
  }
}

type JobsInOrder = Pick<readonly BackupJob[], 'at' | 'length'>;

/** What was selected from the jobs of the results, and how far those have been searched. */
interface SelectedJobs {
  readonly origins: readonly object[];
  readonly changes: number;
  looked: number;
  readonly jobs: BackupJob[];
  bad: number;
}

const nothingSelected: SelectedJobs = { origins: [], changes: -1, looked: 0, jobs: [], bad: 0 };

/** The jobs of several answers, each once. */
function inOneOrder(sources: readonly Iterable<BackupJob>[]): BackupJob[] {
  const once = new Map(sources.flatMap((source) => [...source]).map((job) => [jobKey(job), job]));
  return [...once.values()].sort(latestFirst);
}

const maxClientFilteredPages = 5;
