import { countUpTo } from '../schedule/countUpTo.js';

/** Successive parts of time: days, or the hours of a day. Epoch milliseconds. */
export interface Slots {
  readonly starts: readonly number[];
  /** The end of the last one. */
  readonly end: number;
}

/** The days up to that of a time, in the machine's time zone: from `first` on, but at most 400. */
export function daySlots(first: number, until: number): Slots {
  const last = new Date(until);
  const dayBack = (days: number) =>
    new Date(last.getFullYear(), last.getMonth(), last.getDate() - days).getTime();
  const starts: number[] = [];
  for (let back = 0; back < maxDays; back++) {
    starts.unshift(dayBack(back));
    if (dayBack(back) <= first) break;
  }
  return { starts, end: dayBack(-1) };
}

/** The hours of a day; 23 or 25 if the clocks change. */
export function hourSlots({ starts, end }: Slots, day: number): Slots {
  const start = starts[day] ?? end;
  const next = starts[day + 1] ?? end;
  const hours = Math.ceil((next - start) / hourMs);
  return { starts: Array.from({ length: hours }, (_, hour) => start + hour * hourMs), end: next };
}

/** The slot of a time; undefined if it is in none. */
export function slotOf(time: number, { starts, end }: Slots): number | undefined {
  if (!(time < end)) return undefined;
  const count = countUpTo(time, starts.length, (place) => starts[place] ?? Number.NaN);
  return count === 0 ? undefined : count - 1;
}

/** {@link slotOf} for many times, of which successive ones are mostly in the same slot. */
export function slotFinder(slots: Slots): (time: number) => number | undefined {
  let [from, to] = [Number.NaN, Number.NaN];
  let last: number | undefined;
  return (time) => {
    if (time >= from && time < to) return last;
    const slot = slotOf(time, slots);
    if (slot === undefined) return undefined;
    [last, from, to] = [slot, slots.starts[slot] ?? Number.NaN, slotEnd(slots, slot)];
    return slot;
  };
}

/** The end of a slot. */
export function slotEnd({ starts, end }: Slots, slot: number): number {
  return starts[slot + 1] ?? end;
}

/**
 * The first time that a calendar shows: the first of the times at which the sources begin or, if that is
 * later, that of the filter. A job with an earlier date is an exception that must not add days for all
 * resources.
 */
export function firstTime(filterFrom: number, starts: readonly number[], until: number): number {
  return Math.max(Math.min(until, ...starts), filterFrom);
}

const hourMs = 3_600_000;
/** With a history. */
const maxDays = 400;
