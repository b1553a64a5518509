import type { BoundedSpan } from './timeSpan.js';

/** How many jobs were created in each slot of a day. */
export type JobsBySlot = Float64Array;

export function noJobsBySlot(): JobsBySlot {
  return new Float64Array(slotsOfDay);
}

/** The slot of a time in epoch milliseconds. */
export function slotOf(time: number): number {
  return Math.floor((((time % dayMs) + dayMs) % dayMs) / slotMs);
}

/**
 * How densely jobs lie, by the time of the day in UTC: backups run at night, and some minutes may hold more than all other hours. What is
 * not known of a time of the day is taken for the average.
 */
export class DayProfile {
  readonly #jobs = noJobsBySlot();
  readonly #milliseconds = new Float64Array(slotsOfDay);
  #allJobs = 0;
  #allMilliseconds = 0;
  /** Once counted. */
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

  /** About how many jobs were created between two times. */
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
   * The same course of the day where a span turns out to have so many jobs: denser or thinner all along, if that is far from what was
   * to be expected. Undefined where it is so far that nothing of the course need be the same.
   */
  adapted(jobs: number, { from, to }: BoundedSpan): DayProfile | undefined {
    const factor = jobs / this.expected(from, to);
    if (factor <= alike && factor >= 1 / alike) return this;
    return factor <= maxAdapted && factor >= 1 / maxAdapted ? this.#scaledBy(factor) : undefined;
  }

  /** As many times as dense, with less weight than what is seen from then on. */
  #scaledBy(factor: number): DayProfile {
    const other = new DayProfile();
    other.#jobs.set(this.#jobs.map((jobs) => jobs * factor * weightOfGuess));
    other.#milliseconds.set(this.#milliseconds.map((milliseconds) => milliseconds * weightOfGuess));
    other.#allJobs = this.#allJobs * factor * weightOfGuess;
    other.#allMilliseconds = this.#allMilliseconds * weightOfGuess;
    return other;
  }

  /** The time from which on about so many jobs were created before `to`; at the earliest `from`. */
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
/** Times as many, or as few. */
const alike = 3;
/** Times as many, or as few, that may still be the same course of the day. */
const maxAdapted = 10;
const weightOfGuess = 0.1;
/** A span of years says nothing more. */
const daysCounted = 60;
