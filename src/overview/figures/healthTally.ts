import type { CountedJob } from './countedJob.js';
import { StateCounter, type StateCounts } from './countedStates.js';

/** The states of the jobs that were created in a period, and in the period before. */
export interface HealthFigures {
  readonly now: StateCounts;
  readonly before: StateCounts;
  /** The known issues among both. */
  readonly known: KnownCounts;
  readonly knownBefore: KnownCounts;
  /** Jobs in `State` RUNNING, with any creation date. */
  readonly running: number;
  /** Jobs that were running one period ago. */
  readonly runningBefore: number;
}

/** How many jobs without a complete backup, and with issues, are known issues. */
export interface KnownCounts {
  readonly bad: number;
  readonly withIssues: number;
}

/** Counts the states of two periods. A job with a creation date in the future belongs to the current one. */
export class HealthTally {
  readonly #now = new StateCounter();
  readonly #before = new StateCounter();
  readonly #known = { bad: 0, withIssues: 0 };
  readonly #knownBefore = { bad: 0, withIssues: 0 };
  readonly #periodMs: number;
  readonly #nowMs: number;
  #running = 0;
  #runningBefore = 0;

  constructor({ now, periodMs }: { readonly now: Date; readonly periodMs: number }) {
    this.#nowMs = now.getTime();
    this.#periodMs = periodMs;
  }

  add(job: CountedJob): void {
    const { created, state, statePlace } = job;
    if (state === 'RUNNING') this.#running++;
    if (wasRunning(job, this.#nowMs - this.#periodMs)) this.#runningBefore++;
    const age = this.#nowMs - created;
    if (age <= this.#periodMs) {
      this.#now.add(statePlace);
      countKnown(this.#known, job);
    } else if (age <= 2 * this.#periodMs) {
      this.#before.add(statePlace);
      countKnown(this.#knownBefore, job);
    }
  }

  result(): HealthFigures {
    return {
      now: this.#now.counts,
      before: this.#before.counts,
      known: this.#known,
      knownBefore: this.#knownBefore,
      running: this.#running,
      runningBefore: this.#runningBefore,
    };
  }
}

function countKnown(counts: { bad: number; withIssues: number }, { issue, outcome }: CountedJob): void {
  if (issue !== undefined) counts[outcome === 'bad' ? 'bad' : 'withIssues']++;
}

/** Whether a job was running at a time in epoch milliseconds; false if its start is not known. */
function wasRunning({ ended, started, state }: CountedJob, at: number): boolean {
  const hadStarted = started <= at;
  if (!hadStarted) return false;
  return Number.isNaN(ended) ? state === 'RUNNING' || state === 'ABORTING' : ended > at;
}
