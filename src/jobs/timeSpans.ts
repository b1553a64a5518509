import type { ListedTime } from './listedPeriod.js';

/** The same times in as few spans as possible, in order. Those that are one millisecond apart become one. */
export function joinedTimes(times: readonly ListedTime[]): readonly ListedTime[] {
  const joined: ListedTime[] = [];
  for (const time of [...times].sort((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (last !== undefined && time.from <= last.to + 1)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, time.to) };
    else joined.push(time);
  }
  return joined;
}

/** The times that are in both lists, which are in order. */
export function inBoth(some: readonly ListedTime[], others: readonly ListedTime[]): readonly ListedTime[] {
  const both: ListedTime[] = [];
  let place = 0;
  for (const one of some)
    for (; ; place++) {
      const other = others[place];
      if (other === undefined || other.from >= one.to) break;
      const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
      if (from < to) both.push({ from, to });
      if (other.to > one.to) break;
    }
  return both;
}

/** The times of one list, which is in order, that are not in another one, which is in order as well. */
export function without(some: readonly ListedTime[], others: readonly ListedTime[]): readonly ListedTime[] {
  const ends = [Number.NEGATIVE_INFINITY, ...others.map(({ to }) => to)];
  const starts = [...others.map(({ from }) => from), Number.POSITIVE_INFINITY];
  const between = ends.map((from, place) => ({ from, to: starts[place] ?? from }));
  return inBoth(some, between);
}
