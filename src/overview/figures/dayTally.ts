import type { CountedJob } from './countedJob.js';
import { StateCounter, type StateCounts } from './countedStates.js';

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
  /** That of the job before: jobs are listed in the order of their times. */
  #last = { quarter: Number.NaN, counts: newCounts() };
  readonly #now: Date;
  #undated = 0;

  constructor({ now }: { readonly now: Date }) {
    this.#now = now;
  }

  add({ created, issue, statePlace }: CountedJob): void {
    if (Number.isNaN(created)) {
      this.#undated++;
      return;
    }
    const counts = this.#countsAt(created);
    counts.states.add(statePlace);
    if (issue !== undefined) counts.known++;
  }

  result(): DaysFigures {
    const all = Array.from({ length: maxDays }, (_, index) => dayBefore(this.#now, maxDays - 1 - index));
    const first = all.findIndex((day) => this.#byDay.has(day.getTime()));
    const days = all.slice(first === -1 ? all.length - 1 : first).map((day) => {
      const { known, states } = this.#byDay.get(day.getTime()) ?? newCounts();
      return { day, states: states.counts, known };
    });
    const shown = new Set(days.map(({ day }) => day.getTime()));
    let outside = this.#undated;
    for (const [day, { states }] of this.#byDay) {
      if (!shown.has(day)) outside += states.total;
    }
    return { days, outside };
  }

  #countsAt(time: number): DayCounts {
    const quarter = Math.floor(time / quarterMs);
    if (quarter === this.#last.quarter) return this.#last.counts;
    const counts = this.#byQuarter.get(quarter) ?? this.#addQuarter(quarter, time);
    this.#last = { quarter, counts };
    return counts;
  }

  #addQuarter(quarter: number, time: number): DayCounts {
    const day = dayBefore(new Date(time), 0).getTime();
    const counts = this.#byDay.get(day) ?? newCounts();
    this.#byDay.set(day, counts);
    this.#byQuarter.set(quarter, counts);
    return counts;
  }
}

interface DayCounts {
  readonly states: StateCounter;
  known: number;
}

function newCounts(): DayCounts {
  return { states: new StateCounter(), known: 0 };
}

/** The start of the day that is a number of days before a time. */
function dayBefore(time: Date, days: number): Date {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate() - days);
}

/** AWS Backup lists the jobs of the last 30 days, which are on 31 calendar days. */
const maxDays = 31;
const quarterMs = 15 * 60_000;
