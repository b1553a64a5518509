import type { BackupJob } from './backupJob.js';
import type { JobQuery } from './jobQuery.js';
import { failureOf, type JobFailure, type JobPage, type JobSource } from './jobSource.js';
import { JobWalk, repeatedToken } from './jobWalk.js';
import { SharedFlight } from './sharedFlight.js';
import { askedQuery, type ListedJobs, TimeBounds, withinBounds } from './timeBounds.js';

/**
 * Where a pager stands. `idle` has more to read; `fruitlessPages` says that it paused after so many pages
 * in a row that brought nothing new, so that a person may decide whether to look on.
 */
export type PagerState =
  | { readonly name: 'idle'; readonly fruitlessPages?: number }
  | { readonly name: 'loading' }
  | { readonly name: 'failed'; readonly failure: JobFailure }
  | { readonly name: 'done' };

/** What a pager is made of. */
export interface JobPagerOptions {
  readonly query: JobQuery;
  readonly source: Pick<JobSource, 'listBackupJobs'>;
  /** Jobs asked for in one request, 1 to 1000. */
  readonly pageSize?: number | undefined;
  /** Pages in a row without a new job after which one call pauses. */
  readonly fruitlessPagesLimit?: number | undefined;
  /** How the service compares times, as far as all its answers have shown; this pager's own where absent. */
  readonly bounds?: TimeBounds | undefined;
  /** Jobs that the service lists for other queries. */
  readonly listedElsewhere?: (() => ListedJobs) | undefined;
  /** The whole answer to the query, where someone holds it already: then nothing is asked of the service. */
  readonly knownAnswer?: (() => Iterable<BackupJob> | undefined) | undefined;
  /** Told of every page that arrives, once its jobs are in. */
  readonly onPage?: ((jobs: readonly BackupJob[]) => void) | undefined;
  /** Called when a read has brought the last page. */
  readonly onComplete?: (() => void) | undefined;
}

/**
 * Reads all that is left of what a pager asks for, in whatever way. It hands jobs over by `take`, and rejects with a JobSourceError;
 * when `signal` aborts it hands over what it has, and ends at once. It is called again where what is {@link JobPager.asked} has changed.
 */
export type ReadAll = (take: (jobs: readonly BackupJob[]) => void, signal: AbortSignal) => Promise<void>;

/** A walk that begins anew. */
interface Replacement {
  readonly walk: JobWalk;
  readonly isDeepEnough: (walk: JobWalk) => boolean;
  /** Whether all of it is asked of the service. */
  readonly isFresh: boolean;
}

/**
 * Walks one query page by page. Rows are appended and never move; a page that fails keeps the rows and the
 * token, so that the next {@link loadMore} resumes; a refresh reads again to the depth shown and swaps in
 * one step. Nothing here rejects: what went wrong is the {@link state}.
 */
export class JobPager {
  readonly query: JobQuery;
  readonly #options: JobPagerOptions;
  readonly #bounds: TimeBounds;
  #shown = new JobWalk();
  /** A walk that will take the place of the shown one when it has reached its depth. */
  #replacement: Replacement | undefined;
  #flight: SharedFlight | undefined;
  #generation = 0;
  #state: PagerState = { name: 'idle' };
  #tokenIsUseless = false;
  #isSweptInPart = false;

  constructor(options: JobPagerOptions) {
    this.query = options.query;
    this.#options = options;
    this.#bounds = options.bounds ?? new TimeBounds();
  }

  get state(): PagerState {
    return this.#state;
  }

  /** The jobs read so far, each once, in the service's order. */
  get jobs(): readonly BackupJob[] {
    return this.#shown.jobs;
  }

  /** Whether what is shown is to be replaced by a refresh, which has failed or is still under way. */
  get isOutdated(): boolean {
    return this.#replacement !== undefined;
  }

  /** Whether {@link jobs} is the whole answer. */
  get isComplete(): boolean {
    return this.#shown.isComplete;
  }

  /** Whether anything of the answer is known. */
  get hasStarted(): boolean {
    return this.#shown.hasStarted;
  }

  /**
   * Reads the next page that brings something new, or resumes what failed. Calls during a read share it.
   * Resolves when the read has ended, well or badly; an abort leaves everything as it was before the page. Each page has to come
   * within `withinMs`, see {@link PageRequest}.
   */
  async loadMore(signal?: AbortSignal, withinMs?: number): Promise<void> {
    while (this.#flight?.purpose === 'refresh' && !signal?.aborted) await this.#flight.join(signal);
    if (this.#state.name === 'done' || signal?.aborted) return;
    this.#flight ??= this.#start('loadMore', (generation, left) => this.#read(generation, left, withinMs));
    await this.#landed(signal);
  }

  /** Whether {@link loadAll} has stopped half way: the next page by the token holds what it has read already. */
  get isSweptInPart(): boolean {
    return this.#isSweptInPart && !this.isComplete;
  }

  /** The token of the next page; undefined where nothing was read, at the end, and where it leads nowhere. */
  get nextToken(): string | undefined {
    return this.#tokenIsUseless ? undefined : this.#shown.nextToken;
  }

  /** What the service is asked for: {@link nextToken} belongs to it. It may list more than the query holds. */
  get asked(): JobQuery {
    return askedQuery(this.query, this.#shown.overlapMs ?? this.#bounds.overlapMs);
  }

  /** Another one whenever the jobs were read from the start again, so that some may have left. */
  get walk(): object {
    return this.#shown;
  }

  /**
   * Reads all that is left by `read`; calls during it share it. Rows are appended as it hands them over; an abort keeps those.
   * Resolves like {@link loadMore}.
   */
  async loadAll(read: ReadAll, signal?: AbortSignal): Promise<void> {
    while (this.#flight !== undefined && this.#flight.purpose !== 'loadAll' && !signal?.aborted)
      await this.#flight.join(signal);
    if (this.#state.name === 'done' || signal?.aborted) return;
    this.#flight ??= this.#start('loadAll', (generation, left) => this.#readAll(read, generation, left));
    const flight = this.#flight;
    await this.#landed(signal);
    await flight.end;
  }

  /**
   * Reads again to the depth that is shown (to the end where the end was shown), then swaps in one step. Only a fresh answer is asked of
   * the service even where someone holds it already, or where nothing is shown. A signal that is aborted beforehand changes nothing.
   */
  async refresh(signal?: AbortSignal, isFresh = false): Promise<void> {
    if (signal?.aborted) return;
    const isReading = this.#flight !== undefined;
    if (!this.hasStarted && !isReading && !isFresh) {
      this.#state = { name: 'idle' };
      return;
    }
    this.abort();
    const wasComplete = this.#shown.isComplete;
    const depth = this.#shown.jobs.length + (isReading ? 1 : 0);
    this.#replaceBy((walk) => !wasComplete && walk.jobs.length >= depth, isFresh);
    this.#flight = this.#start('refresh', (generation, left) => this.#read(generation, left));
    await this.#landed(signal);
  }

  /** Stands where the pager of another query stood, with the jobs that it showed, until a {@link refresh}; only before anything was read. */
  standFor(other: JobPager): void {
    if (this.hasStarted || this.#flight !== undefined) return;
    this.#shown = other.#shown;
    this.#rest();
  }

  /** Shows what another pager of the same query has read from the start, if that is all; else why it is not, to be tried again. */
  takeOver(other: JobPager): void {
    if (!other.isComplete && other.state.name !== 'failed') return;
    this.abort();
    if (other.isComplete) this.#shown = other.#shown;
    else this.#replaceBy(() => false);
    this.#state = other.state;
  }

  /** Is complete at once where someone holds the whole answer already: a read under way ends, unless it is a refresh. */
  finishFromKnown(): void {
    if (this.isComplete || this.#flight?.purpose === 'refresh') return;
    const answer = this.#options.knownAnswer?.();
    if (answer === undefined) return;
    this.abort();
    this.#shown.finishWith(answer);
    this.#settle();
  }

  /** Shows the answer as it is known now, in the place of an older one; false where it is not known. */
  renewFromKnown(): boolean {
    const answer = this.#flight === undefined ? this.#options.knownAnswer?.() : undefined;
    if (answer === undefined) return false;
    this.#replaceBy(() => false).finishWith(answer);
    this.#settle();
    return true;
  }

  /** Takes a job that has come to belong here since it was read: it follows what is shown. Before a first page it is let go. */
  admit(job: BackupJob): void {
    if (this.hasStarted) this.#shown.admit([job]);
    this.#replacement?.walk.admit([job]);
  }

  /** Ends a read that is under way; its page is dropped even if it still arrives. */
  abort(): void {
    this.#generation++;
    this.#flight?.abort();
    this.#flight = undefined;
    if (this.#state.name === 'loading' || this.#replacement !== undefined) this.#rest();
    this.#replacement = undefined;
  }

  /** Waits for the read under way and for the refresh that may have taken its place. */
  async #landed(signal: AbortSignal | undefined): Promise<void> {
    while (this.#flight !== undefined && !signal?.aborted) await this.#flight.join(signal);
  }

  #start(
    purpose: SharedFlight['purpose'],
    read: (generation: number, signal: AbortSignal) => Promise<void>,
  ): SharedFlight {
    const generation = ++this.#generation;
    this.#state = { name: 'loading' };
    const flight = new SharedFlight(
      purpose,
      async (signal) => {
        await read(generation, signal);
        if (generation !== this.#generation) return;
        this.#flight = undefined;
        if (this.isComplete) this.#options.onComplete?.();
        // A fresh answer was asked of the service, page by page, though the whole one is known.
        else if (this.#state.name === 'idle') this.finishFromKnown();
      },
      () => {
        if (this.#flight !== flight) return;
        if (purpose === 'loadAll') flight.abort();
        else this.abort();
      },
    );
    return flight;
  }

  async #readAll(read: ReadAll, generation: number, signal: AbortSignal): Promise<void> {
    const walk = this.#shown;
    // Also while it ends: who has handed a job over does not do so again.
    const take = (listed: readonly BackupJob[]) => {
      if (walk !== this.#shown) return;
      this.#isSweptInPart = true;
      const jobs = withinBounds(this.query, listed);
      walk.admit(jobs);
      this.#options.onPage?.(jobs);
    };
    // What is shown stays, and a walk that was to take its place has nothing to add to the whole.
    this.#replacement = undefined;
    try {
      if (this.#takeKnownAnswer()) return this.#settle();
      do {
        if (!this.#isOfBounds(walk)) this.#widen(walk);
        await read(take, signal);
        if (generation !== this.#generation) return;
        await this.#checkBounds(walk, signal);
        if (generation !== this.#generation) return;
      } while (!this.#isOfBounds(walk));
      this.#shown.finishWith([]);
      this.#settle();
    } catch (error) {
      if (generation !== this.#generation) return;
      const failure = failureOf(error);
      if (failure.kind === 'aborted' && signal.aborted) this.#rest();
      else this.#state = { name: 'failed', failure };
    }
  }

  async #read(generation: number, signal: AbortSignal, withinMs?: number): Promise<void> {
    if (this.#tokenIsUseless) this.#startAgain();
    let fruitlessPages = 0;
    let mayStartAgain = true;
    while (!this.#takeKnownAnswer()) {
      const walk = this.#replacement?.walk ?? this.#shown;
      walk.overlapMs ??= this.#bounds.overlapMs;
      const asked = askedQuery(this.query, walk.overlapMs);
      let page: JobPage;
      try {
        page = await this.#options.source.listBackupJobs(asked, {
          maxResults: this.#options.pageSize,
          nextToken: walk.nextToken,
          withinMs,
          signal,
        });
        this.#bounds.learn(asked, page.jobs);
        if (page.nextToken === undefined) await this.#checkBounds(walk, signal, page.jobs);
      } catch (error) {
        if (generation !== this.#generation) return;
        const failure = failureOf(error);
        if (failure.kind === 'invalidParameter' && walk.nextToken !== undefined && mayStartAgain) {
          mayStartAgain = false;
          this.#startAgain();
          continue;
        }
        if (failure.kind === 'aborted' && signal.aborted) return this.#rest();
        this.#state = { name: 'failed', failure };
        return;
      }
      if (generation !== this.#generation) return;
      if (!this.#isOfBounds(walk)) {
        this.#startAgain();
        continue;
      }
      const jobs = withinBounds(this.query, page.jobs);
      const outcome = walk.addPage({ ...page, jobs });
      this.#options.onPage?.(jobs);
      if (outcome === 'repeatedToken') {
        this.#tokenIsUseless = true;
        this.#state = { name: 'failed', failure: repeatedToken };
        return;
      }
      const isEnough =
        this.#replacement === undefined ? outcome.newJobs > 0 : this.#replacement.isDeepEnough(walk);
      if (isEnough || walk.isComplete) return this.#settle();
      fruitlessPages = outcome.newJobs > 0 ? 0 : fruitlessPages + 1;
      if (fruitlessPages >= (this.#options.fruitlessPagesLimit ?? defaultFruitlessPagesLimit)) {
        this.#settleEarly();
        this.#state = { name: 'idle', fruitlessPages };
        return;
      }
    }
    this.#settle();
  }

  /** Whether a walk asks for all that is needed to be sure of the query's jobs. */
  #isOfBounds(walk: JobWalk): boolean {
    const { createdAfter, createdBefore } = this.query;
    const isBounded = createdAfter !== undefined || createdBefore !== undefined;
    return !isBounded || walk.overlapMs === this.#bounds.overlapMs;
  }

  /** Keeps what a walk has read, and asks for enough from now on: its token belongs to what was asked before. */
  #widen(walk: JobWalk): void {
    walk.overlapMs = this.#bounds.overlapMs;
    this.#tokenIsUseless = true;
  }

  async #checkBounds(walk: JobWalk, signal: AbortSignal, lastPage: readonly BackupJob[] = []): Promise<void> {
    if (this.query.createdBefore === undefined) return;
    const { listedElsewhere, source } = this.#options;
    const own = { query: this.query, jobs: [...lastPage, ...walk.jobs] };
    const listed = listedElsewhere === undefined ? [own] : [own, listedElsewhere()];
    await this.#bounds.check(this.query, listed, (probe) =>
      source.listBackupJobs(probe, { maxResults: 1000, signal }),
    );
  }

  #takeKnownAnswer(): boolean {
    const answer = this.#replacement?.isFresh ? undefined : this.#options.knownAnswer?.();
    if (answer === undefined) return false;
    (this.#replacement?.walk ?? this.#shown).finishWith(answer);
    return true;
  }

  /** A token that the service no longer takes ends its walk: a new one goes one page past what is shown. */
  #startAgain(): void {
    this.#tokenIsUseless = false;
    const replaced = this.#replacement;
    const depth = this.#shown.jobs.length + 1;
    this.#replaceBy(replaced?.isDeepEnough ?? ((walk) => walk.jobs.length >= depth), replaced?.isFresh);
  }

  #replaceBy(isDeepEnough: Replacement['isDeepEnough'], isFresh = false): JobWalk {
    const walk = new JobWalk();
    this.#replacement = { walk, isDeepEnough, isFresh };
    return walk;
  }

  #settle(): void {
    if (this.#replacement !== undefined) {
      this.#shown = this.#replacement.walk;
      this.#isSweptInPart = false;
    }
    this.#replacement = undefined;
    this.#tokenIsUseless = false;
    this.#rest();
  }

  /** A replacement that paused takes over only when it holds no less than what is shown. */
  #settleEarly(): void {
    if (this.#replacement !== undefined && this.#replacement.walk.jobs.length >= this.#shown.jobs.length)
      this.#settle();
  }

  #rest(): void {
    this.#state = { name: this.#shown.isComplete ? 'done' : 'idle' };
  }
}

const defaultFruitlessPagesLimit = 20;
