import type { CountedJob } from './countedJob.js';
import { type CountedState, countOne, type StateCounts } from './countedStates.js';

/** The jobs that were created on one day of the machine's calendar. */
export interface DayFigures {
  /** Its first moment. */
  readonly day: Date;
  readonly states: StateCounts;
}

/** The jobs by day. */
export interface DaysFigures {
  /**
   * From the first day that has a job up to today, which is there even where it has none; 31 of them at the
   * most.
   */
  readonly days: readonly DayFigures[];
  /** Jobs that are on none of the days: older ones, later ones, and those that tell no `CreationDate`. */
  readonly elsewhere: number;
}

/** Counts the states of each day. */
export class DayTally {
  readonly #byDay = new Map<number, Map<CountedState, number>>();
  /**
   * Those of the day of each quarter of an hour, for asking the calendar is slow; the day of no time zone
   * begins within one.
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
    const all = Array.from({ length: maxDays }, (_, place) => dayBefore(this.#now, maxDays - 1 - place));
    const first = all.findIndex((day) => this.#byDay.has(day.getTime()));
    const days = all
      .slice(first === -1 ? all.length - 1 : first)
      .map((day) => ({ day, states: this.#byDay.get(day.getTime()) ?? new Map<CountedState, number>() }));
    const shown = new Set(days.map(({ day }) => day.getTime()));
    let elsewhere = this.#undated;
    for (const [day, states] of this.#byDay) {
      if (!shown.has(day)) for (const count of states.values()) elsewhere += count;
    }
    return { days, elsewhere };
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

/** The first moment of the day, so many days before that of a time. */
function dayBefore(time: Date, days: number): Date {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate() - days);
}

/** AWS Backup lists the jobs of 30 days, which lie on 31 of the calendar. */
const maxDays = 31;
const quarterMs = 15 * 60_000;
