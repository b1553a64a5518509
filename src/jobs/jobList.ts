import { type BackupJob, jobKey, latestFirst } from './backupJob.js';
import { type JobSelection, selectorOf } from './jobSelection.js';
import type { UnansweredPart } from './jobSource.js';
import { isBad } from './jobStates.js';
import type { GrowingList } from './loading/growingList.js';
import type { LoadState, QueryResult } from './loading/queryResult.js';
import type { NewestJobs } from './newestJobs.js';
import { earliest, type ReadTime } from './oldRead.js';

/** The number of jobs of a selection: exact, or a minimum while more may follow. */
export interface JobCount {
  readonly known: number;
  readonly isExact: boolean;
}

/** The loaded jobs of a selection. Lists with the same query share its result. */
export class JobList {
  readonly #results: readonly QueryResult[];
  #selected: SelectedJobs = nothingSelected;

  /**
   * `results` are those of the selection's parts, in the same order. `unanswered` says why the client-side
   * filters cannot be applied to every job.
   */
  constructor(
    readonly selection: JobSelection,
    results: readonly QueryResult[],
    readonly newest: NewestJobs,
    readonly unanswered?: UnansweredPart | undefined,
  ) {
    this.#results = results;
  }

  /** The state of the list. A failed part comes before a loading one, and that before an idle one. */
  get state(): LoadState {
    const { unanswered } = this;
    if (unanswered?.isEverywhere) return { name: 'failed', failure: unanswered.failure };
    const states = this.#results.map(({ state }) => state);
    for (const name of ['failed', 'loading', 'idle'] as const) {
      const found = states.find((state) => state.name === name);
      if (found !== undefined) return found;
    }
    return unanswered === undefined ? { name: 'done' } : { name: 'failed', failure: unanswered.failure };
  }

  /** Whether some of the answer to every part is known. */
  get hasStarted(): boolean {
    return this.#results.every(({ hasStarted }) => hasStarted);
  }

  /** Whether all jobs are loaded, even if they are outdated. */
  get isComplete(): boolean {
    return this.unanswered === undefined && this.#results.every(({ isComplete }) => isComplete);
  }

  /** The start of the oldest read; undefined if nothing was read. */
  get readAt(): ReadTime | undefined {
    return this.#results.reduce<ReadTime | undefined>(
      (first, { snapshot }) => earliest(first, snapshot.readAt),
      undefined,
    );
  }

  /** Whether Load All ended early for a part. Then only loading all the rest can continue. */
  get isSweptInPart(): boolean {
    return this.#results.some((result) => result.isSweptInPart);
  }

  /** Whether the extension filters the answer of the service. */
  get isClientFiltered(): boolean {
    return this.selection.parts.some(({ clientFilters }) => clientFilters.length > 0);
  }

  /** The number of jobs searched, including those that were filtered out. */
  get searched(): number {
    return this.#results.reduce((sum, { snapshot }) => sum + snapshot.jobs.length, 0);
  }

  /** The number of known jobs that ended without a complete backup. */
  get bad(): number {
    return this.#upToDate().bad;
  }

  /** Whether every result of this list is also one of `other`. */
  isReadFrom(other: JobList): boolean {
    return this.#results.every((result) => other.#results.includes(result));
  }

  /** Whether the next page of this list is also that of `other`, and the reverse. */
  hasPagesOf(other: JobList): boolean {
    return this.isReadFrom(other) && other.isReadFrom(this);
  }

  /**
   * The known jobs, each once and in its latest version: in the service's order if they answer one query,
   * else latest first. For one query, later jobs are appended to the same array, so only the new page costs
   * time.
   */
  jobs(): readonly BackupJob[] {
    return this.#upToDate().jobs;
  }

  /**
   * The known jobs, each once and in its latest version, in no order. They are computed on each iteration,
   * not stored.
   */
  *each(): Generator<BackupJob, void, undefined> {
    const seen = this.#results.length > 1 ? new Set<string>() : undefined;
    const selects = selectorOf(this.selection);
    for (const { snapshot } of this.#results) {
      const { jobs } = snapshot;
      // Iterating over an iterator would add another generator for each job.
      for (let place = 0; place < jobs.length; place++) {
        const read = jobs.at(place);
        if (read === undefined) continue;
        // If no job has changed, all are in their latest version.
        const job = this.newest.changes === 0 ? read : this.newest.of(read);
        if (!selects(job) || seen?.has(jobKey(job))) continue;
        seen?.add(jobKey(job));
        yield job;
      }
    }
  }

  /** The number of selected jobs. */
  count(): JobCount {
    return { known: this.jobs().length, isExact: this.isComplete };
  }

  /**
   * Loads pages of all parts concurrently, until there are new jobs, or resumes the failed parts. If the
   * extension filters, one call loads at most `maxClientFilteredPages` pages of each part, because matches
   * may be rare.
   */
  async loadMore(signal?: AbortSignal): Promise<void> {
    if (this.unanswered?.isEverywhere) return;
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
   * Reads as many jobs again as are known, or one page if none are. Makes requests even if other lists have
   * the answer. Reads the parts concurrently.
   */
  async reread(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#results.map((result) => result.refresh(signal, true)));
  }

  #upToDate(): SelectedJobs {
    const sources = this.#results.map(({ snapshot }) => snapshot.jobs);
    const { changes } = this.newest;
    const isCurrent =
      this.#selected.changes === changes &&
      sources.every((source, place) => this.#selected.origins[place] === source.origin);
    const [only] = sources;
    if (only !== undefined && sources.length === 1 && isCurrent) this.#selectFrom(this.#selected, only);
    else if (!isCurrent || this.searched !== this.#selected.searched) this.#selectAgain(sources, changes);
    return this.#selected;
  }

  #selectAgain(sources: readonly GrowingList<BackupJob>[], changes: number): void {
    const origins = sources.map(({ origin }) => origin);
    this.#selected = { origins, changes, searched: 0, jobs: [], bad: 0 };
    const [only] = sources;
    if (only !== undefined && sources.length === 1) this.#selectFrom(this.#selected, only);
    else this.#selectFrom(this.#selected, inOneOrder(sources));
  }

  #selectFrom(selected: SelectedJobs, source: JobsInOrder): void {
    const selects = selectorOf(this.selection);
    for (; selected.searched < source.length; selected.searched++) {
      const read = source.at(selected.searched);
      const job = read && this.newest.of(read);
      if (job === undefined || !selects(job)) continue;
      selected.jobs.push(job);
      if (isBad(job)) selected.bad++;
    }
    selected.searched = this.searched;
  }
}

type JobsInOrder = Pick<readonly BackupJob[], 'at' | 'length'>;

/** The jobs that were selected from the results, and the number of jobs that were searched for them. */
interface SelectedJobs {
  readonly origins: readonly object[];
  readonly changes: number;
  searched: number;
  readonly jobs: BackupJob[];
  bad: number;
}

const nothingSelected: SelectedJobs = { origins: [], changes: -1, searched: 0, jobs: [], bad: 0 };

/** The jobs of several answers, each once. */
function inOneOrder(sources: readonly Iterable<BackupJob>[]): BackupJob[] {
  const once = new Map(sources.flatMap((source) => [...source]).map((job) => [jobKey(job), job]));
  return [...once.values()].sort(latestFirst);
}

const maxClientFilteredPages = 5;
