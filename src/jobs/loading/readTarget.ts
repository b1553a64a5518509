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

/** What an operation reads onto: the snapshot that is shown, or a draft. */
export interface Place {
  /** Jobs after which it is long enough. */
  readonly depth: number;
  /** Whether someone sees what arrives at once. */
  readonly isShown: boolean;
  readonly read: () => JobSnapshot;
  readonly write: (snapshot: JobSnapshot) => void;
  readonly bounds: AnswerBounds;
  /** Called with what has arrived, once it is written. */
  readonly onPage: (jobs: readonly BackupJob[]) => void;
}

/** What was read of an answer, and how far it is to be read. */
export class ReadTarget {
  readonly #place: Place;
  readonly #origin: object;

  constructor(place: Place) {
    this.#place = place;
    this.#origin = place.read().jobs.origin;
  }

  get snapshot(): JobSnapshot {
    return this.#place.read();
  }

  /** What the service is asked for, and what of it belongs here. */
  get bounds(): AnswerBounds {
    return this.#place.bounds;
  }

  /** How much more than the query is asked for, in milliseconds. */
  get overlapMs(): number {
    return this.snapshot.overlapMs ?? this.bounds.overlapMs;
  }

  get isShown(): boolean {
    return this.#place.isShown;
  }

  get isDeepEnough(): boolean {
    return this.isEnoughWith(0);
  }

  /** Whether so many jobs more are enough. */
  isEnoughWith(jobs: number): boolean {
    return this.snapshot.place === 'end' || this.snapshot.jobs.length + jobs >= this.#place.depth;
  }

  /** Takes the page that the snapshot's token led to. */
  takePage(page: JobPage, origin: PageOrigin): void {
    const jobs = this.bounds.within(page.jobs);
    this.#place.write(withPage(this.snapshot, { ...page, jobs }, origin));
    this.#place.onPage(jobs);
  }

  /** Takes jobs of a sweep, also while it ends: it hands none over twice. They are dropped where another answer has taken the place. */
  takeSwept(listed: readonly BackupJob[]): void {
    if (listed.length === 0 || this.snapshot.jobs.origin !== this.#origin) return;
    const jobs = this.bounds.within(listed);
    this.#place.write({ ...withJobs(this.snapshot, jobs), isSwept: true });
    this.#place.onPage(jobs);
  }

  /** Nothing is left to read. */
  complete(): void {
    this.#place.write(completedWith(this.snapshot, { jobs: [], readAt: undefined }));
  }

  /** Keeps what was read, and asks for enough from now on: the page token belongs to what was asked before. */
  widen(): void {
    const { overlapMs } = this.bounds;
    this.#place.write({ ...this.snapshot, overlapMs, place: 'lost', nextToken: undefined });
  }
}
