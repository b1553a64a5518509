import * as l10n from '@vscode/l10n';
import { type BackupJob, jobKey } from '../backupJob.js';
import { timeIn } from '../jobFacts.js';
import type { JobFailure, JobPage } from '../jobSource.js';
import { noJobsBySlot, slotOf } from './dayProfile.js';
import { isIn, type TimeSpan } from './timeSpan.js';

/**
 * The result of a page: there are more, it was the last, its token leads to an earlier page, or too many
 * pages held nothing new.
 */
export type WindowOutcome = 'more' | 'done' | 'repeatedToken' | 'fruitless';

/** One of the windows of a sweep: it is read page by page, and resumes at its token. */
export class SweepWindow {
  readonly #awaited: Set<string>;
  /** What this window has met since it last started. */
  #met = { tokens: new Set<string>(), keys: new Set<string>() };
  #nextToken: string | undefined;
  #hasStartedAgain = false;
  #fruitless = 0;

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
   * `handedOn` has the keys of all jobs that the sweep has yielded, shared by its windows; `awaited` those of
   * jobs that the answer has to list; `token` continues a listing that others began.
   */
  constructor(
    readonly span: TimeSpan,
    private readonly handedOn: Set<string>,
    options: { readonly awaited?: readonly string[]; readonly token?: string | undefined } = {},
  ) {
    this.#awaited = new Set(options.awaited);
    const { token } = options;
    if (token !== undefined) this.#met.tokens.add(token);
    this.#nextToken = token;
  }

  get nextToken(): string | undefined {
    return this.#nextToken;
  }

  /** Whether it is less than the whole query. */
  get isBounded(): boolean {
    return this.span.from !== undefined || this.span.to !== undefined;
  }

  /** Whether jobs are still missing that the answer has to list. */
  get awaitsJobs(): boolean {
    return this.#awaited.size > 0;
  }

  /** Counts jobs of the window that were read elsewhere. */
  look(jobs: readonly BackupJob[]): void {
    for (const job of jobs) this.#see(timeIn(job.CreationDate));
  }

  /**
   * Takes the page of the token. Returns the jobs that no window has yielded yet, in whatever window they
   * belong: the service may compare times in its own way.
   */
  take(page: JobPage): { readonly jobs: readonly BackupJob[]; readonly outcome: WindowOutcome } {
    this.seen.pages++;
    const keys = page.jobs.map(jobKey);
    for (const [place, { CreationDate }] of page.jobs.entries()) {
      const time = timeIn(CreationDate);
      this.#see(time);
      this.#awaited.delete(keys[place] ?? '');
      if (isIn(this.span, time)) this.seen.ownJobs++;
    }
    const jobs = page.jobs.filter((_, place) => this.#isNew(keys[place] ?? ''));
    return { jobs, outcome: this.#walkOn(keys, page.nextToken) };
  }

  /** Starts again, because the token is not usable. False if that was tried already without success. */
  startAgain(): boolean {
    if (this.#hasStartedAgain) return false;
    this.#hasStartedAgain = true;
    this.#met = { tokens: new Set(), keys: new Set() };
    this.#nextToken = undefined;
    this.#fruitless = 0;
    return true;
  }

  resetRetries(): void {
    this.#hasStartedAgain = false;
    this.#fruitless = 0;
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

  #walkOn(jobKeys: readonly string[], nextToken: string | undefined): WindowOutcome {
    if (nextToken === undefined) return 'done';
    const { tokens, keys } = this.#met;
    const before = keys.size;
    for (const key of jobKeys) keys.add(key);
    if (tokens.has(nextToken)) return 'repeatedToken';
    tokens.add(nextToken);
    this.#nextToken = nextToken;
    this.#fruitless = keys.size > before ? 0 : this.#fruitless + 1;
    return this.#fruitless >= maxPagesWithoutProgress ? 'fruitless' : 'more';
  }

  #isNew(key: string): boolean {
    const { size } = this.handedOn;
    return this.handedOn.add(key).size > size;
  }
}

/** Pages in a row without a new job: with a selective filter, AWS may return many of them. */
const maxPagesWithoutProgress = 100;

/** The failure of a window that gets too many pages without new jobs. */
export const noProgressFailure: JobFailure = {
  kind: 'service',
  summary: l10n.t('Many pages in a row held no new jobs'),
  detail: l10n.t('Retry to continue from there.'),
  remedy: 'retry',
};
