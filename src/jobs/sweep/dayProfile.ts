import type { BoundedSpan } from './timeSpan.js';

/** The number of jobs created in each slot of a day. */
export type JobsBySlot = Float64Array;

/** The counts of an empty day. */
export function noJobsBySlot(): JobsBySlot {
  return new Float64Array(slotsOfDay);
}

/** The slot of a time in epoch milliseconds. */
export function slotOf(time: number): number {
  return Math.floor((((time % dayMs) + dayMs) % dayMs) / slotMs);
}

/**
 * The density of jobs by the time of day, in UTC. It varies: backups run at night, and a few minutes may have
 * more jobs than all other hours. Times of day without data count as average.
 */
export class DayProfile {
  readonly #jobs = noJobsBySlot();
  readonly #milliseconds = new Float64Array(slotsOfDay);
  #allJobs = 0;
  #allMilliseconds = 0;
  /** Computed on demand. */
  #jobsOfDay: number | undefined;

  /** Adds the jobs of a span. All of its jobs must be known. */
  add(jobs: JobsBySlot, { from, to }: BoundedSpan): void {
    this.#jobsOfDay = undefined;
    jobs.forEach((count, slot) => {
      this.#jobs[slot] = (this.#jobs[slot] ?? 0) + count;
      this.#allJobs += count;
    });
    for (let start = Math.max(from, to - maxDaysCounted * dayMs); start < to; ) {
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
   * The profile for a span with this many jobs: this one if it expects about as many, else a scaled one.
   * Undefined if the numbers differ so much that the shape of the day is not reliable.
   */
  adapted(jobs: number, { from, to }: BoundedSpan): DayProfile | undefined {
    const factor = jobs / this.expected(from, to);
    if (factor <= maxSimilarRatio && factor >= 1 / maxSimilarRatio) return this;
    return factor <= maxScalingRatio && factor >= 1 / maxScalingRatio ? this.#scaledBy(factor) : undefined;
  }

  /** A profile with the density multiplied, and with less weight, so that later observations count more. */
  #scaledBy(factor: number): DayProfile {
    const other = new DayProfile();
    other.#jobs.set(this.#jobs.map((jobs) => jobs * factor * scaledWeight));
    other.#milliseconds.set(this.#milliseconds.map((milliseconds) => milliseconds * scaledWeight));
    other.#allJobs = this.#allJobs * factor * scaledWeight;
    other.#allMilliseconds = this.#allMilliseconds * scaledWeight;
    return other;
  }

  /** The start of the span that ends at `to` and has about this many jobs; not earlier than `from`. */
  startOf(jobs: number, from: number, to: number): number {
    const jobsOfDay = this.#expectedOfDay();
    if (jobsOfDay <= 0) return from;
    const days = Math.floor(jobs / jobsOfDay);
    let remaining = jobs - days * jobsOfDay;
    let end = to - days * dayMs;
    while (end > from) {
      const start = slotEnd(end - 1) - slotMs;
      const density = this.#density(slotOf(start));
      const slotJobs = density * (end - start);
      if (slotJobs >= remaining) return Math.max(from, end - (density > 0 ? remaining / density : 0));
      remaining -= slotJobs;
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
/** Numbers of jobs up to this ratio count as similar. */
const maxSimilarRatio = 3;
/** Up to this ratio, the shape of the day is likely to be the same. */
const maxScalingRatio = 10;
const scaledWeight = 0.1;
/** Only this many days of a span count. More add no information. */
const maxDaysCounted = 60;
