import type { BackupJob } from '../jobs/backupJob.js';
import { attentionReason } from '../jobs/jobFacts.js';
import { displayState, knownState } from '../jobs/jobStates.js';
import { messagePattern } from '../jobs/messagePattern.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type CellResult, cellResults } from './calendarCell.js';

/** What happened to one resource in each of some slots. */
export class SlotTally {
  /** The place of the worst result in `cellResults`. */
  readonly results: Uint8Array;
  readonly jobs: Uint16Array;
  readonly missed: Uint16Array;
  readonly overdue: Uint16Array;
  /** Whether there are runs of which it is not known whether they should have made a job. */
  readonly hasUnjudged: Uint8Array;
  /** The reason of the worst job, by slot. */
  readonly reasons = new Map<number, string>();

  constructor(slots: number) {
    this.results = new Uint8Array(slots).fill(placeOf('none'));
    this.jobs = new Uint16Array(slots);
    this.missed = new Uint16Array(slots);
    this.overdue = new Uint16Array(slots);
    this.hasUnjudged = new Uint8Array(slots);
  }

  addJob(job: BackupJob, slot: number): void {
    this.jobs[slot] = (this.jobs[slot] ?? 0) + 1;
    const result = placeOf(knownState(displayState(job)));
    if (!this.#take(result, slot)) return;
    const reason = reasonOf(job);
    if (reason === undefined) this.reasons.delete(slot);
    else this.reasons.set(slot, reason);
  }

  addRun(kind: 'missed' | 'overdue', slot: number): void {
    this[kind][slot] = (this[kind][slot] ?? 0) + 1;
    if (this.#take(placeOf(kind), slot)) this.reasons.delete(slot);
  }

  /** Whether a result is worse than those before. */
  #take(result: number, slot: number): boolean {
    if (result >= (this.results[slot] ?? 0)) return false;
    this.results[slot] = result;
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
