import type { BackupJob } from '../backupJob.js';
import type { JobPage } from '../jobSource.js';
import {
  completedWith,
  emptySnapshot,
  type JobSnapshot,
  type PageOrigin,
  withJobs,
  withPage,
} from './jobSnapshot.js';
import type { ResultBounds } from './resultBounds.js';

/** A result that a refresh reads from its start. It replaces the shown result in one step. */
export class Draft {
  snapshot = emptySnapshot();

  constructor(
    /** The number of jobs to read; infinite for the complete result. */
    readonly depth: number,
    /** Whether to request all of it, even if a complete result is known. */
    readonly isFresh: boolean,
    /** Whether a sweep reads it, rather than page after page. */
    readonly isSwept: boolean,
  ) {}
}

/** The result that an operation reads into, and how far it reads. */
export class ReadTarget {
  readonly #held: { snapshot: JobSnapshot };
  readonly #options: ReadTargetOptions;
  readonly #origin: object;

  /** `held` is the shown result or a draft. */
  constructor(held: { snapshot: JobSnapshot }, options: ReadTargetOptions) {
    this.#held = held;
    this.#options = options;
    this.#origin = held.snapshot.jobs.origin;
  }

  get snapshot(): JobSnapshot {
    return this.#held.snapshot;
  }

  /** The time range to request, and which of the listed jobs are within the query. */
  get bounds(): ResultBounds {
    return this.#options.bounds;
  }

  /** By how much the requests widen the time range, in milliseconds. */
  get overlapMs(): number {
    return this.snapshot.overlapMs ?? this.bounds.overlapMs;
  }

  /** Whether the user sees arriving jobs at once. */
  get isShown(): boolean {
    return this.#options.isShown;
  }

  /** Whether enough jobs have been read. */
  get isDeepEnough(): boolean {
    return this.isEnoughWith(0);
  }

  /** Whether this many more jobs are enough. */
  isEnoughWith(jobs: number): boolean {
    return this.snapshot.place === 'end' || this.snapshot.jobs.length + jobs >= this.#options.depth;
  }

  /** Adds the page that the snapshot's token requested. */
  takePage(page: JobPage, origin: PageOrigin): void {
    const jobs = this.bounds.within(page.jobs);
    this.#held.snapshot = withPage(this.snapshot, { ...page, jobs }, origin);
    this.#options.onPage(jobs);
  }

  /**
   * Adds jobs of a sweep, even while the operation ends, because a sweep does not yield a job again. Drops
   * them if another result has replaced this one.
   */
  takeSwept(listed: readonly BackupJob[]): void {
    if (listed.length === 0 || this.snapshot.jobs.origin !== this.#origin) return;
    const jobs = this.bounds.within(listed);
    this.#held.snapshot = { ...withJobs(this.snapshot, jobs), isSwept: true };
    this.#options.onPage(jobs);
  }

  /** Marks the result as complete. */
  complete(): void {
    this.#held.snapshot = completedWith(this.snapshot, { jobs: [], readAt: undefined });
  }

  /**
   * Widens all further requests. Keeps the jobs, but not the page token, which belongs to the narrower
   * request.
   */
  widen(): void {
    const { overlapMs } = this.bounds;
    this.#held.snapshot = { ...this.snapshot, overlapMs, place: 'lost', nextToken: undefined };
  }
}

interface ReadTargetOptions {
  /** The number of jobs to read. */
  readonly depth: number;
  /** Whether the user sees arriving jobs at once. */
  readonly isShown: boolean;
  readonly bounds: ResultBounds;
  /** Called with the jobs that have arrived, after they are added. */
  readonly onPage: (jobs: readonly BackupJob[]) => void;
}
