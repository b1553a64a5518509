import type { BackupJob } from '../backupJob.js';
import type { JobFailure } from '../jobSource.js';
import { completedWith, emptySnapshot, type JobSnapshot, type KnownResult, withJobs } from './jobSnapshot.js';
import { Draft, ReadTarget } from './readTarget.js';
import type { ResultBounds } from './resultBounds.js';

/** The shown snapshot of a result, and the draft of the refresh that will replace it. */
export class HeldResult {
  readonly #options: HeldResultOptions;
  #snapshot = emptySnapshot();
  #draft: Draft | undefined;
  /** The draft to restore if the current operation is aborted. */
  #draftBefore: Draft | undefined;
  #isStale = false;

  constructor(options: HeldResultOptions) {
    this.#options = options;
  }

  /** The shown snapshot. */
  get snapshot(): JobSnapshot {
    return this.#snapshot;
  }

  /**
   * Replaces the snapshot by one with more jobs. The failure of a draft stays until the draft replaces the
   * snapshot.
   */
  set snapshot(snapshot: JobSnapshot) {
    const failure = this.#draft === undefined ? undefined : this.#snapshot.failure;
    this.#snapshot = { ...snapshot, failure };
  }

  /** The draft of a current or failed refresh; undefined if there is none. */
  get draft(): Draft | undefined {
    return this.#draft;
  }

  /** Whether the snapshot is stale, or a draft will replace it. */
  get isOutdated(): boolean {
    return this.#isStale || this.#draft !== undefined;
  }

  /** Every job of the snapshot and the drafts. */
  *jobs(): Generator<BackupJob, void, undefined> {
    yield* this.#snapshot.jobs;
    for (const { snapshot } of this.#drafts()) yield* snapshot.jobs;
  }

  /**
   * Begins an operation. It reads into a new draft, that of a failed operation, or none (the snapshot
   * itself).
   */
  begin(draft: Draft | undefined): void {
    this.#draftBefore = this.#draft;
    this.#draft = draft;
  }

  /** Ends an aborted operation. Drops its draft, but not the jobs that it has added to the snapshot. */
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
   * Ends a successful operation: the draft replaces the snapshot. If reading paused because of pages without
   * progress, the draft must have at least as many jobs.
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
   * Ends an operation that has completed the snapshot. Drops the draft of a failed refresh if the snapshot is
   * newer.
   */
  settleShown(isNewer: boolean): void {
    if (isNewer || this.#draft === undefined) this.#replace(this.#snapshot);
    else this.#draftBefore = undefined;
  }

  /**
   * Starts again from the first page in a new draft, with the depth of the current one. Without one, the
   * depth is one page more than is shown.
   */
  startAgain(): void {
    const { depth = this.#snapshot.jobs.length + 1, isFresh = false, isSwept = false } = this.#draft ?? {};
    this.#draft = new Draft(depth, isFresh, isSwept);
  }

  /** Takes a complete result. Rows keep their places, unless the snapshot is outdated. */
  adopt(known: KnownResult): void {
    this.#replace(completedWith(this.isOutdated ? emptySnapshot() : this.#snapshot, known));
    this.#isStale = false;
  }

  /**
   * Appends jobs that match the query since they have changed. Does nothing before the first page.
   */
  admit(jobs: readonly BackupJob[]): void {
    if (this.#snapshot.place !== 'start') this.#snapshot = withJobs(this.#snapshot, jobs);
    for (const draft of this.#drafts()) draft.snapshot = withJobs(draft.snapshot, jobs);
  }

  /** Shows the jobs of another result, without its page token, which belongs to that result. */
  seedFrom(other: JobSnapshot): void {
    const place = other.place === 'middle' ? 'lost' : other.place;
    const { isSwept, readAt } = other;
    const empty = emptySnapshot();
    // A new list, because a sweep is identified by the list that it continues.
    this.#snapshot = { ...empty, isSwept, jobs: empty.jobs.with(other.jobs), place, readAt };
  }

  /** Removes everything that was read. */
  clear(): void {
    this.#replace(emptySnapshot());
  }

  /** Sets whether the snapshot needs a refresh. */
  markStale(isStale: boolean): void {
    this.#isStale = isStale;
  }

  /** The target of reading pages: the draft or, without one, the snapshot with one more page. */
  target(): ReadTarget {
    const draft = this.#draft;
    if (draft === undefined) return this.shownTarget(this.#snapshot.jobs.length + 1);
    return new ReadTarget(draft, { ...this.#options, depth: draft.depth, isShown: false });
  }

  /** The snapshot as a target, which is deep enough when it has `depth` jobs. */
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

interface HeldResultOptions {
  readonly bounds: ResultBounds;
  /** Called with the jobs that have arrived, after they are added. */
  readonly onPage: (jobs: readonly BackupJob[]) => void;
}
