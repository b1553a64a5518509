import type { JudgedSeries } from './foldFindings.js';

/**
 * The missed runs of a series that are known since a time. That a run was missed is known once a later run of
 * the rule has made a job. Times are epoch milliseconds.
 *
 * @param times missed runs of the series
 */
export function missedSince(
  since: number,
  times: readonly number[],
  { judgement: { active } }: JudgedSeries,
): readonly number[] {
  const latest = active.filter((time) => time >= since);
  if (latest.length === 0) return [];
  return times.filter(
    (run) => latest.some((time) => time > run) && !active.some((time) => time > run && time < since),
  );
}
