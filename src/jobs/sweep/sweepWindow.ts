import { type BackupJob, jobKey } from '../backupJob.js';
import type { JobPage } from '../jobSource.js';
import { timeOf } from '../timeOf.js';
import { noJobsBySlot, slotOf } from './dayProfile.js';
import { isIn, type TimeSpan } from './timeSpan.js';

/**
 * The result of a page: more pages follow, it was the last one, its token repeats an earlier one, or too many
 * pages in a row had no new jobs.
 */
export type WindowOutcome = 'more' | 'done' | 'repeatedToken' | 'noProgress';

/** A window of a sweep. It is read page by page and resumes at its token. */
export class SweepWindow {
  readonly #requiredKeys: Set<string>;
  /** The tokens and jobs of this window since it last started. */
  #sinceStart = { tokens: new Set<string>(), keys: new Set<string>() };
  #nextToken: string | undefined;
  #hasStartedAgain = false;
  #pagesWithoutProgress = 0;

  /** How the jobs of its pages are distributed in time, in epoch milliseconds. */
  readonly seen = {
    pages: 0,
    jobs: 0,
    /** The jobs that were created in the window. */
    ownJobs: 0,
    earliest: Number.POSITIVE_INFINITY,
    latest: Number.NEGATIVE_INFINITY,
    hasUndated: false,
    bySlot: noJobsBySlot(),
  };

  /**
   * `yieldedKeys` are the keys of all jobs that the sweep has yielded; all windows share this set.
   * `requiredKeys` are those of jobs that the service must list. `token` continues an earlier listing.
   */
  constructor(
    readonly span: TimeSpan,
    private readonly yieldedKeys: Set<string>,
    options: { readonly requiredKeys?: readonly string[]; readonly token?: string | undefined } = {},
  ) {
    this.#requiredKeys = new Set(options.requiredKeys);
    const { token } = options;
    if (token !== undefined) this.#sinceStart.tokens.add(token);
    this.#nextToken = token;
  }

  get nextToken(): string | undefined {
    return this.#nextToken;
  }

  /** Whether the window is a part of the query, not the whole. */
  get isBounded(): boolean {
    return this.span.from !== undefined || this.span.to !== undefined;
  }

  /** Whether jobs that the service must list are still missing. */
  get lacksJobs(): boolean {
    return this.#requiredKeys.size > 0;
  }

  /** Counts jobs of the window that were read elsewhere. */
  countListed(jobs: readonly BackupJob[]): void {
    for (const job of jobs) this.#see(timeOf(job, 'CreationDate'));
  }

  /**
   * Takes the page of the token. Returns the jobs that no window has yielded yet, even those outside this
   * window, because the service may compare times differently.
   */
  take(page: JobPage): { readonly jobs: readonly BackupJob[]; readonly outcome: WindowOutcome } {
    this.seen.pages++;
    const keys = page.jobs.map(jobKey);
    for (const [place, job] of page.jobs.entries()) {
      const time = timeOf(job, 'CreationDate');
      this.#see(time);
      this.#requiredKeys.delete(keys[place] ?? '');
      if (isIn(this.span, time)) this.seen.ownJobs++;
    }
    const jobs = page.jobs.filter((_, place) => this.#isNew(keys[place] ?? ''));
    return { jobs, outcome: this.#advance(keys, page.nextToken) };
  }

  /** Starts again, because the token is not usable. Returns false if this was already tried in vain. */
  startAgain(): boolean {
    if (this.#hasStartedAgain) return false;
    this.#hasStartedAgain = true;
    this.#sinceStart = { tokens: new Set(), keys: new Set() };
    this.#nextToken = undefined;
    this.#pagesWithoutProgress = 0;
    return true;
  }

  /** Allows new retries in a new run. */
  resetRetries(): void {
    this.#hasStartedAgain = false;
    this.#pagesWithoutProgress = 0;
  }

  #see(time: number): void {
    const { seen } = this;
    seen.jobs++;
    if (Number.isNaN(time)) {
      seen.hasUndated = true;
      return;
    }
    seen.earliest = Math.min(seen.earliest, time);
    seen.latest = Math.max(seen.latest, time);
    const slot = slotOf(time);
    seen.bySlot[slot] = (seen.bySlot[slot] ?? 0) + 1;
  }

  #advance(jobKeys: readonly string[], nextToken: string | undefined): WindowOutcome {
    if (nextToken === undefined) return 'done';
    const { tokens, keys } = this.#sinceStart;
    const before = keys.size;
    for (const key of jobKeys) keys.add(key);
    if (tokens.has(nextToken)) return 'repeatedToken';
    tokens.add(nextToken);
    this.#nextToken = nextToken;
    this.#pagesWithoutProgress = keys.size > before ? 0 : this.#pagesWithoutProgress + 1;
    return this.#pagesWithoutProgress >= maxPagesWithoutProgress ? 'noProgress' : 'more';
  }

  #isNew(key: string): boolean {
    const { size } = this.yieldedKeys;
    return this.yieldedKeys.add(key).size > size;
  }
}

/** In a row. High, because AWS may return many pages without new jobs for a selective filter. */
const maxPagesWithoutProgress = 100;
