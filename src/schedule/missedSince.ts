import type { JudgedSeries } from './foldFindings.js';
import { defaultStartWindow } from './ruleSchedule.js';

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
  const proofMs = (schedule?.startWindow ?? defaultStartWindow) + hourMs;
  return times.filter((run) => {
    const next = active.reduce((first, time) => (time > run && time < first ? time : first), Infinity);
    return next < Infinity && Math.max(next, run + proofMs) >= since;
  });
}

const hourMs = 3_600_000;
