/**
 * Limits the cost of a sweep to 1.5 times the requests of a plain listing of the same service, plus 32. How
 * many those are is unknown until the end, but at least what the jobs seen so far need in pages of the
 * largest size seen.
 *
 * Until windows have proved to be worth their requests, there are so few of them that a plain listing can
 * still take over. After that, their cost limits how finely the rest is cut.
 */
export class SweepBudget {
  readonly #jobsSeen: () => number;
  readonly #pageSize: number;
  #largestPage = 0;
  #plainRequests = 0;
  #windowRequests = 0;
  #windowAnswers = 0;
  #windowJobs = 0;
  #jobsToReread = 0;
  #isCommitted = false;

  /** `jobsSeen` counts each job once; `pageSize` is the number of jobs per request. */
  constructor(pageSize: number, jobsSeen: () => number) {
    this.#pageSize = pageSize;
    this.#jobsSeen = jobsSeen;
  }

  /** Whether windows have to read everything, because it is too late for a plain listing. */
  get isCommitted(): boolean {
    return this.#isCommitted;
  }

  /** Whether a request for a window was ever answered. */
  get hasWindowAnswer(): boolean {
    return this.#windowAnswers > 0;
  }

  /** The number of jobs in a page, as far as is known. */
  get pageJobs(): number {
    return this.#largestPage === 0 ? this.#pageSize : this.#largestPage;
  }

  /** Whether a plain listing stays affordable after one more request for a window. */
  get allowsWindow(): boolean {
    // Later pages may be larger than those seen.
    const fewest = Math.max(
      this.#plainRequests,
      this.#jobsSeen() / Math.max(this.#pageSize, this.#largestPage),
    );
    return this.#isCommitted || this.#windowRequests + 2 <= fewest / 2 + extraRequests;
  }

  /**
   * Whether the pages of windows were at least half filled with jobs of their windows, and stay so after
   * `pagesMore` pages without new jobs.
   */
  isWorthwhile(pagesMore: number): boolean {
    return this.#windowJobs / this.pageJobs >= (this.#windowAnswers + pagesMore) * minYield;
  }

  commit(): void {
    this.#isCommitted = true;
  }

  /** Whether `more` requests that may return nothing new are affordable. */
  allows(more: number): boolean {
    const rereads = this.#jobsToReread / this.pageJobs;
    const requests = this.#plainRequests + this.#windowRequests + rereads + more;
    return requests <= (this.#jobsSeen() / this.pageJobs) * maxTimes + extraRequests - reserve;
  }

  ask(isWindow: boolean): void {
    this.#count(isWindow, 1);
  }

  /** A failed request says nothing about the cost of windows. */
  fail(isWindow: boolean): void {
    this.#count(isWindow, -1);
  }

  /** Reports that so many jobs will be listed again, because their window is cut. */
  reread(jobs: number): void {
    this.#jobsToReread += jobs;
  }

  /**
   * `jobs` is the number of jobs on the page, `newJobs` how many are new, and `windowJobs` how many were
   * created in its window, if it is the page of one.
   */
  answer({
    jobs,
    newJobs,
    windowJobs,
  }: {
    jobs: number;
    newJobs: number;
    windowJobs?: number | undefined;
  }): void {
    this.#largestPage = Math.max(this.#largestPage, jobs);
    if (windowJobs === undefined) return;
    this.#windowAnswers++;
    this.#windowJobs += windowJobs;
    this.#jobsToReread = Math.max(0, this.#jobsToReread - (jobs - newJobs));
  }

  #count(isWindow: boolean, requests: number): void {
    if (isWindow) this.#windowRequests += requests;
    else this.#plainRequests += requests;
  }
}

/**
 * Less than 1.5: windows also list the seconds next to them, and the number of jobs in those is
 * unpredictable.
 */
const maxTimes = 1.4;
const extraRequests = 32;
/** Requests in reserve for the unpredictable, such as an empty last page of a window. */
const reserve = 4;
const minYield = 0.5;
