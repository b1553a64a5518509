import type { CountedJob } from './countedJob.js';
import { type CountedState, countOne, type StateCounts } from './countedStates.js';

/** The jobs that were created on a day in the machine's time zone. */
export interface DayFigures {
  /** The start of the day. */
  readonly day: Date;
  readonly states: StateCounts;
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
  readonly #byDay = new Map<number, Map<CountedState, number>>();
  /**
   * A cache of the day's counts by quarter of an hour, because calendar functions are slow. In every time
   * zone, days start at a full quarter of an hour.
   */
  readonly #byQuarter = new Map<number, Map<CountedState, number>>();
  readonly #now: Date;
  #undated = 0;

  constructor({ now }: { readonly now: Date }) {
    this.#now = now;
  }

  add({ created, state }: CountedJob): void {
    if (Number.isNaN(created)) this.#undated++;
    else countOne(this.#statesAt(created), state);
  }

  result(): DaysFigures {
    const all = Array.from({ length: maxDays }, (_, index) => dayBefore(this.#now, maxDays - 1 - index));
    const first = all.findIndex((day) => this.#byDay.has(day.getTime()));
    const days = all
      .slice(first === -1 ? all.length - 1 : first)
      .map((day) => ({ day, states: this.#byDay.get(day.getTime()) ?? new Map<CountedState, number>() }));
    const shown = new Set(days.map(({ day }) => day.getTime()));
    let outside = this.#undated;
    for (const [day, states] of this.#byDay) {
      if (!shown.has(day)) for (const count of states.values()) outside += count;
    }
    return { days, outside };
  }

  #statesAt(time: number): Map<CountedState, number> {
    const quarter = Math.floor(time / quarterMs);
    const known = this.#byQuarter.get(quarter);
    if (known !== undefined) return known;
    const day = dayBefore(new Date(time), 0).getTime();
    const states = this.#byDay.get(day) ?? new Map<CountedState, number>();
    this.#byDay.set(day, states);
    this.#byQuarter.set(quarter, states);
    return states;
  }
}

/** The start of the day that is a number of days before a time. */
function dayBefore(time: Date, days: number): Date {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate() - days);
}

/** AWS Backup lists the jobs of the last 30 days, which are on 31 calendar days. */
const maxDays = 31;
const quarterMs = 15 * 60_000;
