import type { CountedJob } from './countedJob.js';
import { type CountedState, countOne, type StateCounts } from './countedStates.js';

/** How the jobs created within a period have fared, and those of the period before it. */
export interface HealthFigures {
  readonly now: StateCounts;
  readonly before: StateCounts;
  /** Jobs in `State` RUNNING, whenever they were created. */
  readonly running: number;
  /** Jobs that had started, and not ended, one period ago. */
  readonly runningBefore: number;
}

/**
 * Counts the states of two periods. A job that the service dates later than now belongs to the present one.
 */
export class HealthTally {
  readonly #now = new Map<CountedState, number>();
  readonly #before = new Map<CountedState, number>();
  readonly #periodMs: number;
  readonly #nowMs: number;
  #running = 0;
  #runningBefore = 0;

  constructor({ now, periodMs }: { readonly now: Date; readonly periodMs: number }) {
    this.#nowMs = now.getTime();
    this.#periodMs = periodMs;
  }

  add(job: CountedJob): void {
    const { created, state } = job;
    if (state === 'RUNNING') this.#running++;
    if (wasRunning(job, this.#nowMs - this.#periodMs)) this.#runningBefore++;
    const age = this.#nowMs - created;
    if (age <= this.#periodMs) countOne(this.#now, state);
    else if (age <= 2 * this.#periodMs) countOne(this.#before, state);
  }

  result(): HealthFigures {
    return {
      now: this.#now,
      before: this.#before,
      running: this.#running,
      runningBefore: this.#runningBefore,
    };
  }
}

/**
 * Whether a job is known to have been at work at a moment, in epoch milliseconds: one that tells no start is
 * not.
 */
function wasRunning({ ended, started, state }: CountedJob, at: number): boolean {
  const hadStarted = started <= at;
  if (!hadStarted) return false;
  return Number.isNaN(ended) ? state === 'RUNNING' || state === 'ABORTING' : ended > at;
}
