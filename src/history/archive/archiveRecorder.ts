import { fieldsOf } from '../../jobs/backupJob.js';
import type { JobQuery } from '../../jobs/jobQuery.js';
import { failureOf, type JobFailure, type JobPage } from '../../jobs/jobSource.js';
import { listedMs } from '../../jobs/listedPeriod.js';
import { packedJobsOf } from '../../jobs/packed/packedJobsOf.js';
import { timeOf } from '../../jobs/timeOf.js';
import type { CoveredSpan, CoverTime, ListedJobs } from '../store/historyTypes.js';
import { storeFailureIn } from './archiveFailure.js';
import type { ArchiveStore } from './archiveStore.js';
import { skewMs } from './clockSkew.js';
import type { CoveredAccounts } from './completeReads.js';
import type { OwnAccount } from './ownAccount.js';

/** A page that AWS Backup has listed. */
export interface ListedPage extends Pick<JobPage, 'jobs'> {
  readonly region: string;
  readonly query: JobQuery;
  /** When its request started by the clock of AWS Backup, in epoch milliseconds. */
  readonly asOf: number;
}

/** Options of {@link ArchiveRecorder}. */
export interface ArchiveRecorderOptions {
  readonly store: ArchiveStore;
  readonly account: OwnAccount;
  /** The clock of AWS Backup, in epoch milliseconds. */
  readonly now: () => number;
  /** Ends a request for the account. */
  readonly signal: AbortSignal;
  /** Whether jobs are stored; read again for each page. */
  readonly isKept: () => boolean;
  /** Called when storing begins to fail, and with undefined when it works again. */
  readonly onProblem: (problem: JobFailure | undefined) => void;
  /** Called when more times are covered. */
  readonly onCovered: () => void;
}

/**
 * Stores the pages that AWS Backup lists, in their order; those that arrive while others are stored follow
 * together. A failure to store fails no read.
 */
export class ArchiveRecorder {
  readonly #options: ArchiveRecorderOptions;
  #last: Promise<void> = Promise.resolve();
  /** The pages that are stored next. */
  #pages: ListedPage[] = [];
  /** How many pages have not been stored. */
  #waiting = 0;
  /** Reads that began before this time may have pages that were not stored. */
  #lostUntil = Number.NEGATIVE_INFINITY;
  #problem: JobFailure | undefined;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  /** When the last page was requested on which jobs name the own account, by region. */
  readonly #namedAt = new Map<string, number>();
  /** By region. */
  readonly #longListed = new Map<string, number>();

  constructor(options: ArchiveRecorderOptions) {
    this.#options = options;
  }

  /**
   * Takes a page. Resolves at once while few pages are waiting, otherwise when the page has been stored, so
   * that a fast read does not fill the memory. Never rejects.
   */
  async take(page: ListedPage): Promise<void> {
    const { account, isKept } = this.#options;
    if (account.learn(page.query, page.jobs)) this.#namedAt.set(page.region, page.asOf);
    if (!isKept() || this.#contradictsClock(page)) this.#lost();
    if (!isKept()) return;
    if (page.jobs.length === 0) return;
    this.#waiting++;
    this.#pages.push(page);
    const stored = this.#enqueue(() => this.#putNext()).finally(() => {
      this.#waiting--;
    });
    if (this.#waiting > maxWaiting) await stored;
  }

  /**
   * Notes that all jobs of these accounts that AWS Backup lists in a region have been read, the first of them
   * at a time. Ignored if a page of such a read may not have been stored.
   */
  noteCompleteRead(region: string, accounts: CoveredAccounts, readAt: number): void {
    this.noteCovered(region, { from: readAt - listedMs, to: readAt }, readAt, accounts);
  }

  /**
   * Notes that all jobs of these accounts that were created in a region in a time have been read. Times are
   * in epoch milliseconds. The last minutes do not count, and neither does what AWS Backup may have stopped
   * listing until now: the clocks may differ.
   */
  noteCovered(
    region: string,
    { from, to }: Pick<CoveredSpan, 'from' | 'to'>,
    readAt: number,
    accounts: CoveredAccounts = 'own',
  ): void {
    const time = coverTime(this.#options.now());
    void this.#enqueue(async () => {
      if (readAt <= this.#lostUntil) return 'leftOut';
      const { account, onCovered, signal, store } = this.#options;
      // A read without jobs may have been signed by the keys of another account.
      const isNamed = (this.#namedAt.get(region) ?? Number.NEGATIVE_INFINITY) >= readAt;
      const own = isNamed ? account.read(signal) : account.confirm(signal);
      // Without jobs, and without STS, nothing names it.
      const accountId = await own.catch(() => undefined);
      if (accountId === undefined) return 'leftOut';
      const span = { from: Math.max(from, time.listedFrom), to: Math.min(to, readAt - skewMs) };
      const spans = [{ ...(accounts === 'own' && { accountId }), region, ...span }];
      await store.run('cover', { spans, time });
      await store.tidy();
      onCovered();
      return 'stored';
    });
  }

  /** How many stored pages of a region had jobs that AWS Backup lists for longer than is documented. */
  longListed(region: string): number {
    return this.#longListed.get(region) ?? 0;
  }

  /** Whether every page is stored that was requested since a time, in epoch milliseconds. */
  hasStored(since: number): boolean {
    return this.#waiting === 0 && since > this.#lostUntil;
  }

  /**
   * Waits until everything is stored that was taken so far. Resolves to why something was not; undefined if
   * all of it is stored.
   */
  async drain(): Promise<JobFailure | undefined> {
    await this.#last;
    return this.#problem;
  }

  #enqueue(work: () => Promise<'leftOut' | 'stored'>): Promise<void> {
    this.#last = this.#last.then(async () => {
      try {
        if ((await work()) === 'stored') this.#report(undefined);
      } catch (error) {
        this.#lost();
        // The next pages are stored in the new file.
        const isDeleted = storeFailureIn(error)?.kind === 'replaced';
        if (!isDeleted) this.#report(failureOf(error));
      }
    });
    return this.#last;
  }

  /** Stores the pages that are waiting, up to a few: an earlier call may have stored them. */
  async #putNext(): Promise<'leftOut' | 'stored'> {
    const { account, now, signal, store } = this.#options;
    const pages = this.#pages.splice(0, maxPagesAtOnce);
    if (pages.length === 0) return 'leftOut';
    // While storing fails, not every page of a long read tries again.
    if (now() < this.#pausedUntil) {
      this.#lost();
      return 'leftOut';
    }
    try {
      // The name of the file contains it.
      await account.read(signal);
      await this.#send(pages.map(handedOver));
      for (const { asOf, jobs, region } of pages)
        if (jobs.some((job) => timeOf(job, 'CreationDate') < asOf - listedMs))
          this.#longListed.set(region, this.longListed(region) + 1);
      await store.tidy();
      return 'stored';
    } catch (error) {
      this.#pausedUntil = now() + pauseMs;
      throw error;
    }
  }

  /** Whether a job was created in the future: then the clock is behind, and proves nothing. */
  #contradictsClock({ jobs }: ListedPage): boolean {
    const latest = this.#options.now() + skewMs;
    return jobs.some((job) => timeOf(job, 'CreationDate') > latest);
  }

  /** Tries again once if another window has deleted the history meanwhile, or if it has just crashed. */
  async #send(pages: readonly ListedJobs[]): Promise<void> {
    const { store } = this.#options;
    // Another machine may have stored it.
    const now = this.#options.now() + skewMs;
    try {
      await store.run('putListed', { pages, now });
    } catch (error) {
      const kind = storeFailureIn(error)?.kind;
      if (kind !== 'crashed' && kind !== 'damaged' && kind !== 'replaced') throw error;
      // What was stored before may be gone.
      this.#lost();
      await store.run('putListed', { pages, now });
    }
  }

  #lost(): void {
    this.#lostUntil = this.#options.now();
  }

  #report(problem: JobFailure | undefined): void {
    if (problem === undefined && this.#problem === undefined) return;
    this.#problem = problem;
    this.#options.onProblem(problem);
  }
}

/** What the worker gets of a page. */
function handedOver({ asOf, jobs, region }: ListedPage): ListedJobs {
  return { jobs: packedJobsOf(jobs) ?? jobs.map(fieldsOf), region, asOf };
}

/** The time at which AWS Backup has listed jobs. The clocks may differ. */
export function coverTime(now: number): CoverTime {
  return { now, listedFrom: now - listedMs + skewMs };
}

const maxPagesAtOnce = 5;
/** In pages. */
const maxWaiting = 50;
const pauseMs = 10_000;
