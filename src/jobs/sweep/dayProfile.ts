import type { BoundedSpan } from './timeSpan.js';

/** The number of jobs created in each slot of a day. */
export type JobsBySlot = Float64Array;

export function noJobsBySlot(): JobsBySlot {
  return new Float64Array(slotsOfDay);
}

/** The slot of a time in epoch milliseconds. */
export function slotOf(time: number): number {
  return Math.floor((((time % dayMs) + dayMs) % dayMs) / slotMs);
}

/**
 * The density of jobs by time of day, in UTC: backups run at night, and a few minutes may have more jobs than
 * all other hours. Unknown times of day count as the average.
 */
export class DayProfile {
  readonly #jobs = noJobsBySlot();
  readonly #milliseconds = new Float64Array(slotsOfDay);
  #allJobs = 0;
  #allMilliseconds = 0;
  /** Computed on demand. */
  #jobsOfDay: number | undefined;

  /** Counts the jobs of a span, all of which are known. */
  add(jobs: JobsBySlot, { from, to }: BoundedSpan): void {
    this.#jobsOfDay = undefined;
    jobs.forEach((count, slot) => {
      this.#jobs[slot] = (this.#jobs[slot] ?? 0) + count;
      this.#allJobs += count;
    });
    for (let start = Math.max(from, to - daysCounted * dayMs); start < to; ) {
      const end = Math.min(to, slotEnd(start));
      const slot = slotOf(start);
      this.#milliseconds[slot] = (this.#milliseconds[slot] ?? 0) + end - start;
      this.#allMilliseconds += end - start;
      start = end;
    }
  }

  /** The expected number of jobs created between two times. */
  expected(from: number, to: number): number {
    const days = Math.floor((to - from) / dayMs);
    let jobs = days * this.#expectedOfDay();
    for (let start = from + days * dayMs; start < to; ) {
      const end = Math.min(to, slotEnd(start));
      jobs += this.#density(slotOf(start)) * (end - start);
      start = end;
    }
    return jobs;
  }

  /**
   * The profile, scaled to a span that turns out to have this many jobs, if that differs much from what was
   * expected. Undefined if it differs too much for the shape to be reliable.
   */
  adapted(jobs: number, { from, to }: BoundedSpan): DayProfile | undefined {
    const factor = jobs / this.expected(from, to);
    if (factor <= alike && factor >= 1 / alike) return this;
    return factor <= maxAdapted && factor >= 1 / maxAdapted ? this.#scaledBy(factor) : undefined;
  }

  /** The profile with its density multiplied, and with less weight than what is observed from then on. */
  #scaledBy(factor: number): DayProfile {
    const other = new DayProfile();
    other.#jobs.set(this.#jobs.map((jobs) => jobs * factor * weightOfGuess));
    other.#milliseconds.set(this.#milliseconds.map((milliseconds) => milliseconds * weightOfGuess));
    other.#allJobs = this.#allJobs * factor * weightOfGuess;
    other.#allMilliseconds = this.#allMilliseconds * weightOfGuess;
    return other;
  }

  /** The time from which about this many jobs were created before `to`; not earlier than `from`. */
  startOf(jobs: number, from: number, to: number): number {
    const jobsOfDay = this.#expectedOfDay();
    if (jobsOfDay <= 0) return from;
    const days = Math.floor(jobs / jobsOfDay);
    let left = jobs - days * jobsOfDay;
    let end = to - days * dayMs;
    while (end > from) {
      const start = slotEnd(end - 1) - slotMs;
      const density = this.#density(slotOf(start));
      const held = density * (end - start);
      if (held >= left) return Math.max(from, end - (density > 0 ? left / density : 0));
      left -= held;
      end = start;
    }
    return from;
  }

  #expectedOfDay(): number {
    this.#jobsOfDay ??= this.#jobs.reduce((sum, _, slot) => sum + this.#density(slot) * slotMs, 0);
    return this.#jobsOfDay;
  }

  #density(slot: number): number {
    const milliseconds = this.#milliseconds[slot] ?? 0;
    if (milliseconds > 0) return (this.#jobs[slot] ?? 0) / milliseconds;
    return this.#allMilliseconds > 0 ? this.#allJobs / this.#allMilliseconds : 0;
  }
}

function slotEnd(time: number): number {
  return (Math.floor(time / slotMs) + 1) * slotMs;
}

const dayMs = 86_400_000;
const slotMs = 60_000;
const slotsOfDay = dayMs / slotMs;
/** A ratio up to which numbers count as similar. */
const alike = 3;
/** The largest ratio at which the shape of the day may still be the same. */
const maxAdapted = 10;
const weightOfGuess = 0.1;
/** The number of days of a span to count; more add no information. */
const daysCounted = 60;
