import type { BackupJob } from '../jobs/backupJob.js';
import { attentionReason } from '../jobs/jobFacts.js';
import { completedWithIssues, displayState, knownState } from '../jobs/jobStates.js';
import type { KnownIssue } from '../jobs/knownIssue.js';
import { messagePattern } from '../jobs/messagePattern.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type CellResult, cellResults } from './calendarCell.js';

/** What a known issue accepts in a slot. */
export interface AcceptedResult {
  /** The result without the issue. */
  readonly result: CellResult;
  readonly issue: KnownIssue;
}

/** What happened to one resource in each of some slots. */
export class SlotTally {
  /** The place of the worst result in `cellResults`. */
  readonly results: Uint8Array;
  readonly jobs: Uint16Array;
  readonly missed: Uint16Array;
  readonly overdue: Uint16Array;
  /** Whether there are runs of which it is not known whether they should have made a job. */
  readonly hasUnjudged: Uint8Array;
  /** The number of runs that started late, and of those that started during an earlier one, by slot. */
  readonly late = new Map<number, number>();
  readonly overlapping = new Map<number, number>();
  /** The reason of the worst job, by slot. */
  readonly reasons = new Map<number, string>();
  /** What is accepted of the worst result, by slot. */
  readonly accepted = new Map<number, AcceptedResult>();
  /** The number of jobs and runs that are accepted, by slot. */
  readonly acceptedCounts = new Map<number, number>();

  constructor(slots: number) {
    this.results = new Uint8Array(slots).fill(placeOf('none'));
    this.jobs = new Uint16Array(slots);
    this.missed = new Uint16Array(slots);
    this.overdue = new Uint16Array(slots);
    this.hasUnjudged = new Uint8Array(slots);
  }

  /** @param issue the known issue that accepts the job */
  addJob(job: BackupJob, slot: number, issue?: KnownIssue): void {
    this.jobs[slot] = (this.jobs[slot] ?? 0) + 1;
    const result = knownState(displayState(job));
    if (issue !== undefined) {
      this.#addAccepted(slot, { result, issue });
      return;
    }
    if (!this.#take(placeOf(result), slot)) return;
    const reason = reasonOf(job);
    if (reason !== undefined) this.reasons.set(slot, reason);
  }

  /** @param issue the known issue that accepts the run */
  addRun(kind: 'missed' | 'overdue', slot: number, issue?: KnownIssue): void {
    this[kind][slot] = (this[kind][slot] ?? 0) + 1;
    if (issue !== undefined) this.#addAccepted(slot, { result: kind, issue });
    else this.#take(placeOf(kind), slot);
  }

  /** Whether there is more of a slot than its result and its numbers of jobs and of runs without a job. */
  hasMore(slot: number): boolean {
    const { acceptedCounts, late, overlapping, reasons } = this;
    return reasons.has(slot) || acceptedCounts.has(slot) || late.has(slot) || overlapping.has(slot);
  }

  /** It changes no result: the jobs of these runs are counted as well. */
  addStart(kind: 'late' | 'overlapping', slot: number): void {
    this[kind].set(slot, (this[kind].get(slot) ?? 0) + 1);
  }

  /** A job that completed with a known issue is good; a known failure is not. */
  #addAccepted(slot: number, accepted: AcceptedResult): void {
    this.acceptedCounts.set(slot, (this.acceptedCounts.get(slot) ?? 0) + 1);
    const isGood = accepted.result === completedWithIssues;
    if (this.#take(placeOf(isGood ? 'COMPLETED' : 'accepted'), slot)) this.accepted.set(slot, accepted);
  }

  /** Whether a result is worse than those before. */
  #take(result: number, slot: number): boolean {
    if (result >= (this.results[slot] ?? 0)) return false;
    this.results[slot] = result;
    this.reasons.delete(slot);
    this.accepted.delete(slot);
    return true;
  }
}

/** The place of a result in {@link cellResults}: the lower, the worse. */
export function placeOf(result: CellResult): number {
  return places.get(result) ?? 0;
}

/**
 * Why a job needs attention, in one or two words if AWS has some: its message category, else the pattern of
 * its message. A pattern, because many jobs have the same one.
 */
function reasonOf(job: BackupJob): string | undefined {
  const message = attentionReason(job);
  if (message === undefined) return undefined;
  const { MessageCategory: category } = job;
  const hasCategory = category !== undefined && category !== '' && category.toUpperCase() !== 'SUCCESS';
  return visibleLine(hasCategory ? category : messagePattern(message), maxReasonLength) || undefined;
}

const places = new Map<CellResult, number>(cellResults.map((result, place) => [result, place]));
const maxReasonLength = 80;
