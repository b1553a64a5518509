/**
 * Bounds what a sweep may cost: 1.5 times the requests of a plain walk of the same service, and 32. How many those are is not known
 * before the end, but at least as many as it takes to list the jobs seen so far in pages of the largest size seen.
 *
 * Until windows have proved to be worth their requests, there are so few of them that the plain walk can still take over. From then
 * on their cost bounds how finely the rest is cut.
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

  /** `jobsSeen` counts each job once; `pageSize` is what a request asks for. */
  constructor(pageSize: number, jobsSeen: () => number) {
    this.#pageSize = pageSize;
    this.#jobsSeen = jobsSeen;
  }

  /** Whether the windows have to read all, for it is too late to walk plainly. */
  get isCommitted(): boolean {
    return this.#isCommitted;
  }

  /** Whether any request for a window was ever answered. */
  get hasWindowAnswer(): boolean {
    return this.#windowAnswers > 0;
  }

  /** Jobs in a page, as far as is known. */
  get pageJobs(): number {
    return this.#largestPage === 0 ? this.#pageSize : this.#largestPage;
  }

  /** Whether one more request for a window leaves the plain walk affordable. */
  get allowsWindow(): boolean {
    // Later pages may be larger than those seen.
    const fewest = Math.max(
      this.#plainRequests,
      this.#jobsSeen() / Math.max(this.#pageSize, this.#largestPage),
    );
    return this.#isCommitted || this.#windowRequests + 2 <= fewest / 2 + extraRequests;
  }

  /**
   * Whether the pages of windows so far were at least half as full of jobs of those windows as a page can be, and will be with so
   * many pages more that bring nothing.
   */
  isWorthwhile(pagesMore: number): boolean {
    return this.#windowJobs / this.pageJobs >= (this.#windowAnswers + pagesMore) * minYield;
  }

  commit(): void {
    this.#isCommitted = true;
  }

  /** Whether `more` requests that may bring nothing new are affordable. */
  allows(more: number): boolean {
    const rereads = this.#jobsToReread / this.pageJobs;
    const requests = this.#plainRequests + this.#windowRequests + rereads + more;
    return requests <= (this.#jobsSeen() / this.pageJobs) * maxTimes + extraRequests - reserve;
  }

  ask(isWindow: boolean): void {
    this.#count(isWindow, 1);
  }

  /** A request that has failed says nothing of what windows cost. */
  fail(isWindow: boolean): void {
    this.#count(isWindow, -1);
  }

  /** Tells that so many jobs are to be listed again, for what has listed them is cut. */
  reread(jobs: number): void {
    this.#jobsToReread += jobs;
  }

  /** `jobs` is how many the page holds, of which so many are new; `windowJobs` how many were created in its window, if it is one's. */
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

/** Less than 1.5, for windows list the seconds next to them too, and how many jobs those hold cannot be foreseen. */
const maxTimes = 1.4;
const extraRequests = 32;
/** Requests that are kept for what cannot be foreseen, such as a page that ends a window and is empty. */
const reserve = 4;
const minYield = 0.5;
