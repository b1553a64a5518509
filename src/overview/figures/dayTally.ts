import type { CountedJob } from './countedJob.js';
import { type CountedState, countOne, type StateCounts } from './countedStates.js';

/** The jobs that were created on a day in the machine's time zone. */
export interface DayFigures {
  /** The start of the day. */
  readonly day: Date;
  readonly states: StateCounts;
  /** How many of the jobs are accepted as known issues. */
  readonly known: number;
}

/** The jobs by day. */
export interface DaysFigures {
  /** The days from the first one with a job up to today, at most 31. Always includes today. */
  readonly days: readonly DayFigures[];
  /** The number of older jobs, later jobs, and jobs without a `CreationDate`. */
  readonly outside: number;
}

/** Counts the jobs by day and state. */
export class DayTally {
  readonly #byDay = new Map<number, DayCounts>();
  /**
   * A cache of the day's counts by quarter of an hour, because calendar functions are slow. In every time
   * zone, days start at a full quarter of an hour.
   */
  readonly #byQuarter = new Map<number, DayCounts>();
  readonly #now: Date;
  #undated = 0;

  constructor({ now }: { readonly now: Date }) {
    this.#now = now;
  }

  add({ created, issue, state }: CountedJob): void {
    if (Number.isNaN(created)) {
      this.#undated++;
      return;
    }
    const counts = this.#countsAt(created);
    countOne(counts.states, state);
    if (issue !== undefined) counts.known++;
  }

  result(): DaysFigures {
    const all = Array.from({ length: maxDays }, (_, index) => dayBefore(this.#now, maxDays - 1 - index));
    const first = all.findIndex((day) => this.#byDay.has(day.getTime()));
    const days = all
      .slice(first === -1 ? all.length - 1 : first)
      .map((day) => ({ day, ...(this.#byDay.get(day.getTime()) ?? newCounts()) }));
    const shown = new Set(days.map(({ day }) => day.getTime()));
    let outside = this.#undated;
    for (const [day, { states }] of this.#byDay) {
      if (!shown.has(day)) for (const count of states.values()) outside += count;
    }
    return { days, outside };
  }

  #countsAt(time: number): DayCounts {
    const quarter = Math.floor(time / quarterMs);
    const known = this.#byQuarter.get(quarter);
    if (known !== undefined) return known;
    const day = dayBefore(new Date(time), 0).getTime();
    const counts = this.#byDay.get(day) ?? newCounts();
    this.#byDay.set(day, counts);
    this.#byQuarter.set(quarter, counts);
    return counts;
  }
}

interface DayCounts {
  readonly states: Map<CountedState, number>;
  known: number;
}

function newCounts(): DayCounts {
  return { states: new Map(), known: 0 };
}

/** The start of the day that is a number of days before a time. */
function dayBefore(time: Date, days: number): Date {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate() - days);
}

/** AWS Backup lists the jobs of the last 30 days, which are on 31 calendar days. */
const maxDays = 31;
const quarterMs = 15 * 60_000;
