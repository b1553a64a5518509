import type { BackupJob } from '../backupJob.js';
import type { JobFailure } from '../jobSource.js';
import type { AnswerBounds } from './answerBounds.js';
import { completedWith, emptySnapshot, type JobSnapshot, type KnownAnswer, withJobs } from './jobSnapshot.js';
import { Draft, ReadTarget } from './readTarget.js';

/** The snapshot that is shown of an answer, and the draft that is to replace it. */
export class HeldAnswer {
  readonly #options: HeldAnswerOptions;
  #snapshot = emptySnapshot();
  #draft: Draft | undefined;
  /** The draft to restore if the current operation is aborted. */
  #draftBefore: Draft | undefined;
  #isStale = false;

  constructor(options: HeldAnswerOptions) {
    this.#options = options;
  }

  get snapshot(): JobSnapshot {
    return this.#snapshot;
  }

  /**
   * Replaces the snapshot by one that was read further. The failure of a draft stays until the draft replaces
   * the snapshot.
   */
  set snapshot(snapshot: JobSnapshot) {
    const failure = this.#draft === undefined ? undefined : this.#snapshot.failure;
    this.#snapshot = { ...snapshot, failure };
  }

  get draft(): Draft | undefined {
    return this.#draft;
  }

  /** Whether something newer is to replace the snapshot. */
  get isOutdated(): boolean {
    return this.#isStale || this.#draft !== undefined;
  }

  /** Every job of the snapshot and the drafts. */
  *jobs(): Generator<BackupJob, void, undefined> {
    yield* this.#snapshot.jobs;
    for (const { snapshot } of this.#drafts()) yield* snapshot.jobs;
  }

  /** Begins an operation that reads into a draft: a new one, that of a failed operation, or none. */
  begin(draft: Draft | undefined): void {
    this.#draftBefore = this.#draft;
    this.#draft = draft;
  }

  /** Ends an aborted operation. Only what it has added to the snapshot itself stays. */
  rollBack(): void {
    this.#draft = this.#draftBefore;
    this.#draftBefore = undefined;
  }

  /** Ends a failed operation. The next one continues its draft. */
  fail(failure: JobFailure): void {
    this.#draftBefore = undefined;
    this.#snapshot = { ...this.#snapshot, failure };
  }

  /**
   * Ends a successful operation: the draft replaces the snapshot. After a pause for pages without progress,
   * it does so only if it has at least as many jobs.
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
   * Ends an operation that has completed the snapshot. If the snapshot is newer than a failed refresh, the
   * draft of that refresh is dropped.
   */
  settleShown(isNewer: boolean): void {
    if (isNewer || this.#draft === undefined) this.#replace(this.#snapshot);
    else this.#draftBefore = undefined;
  }

  /**
   * Starts again from the first page, to the depth of the draft or, without one, to one page more than is
   * shown.
   */
  startAgain(): void {
    const { depth = this.#snapshot.jobs.length + 1, isFresh = false, isSwept = false } = this.#draft ?? {};
    this.#draft = new Draft(depth, isFresh, isSwept);
  }

  /** Takes a complete answer. Unless they are outdated, rows keep their places. */
  adopt(answer: KnownAnswer): void {
    this.#replace(completedWith(this.isOutdated ? emptySnapshot() : this.#snapshot, answer));
    this.#isStale = false;
  }

  /**
   * Appends jobs that now belong here, because they have changed since the answer was read. Ignored before
   * the first page.
   */
  admit(jobs: readonly BackupJob[]): void {
    if (this.#snapshot.place !== 'start') this.#snapshot = withJobs(this.#snapshot, jobs);
    for (const draft of this.#drafts()) draft.snapshot = withJobs(draft.snapshot, jobs);
  }

  /** Shows the jobs of another answer, without its page token, which belongs to that answer. */
  seedFrom(other: JobSnapshot): void {
    const place = other.place === 'middle' ? 'lost' : other.place;
    const { isSwept, readAt } = other;
    const empty = emptySnapshot();
    // A new list, because a sweep is identified by the list that it continues.
    this.#snapshot = { ...empty, isSwept, jobs: empty.jobs.with(other.jobs), place, readAt };
  }

  clear(): void {
    this.#replace(emptySnapshot());
  }

  markStale(isStale: boolean): void {
    this.#isStale = isStale;
  }

  /** The draft or, without one, the snapshot, to be read one page further. */
  target(): ReadTarget {
    const draft = this.#draft;
    if (draft === undefined) return this.shownTarget(this.#snapshot.jobs.length + 1);
    return new ReadTarget(draft, { ...this.#options, depth: draft.depth, isShown: false });
  }

  /** The snapshot, to be read until it has `depth` jobs. */
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
  /** Called with the jobs that have arrived, after they are added. */
  readonly onPage: (jobs: readonly BackupJob[]) => void;
}
