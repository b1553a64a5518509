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

/** An answer that is read from its start, to take the place of the one that is shown in one step. */
export class Draft {
  snapshot = emptySnapshot();

  constructor(
    /** Jobs after which it is long enough; infinite where it is to be the whole answer. */
    readonly depth: number,
    /** Whether all of it is asked of the service, whatever is known already. */
    readonly isFresh: boolean,
    /** Whether a sweep reads it: else page by page. */
    readonly isSwept: boolean,
  ) {}
}

/** What an operation reads onto, and how far it is to read. */
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

  /** What the service is asked for, and what of it belongs here. */
  get bounds(): AnswerBounds {
    return this.#options.bounds;
  }

  /** How much more than the query is asked for, in milliseconds. */
  get overlapMs(): number {
    return this.snapshot.overlapMs ?? this.bounds.overlapMs;
  }

  get isShown(): boolean {
    return this.#options.isShown;
  }

  get isDeepEnough(): boolean {
    return this.isEnoughWith(0);
  }

  /** Whether so many jobs more are enough. */
  isEnoughWith(jobs: number): boolean {
    return this.snapshot.place === 'end' || this.snapshot.jobs.length + jobs >= this.#options.depth;
  }

  /** Takes the page that the snapshot's token led to. */
  takePage(page: JobPage, origin: PageOrigin): void {
    const jobs = this.bounds.within(page.jobs);
    this.#answer.snapshot = withPage(this.snapshot, { ...page, jobs }, origin);
    this.#options.onPage(jobs);
  }

  /** Takes jobs of a sweep, also while it ends: it hands none over twice. They are dropped where another answer has taken the place. */
  takeSwept(listed: readonly BackupJob[]): void {
    if (listed.length === 0 || this.snapshot.jobs.origin !== this.#origin) return;
    const jobs = this.bounds.within(listed);
    this.#answer.snapshot = { ...withJobs(this.snapshot, jobs), isSwept: true };
    this.#options.onPage(jobs);
  }

  /** Nothing is left to read. */
  complete(): void {
    this.#answer.snapshot = completedWith(this.snapshot, { jobs: [], readAt: undefined });
  }

  /** Keeps what was read, and asks for enough from now on: the page token belongs to what was asked before. */
  widen(): void {
    const { overlapMs } = this.bounds;
    this.#answer.snapshot = { ...this.snapshot, overlapMs, place: 'lost', nextToken: undefined };
  }
}

interface ReadTargetOptions {
  /** Jobs after which it is long enough. */
  readonly depth: number;
  /** Whether someone sees what arrives at once. */
  readonly isShown: boolean;
  readonly bounds: AnswerBounds;
  /** Called with what has arrived, once it is there. */
  readonly onPage: (jobs: readonly BackupJob[]) => void;
}
