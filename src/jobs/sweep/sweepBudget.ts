/**
 * Limits the requests of a sweep to 1.5 times those of a plain listing, plus 32. The length of a plain
 * listing is unknown until the end, but it needs at least the pages for the jobs seen so far, at the largest
 * page size seen.
 *
 * Until windows have proved to be worth their requests, there are so few of them that a plain listing can
 * still replace them. After that, their cost limits how finely the rest is cut.
 */
export class SweepBudget {
  readonly #jobsSeen: () => number;
  readonly #pageSize: number;
  #largestPage = 0;
  #plainRequests = 0;
  #windowRequests = 0;
  #windowResponses = 0;
  #jobsInWindows = 0;
  #newInWindows = 0;
  #foreignInWindows = 0;
  #jobsToReread = 0;
  #isCommitted = false;

  /** `jobsSeen` counts each job once; `pageSize` is the number of jobs per request. */
  constructor(pageSize: number, jobsSeen: () => number) {
    this.#pageSize = pageSize;
    this.#jobsSeen = jobsSeen;
  }

  /** Whether windows must read everything, because a plain listing has become too expensive. */
  get isCommitted(): boolean {
    return this.#isCommitted;
  }

  /** Whether any request for a window has succeeded. */
  get hasWindowResponse(): boolean {
    return this.#windowResponses > 0;
  }

  /** The size of the largest page so far; before the first page, the requested size. */
  get pageJobs(): number {
    return this.#largestPage === 0 ? this.#pageSize : this.#largestPage;
  }

  /** Whether a plain listing is still affordable after one more request for a window. */
  get allowsWindow(): boolean {
    // Later pages may be larger than those seen.
    const fewest = Math.max(
      this.#plainRequests,
      this.#jobsSeen() / Math.max(this.#pageSize, this.#largestPage),
    );
    return this.#isCommitted || this.#windowRequests + 2 <= fewest / 2 + extraRequests;
  }

  /**
   * Whether, on average, enough of each page of a window has been new jobs, even after `pagesMore` further
   * pages without any. Jobs that are read again do not count. If windows list many jobs of others, the bounds
   * of the service are coarse, and small windows where there are many jobs would list them again and again.
   */
  isWorthwhile(pagesMore: number): boolean {
    const isCoarse = this.#foreignInWindows > this.#jobsInWindows * maxForeign;
    const pages = (this.#windowResponses + pagesMore) * (isCoarse ? minYieldIfCoarse : minYield);
    return this.#newInWindows / this.pageJobs >= pages;
  }

  /** Decides that windows read everything. */
  commit(): void {
    this.#isCommitted = true;
  }

  /** Whether `more` requests that may return nothing new are affordable. */
  allows(more: number): boolean {
    const rereads = this.#jobsToReread / this.pageJobs;
    const requests = this.#plainRequests + this.#windowRequests + rereads + more;
    return requests <= (this.#jobsSeen() / this.pageJobs) * maxTimes + extraRequests - reserve;
  }

  /** Counts a request. */
  ask(isWindow: boolean): void {
    this.#count(isWindow, 1);
  }

  /** Removes a failed request from the count, because it says nothing about the cost of windows. */
  fail(isWindow: boolean): void {
    this.#count(isWindow, -1);
  }

  /** Reports that this many jobs will be listed again, because their window is cut. */
  reread(jobs: number): void {
    this.#jobsToReread += jobs;
  }

  /**
   * Counts a page with this many jobs, and how many of them are new; of the page of a window also how many
   * were created in it.
   */
  addResponse(jobs: number, newJobs: number, ownJobs: number | undefined): void {
    this.#largestPage = Math.max(this.#largestPage, jobs);
    if (ownJobs === undefined) return;
    this.#windowResponses++;
    this.#jobsInWindows += jobs;
    this.#newInWindows += newJobs;
    this.#foreignInWindows += jobs - ownJobs;
    this.#jobsToReread = Math.max(0, this.#jobsToReread - (jobs - newJobs));
  }

  #count(isWindow: boolean, requests: number): void {
    if (isWindow) this.#windowRequests += requests;
    else this.#plainRequests += requests;
  }
}

/**
 * Less than 1.5, because windows also list the seconds next to them, with an unpredictable number of jobs.
 */
const maxTimes = 1.4;
const extraRequests = 32;
/** Requests in reserve for the unpredictable, such as an empty last page of a window. */
const reserve = 4;
/** The minimum share of new jobs in the pages of windows. */
const minYield = 0.6;
const minYieldIfCoarse = 0.75;
/** The maximum share of foreign jobs in windows with exact bounds, or bounds that are rounded to seconds. */
const maxForeign = 0.1;
