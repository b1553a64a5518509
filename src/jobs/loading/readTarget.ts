import type { BackupJob } from '../backupJob.js';
import type { JobPage } from '../jobSource.js';
import type { AnswerBounds } from './answerBounds.js';
import {
  completedWith,
  emptySnapshot,
  type JobSnapshot,
  type PageOrigin,
  withJobs,
  withPage,
} from './jobSnapshot.js';

/** An answer that is read from its start, to replace the one that is shown in one step. */
export class Draft {
  snapshot = emptySnapshot();

  constructor(
    /** The number of jobs to read; infinite for the complete answer. */
    readonly depth: number,
    /** Whether requests are made for all of it, even if a complete answer is known. */
    readonly isFresh: boolean,
    /** Whether it is read by a sweep, or page by page. */
    readonly isSwept: boolean,
  ) {}
}

/** What an operation reads into, and how far. */
export class ReadTarget {
  readonly #answer: { snapshot: JobSnapshot };
  readonly #options: ReadTargetOptions;
  readonly #origin: object;

  /** `answer` holds what is shown, or is a draft. */
  constructor(answer: { snapshot: JobSnapshot }, options: ReadTargetOptions) {
    this.#answer = answer;
    this.#options = options;
    this.#origin = answer.snapshot.jobs.origin;
  }

  get snapshot(): JobSnapshot {
    return this.#answer.snapshot;
  }

  /** What to request, and which of the listed jobs belong here. */
  get bounds(): AnswerBounds {
    return this.#options.bounds;
  }

  /** By how much the requests exceed the query, in milliseconds. */
  get overlapMs(): number {
    return this.snapshot.overlapMs ?? this.bounds.overlapMs;
  }

  get isShown(): boolean {
    return this.#options.isShown;
  }

  get isDeepEnough(): boolean {
    return this.isEnoughWith(0);
  }

  /** Whether this many more jobs are enough. */
  isEnoughWith(jobs: number): boolean {
    return this.snapshot.place === 'end' || this.snapshot.jobs.length + jobs >= this.#options.depth;
  }

  /** Adds the page of the snapshot's token. */
  takePage(page: JobPage, origin: PageOrigin): void {
    const jobs = this.bounds.within(page.jobs);
    this.#answer.snapshot = withPage(this.snapshot, { ...page, jobs }, origin);
    this.#options.onPage(jobs);
  }

  /**
   * Adds jobs of a sweep, also while it ends: it never yields a job twice. They are dropped if another answer
   * has replaced this one.
   */
  takeSwept(listed: readonly BackupJob[]): void {
    if (listed.length === 0 || this.snapshot.jobs.origin !== this.#origin) return;
    const jobs = this.bounds.within(listed);
    this.#answer.snapshot = { ...withJobs(this.snapshot, jobs), isSwept: true };
    this.#options.onPage(jobs);
  }

  /** Marks the answer as complete. */
  complete(): void {
    this.#answer.snapshot = completedWith(this.snapshot, { jobs: [], readAt: undefined });
  }

  /** Keeps what was read, and requests enough from now on: the page token belongs to the earlier request. */
  widen(): void {
    const { overlapMs } = this.bounds;
    this.#answer.snapshot = { ...this.snapshot, overlapMs, place: 'lost', nextToken: undefined };
  }
}

interface ReadTargetOptions {
  /** The number of jobs to read. */
  readonly depth: number;
  /** Whether the user sees arriving jobs at once. */
  readonly isShown: boolean;
  readonly bounds: AnswerBounds;
  /** Called with the jobs that have arrived, after they are added. */
  readonly onPage: (jobs: readonly BackupJob[]) => void;
}
