import type { ListedTime } from '../../jobs/listedPeriod.js';
import { joinedTimes } from '../../jobs/timeSpans.js';

/**
 * The times in which something is named, without breaks that are as short as usual. A break is usual if it is
 * at most two days longer than two of those that are there several times: an account can have a backup once a
 * week or a month, and one of its runs may have made no job.
 */
export function usualTimes(times: readonly ListedTime[]): readonly ListedTime[] {
  const joined = joinedTimes(times);
  const breaks = joined.slice(1).map(({ from }, place) => from - (joined[place]?.to ?? from));
  const longest = breaks.toSorted((one, other) => other - one);
  const maxBreak = 2 * (longest[severalTimes - 1] ?? 0) + tolerableMs;
  const usualTimes: ListedTime[] = [];
  for (const time of joined) {
    const last = usualTimes.at(-1);
    if (last !== undefined && time.from - last.to <= maxBreak)
      usualTimes[usualTimes.length - 1] = { from: last.from, to: time.to };
    else usualTimes.push(time);
  }
  return usualTimes;
}

const severalTimes = 3;
const tolerableMs = 2 * 24 * 60 * 60 * 1000;
