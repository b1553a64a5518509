import type { BackupJob } from '../backupJob.js';
import type { JobFailure } from '../jobSource.js';
import type { AnswerBounds } from './answerBounds.js';
import { completedWith, emptySnapshot, type JobSnapshot, type KnownAnswer, withJobs } from './jobSnapshot.js';
import { Draft, ReadTarget } from './readTarget.js';

/** The snapshot that is shown of an answer, and the draft that is to take its place. */
export class HeldAnswer {
  readonly #options: HeldAnswerOptions;
  #snapshot = emptySnapshot();
  #draft: Draft | undefined;
  /** The draft to go back to when the operation under way is aborted. */
  #draftBefore: Draft | undefined;
  #isStale = false;

  constructor(options: HeldAnswerOptions) {
    this.#options = options;
  }

  get snapshot(): JobSnapshot {
    return this.#snapshot;
  }

  /** Shows what was read on. What stands in the way of a draft does so until that takes the place of the snapshot. */
  set snapshot(snapshot: JobSnapshot) {
    const failure = this.#draft === undefined ? undefined : this.#snapshot.failure;
    this.#snapshot = { ...snapshot, failure };
  }

  get draft(): Draft | undefined {
    return this.#draft;
  }

  /** Whether the snapshot is to be replaced by something newer. */
  get isOutdated(): boolean {
    return this.#isStale || this.#draft !== undefined;
  }

  /** Every job that is held, those of drafts included. */
  *jobs(): Generator<BackupJob, void, undefined> {
    yield* this.#snapshot.jobs;
    for (const { snapshot } of this.#drafts()) yield* snapshot.jobs;
  }

  /** Begins an operation that reads onto a draft: a new one, that of an operation that has failed, or none. */
  begin(draft: Draft | undefined): void {
    this.#draftBefore = this.#draft;
    this.#draft = draft;
  }

  /** Ends an operation that was aborted: only what it has read onto the snapshot itself stays. */
  rollBack(): void {
    this.#draft = this.#draftBefore;
    this.#draftBefore = undefined;
  }

  /** Ends an operation that could not go on. What it has read onto a draft stays there for the next. */
  fail(failure: JobFailure): void {
    this.#draftBefore = undefined;
    this.#snapshot = { ...this.#snapshot, failure };
  }

  /**
   * Ends an operation that went well: the draft takes the place of the snapshot. One that has paused, after so many pages without
   * progress, does so only when it holds no less.
   */
  settle(pagesWithoutProgress?: number): void {
    const draft = this.#draft?.snapshot;
    const isShorter = draft !== undefined && draft.jobs.length < this.#snapshot.jobs.length;
    if (pagesWithoutProgress !== undefined && isShorter) {
      this.#draftBefore = undefined;
      this.#snapshot = { ...this.#snapshot, pagesWithoutProgress };
    } else this.#replace({ ...(draft ?? this.#snapshot), pagesWithoutProgress });
  }

  /**
   * Ends an operation that has brought the snapshot to its end. Where it is newer than a refresh that has failed, no draft of that is
   * needed any more.
   */
  settleShown(isNewer: boolean): void {
    if (isNewer || this.#draft === undefined) this.#replace(this.#snapshot);
    else this.#draftBefore = undefined;
  }

  /** Begins again from the first page, to what is to be read of the draft, else to one page more than is shown. */
  startAgain(): void {
    const { depth = this.#snapshot.jobs.length + 1, isFresh = false, isSwept = false } = this.#draft ?? {};
    this.#draft = new Draft(depth, isFresh, isSwept);
  }

  /** Takes a whole answer. Rows stay where they are, if they are not outdated. */
  adopt(answer: KnownAnswer): void {
    this.#replace(completedWith(this.isOutdated ? emptySnapshot() : this.#snapshot, answer));
    this.#isStale = false;
  }

  /** Takes jobs that have come to belong here since it was read: they follow what is shown. Before a first page they are dropped. */
  admit(jobs: readonly BackupJob[]): void {
    if (this.#snapshot.place !== 'start') this.#snapshot = withJobs(this.#snapshot, jobs);
    for (const draft of this.#drafts()) draft.snapshot = withJobs(draft.snapshot, jobs);
  }

  /** Shows what is known of another answer; its page token belongs to that one. */
  seedFrom(other: JobSnapshot): void {
    const place = other.place === 'middle' ? 'lost' : other.place;
    const { isSwept, readAt } = other;
    const empty = emptySnapshot();
    // A list of its own, for what reads the other one on knows it by its list.
    this.#snapshot = { ...empty, isSwept, jobs: empty.jobs.with(other.jobs), place, readAt };
  }

  /** Forgets everything. */
  clear(): void {
    this.#replace(emptySnapshot());
  }

  markStale(isStale: boolean): void {
    this.#isStale = isStale;
  }

  /** The draft, else the snapshot, to be read a page further. */
  target(): ReadTarget {
    const draft = this.#draft;
    if (draft === undefined) return this.shownTarget(this.#snapshot.jobs.length + 1);
    return new ReadTarget(draft, { ...this.#options, depth: draft.depth, isShown: false });
  }

  /** The snapshot, to be read on until it holds so many jobs. */
  shownTarget(depth: number): ReadTarget {
    return new ReadTarget(this, { ...this.#options, depth, isShown: true });
  }

  #replace(snapshot: JobSnapshot): void {
    this.#draft = undefined;
    this.#draftBefore = undefined;
    this.#snapshot = { ...snapshot, failure: undefined };
  }

  #drafts(): Set<Draft> {
    return new Set([this.#draft, this.#draftBefore].filter((draft) => draft !== undefined));
  }
}

interface HeldAnswerOptions {
  readonly bounds: AnswerBounds;
  /** Called with what has arrived, once it is in. */
  readonly onPage: (jobs: readonly BackupJob[]) => void;
}
