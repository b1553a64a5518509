import { countUpTo } from './countUpTo.js';
import type { JudgedSeries } from './foldFindings.js';
import { proofMs } from './ruleSchedule.js';

/**
 * The missed runs of a series that are known since a time. That a run was missed is known once a later run of
 * the rule has made a job, and its start window and an hour have passed. Times are epoch milliseconds.
 *
 * @param times missed runs of the series
 */
export function missedSince(
  since: number,
  times: readonly number[],
  { judgement: { active, schedule } }: JudgedSeries,
): readonly number[] {
  if (times.length === 0) return times;
  const proof = proofMs(schedule?.startWindow);
  const made = active.toSorted();
  return times.filter((run) => {
    const next = made[countUpTo(run, made.length, (at) => made[at] ?? Number.NaN)] ?? Infinity;
    return next < Infinity && Math.max(next, run + proof) >= since;
  });
}
