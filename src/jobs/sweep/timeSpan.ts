import type { JobQuery } from '../jobQuery.js';
import { listedMs } from '../listedPeriod.js';

/**
 * A span of creation times in epoch milliseconds. It includes its start, but not its end. An absent bound is
 * that of the query.
 */
export interface TimeSpan {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A span with both bounds. */
export interface BoundedSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * The query for the jobs of a span. It covers one second more on either side of a cut, because AWS does not
 * document whether bounds are inclusive or how they are rounded.
 */
export function queryOfSpan(query: JobQuery, { from, to }: TimeSpan): JobQuery {
  const { createdAfter, createdBefore } = query;
  const after =
    from === undefined ? undefined : Math.max(from - overlapMs, timeOf(createdAfter) ?? -Infinity);
  const before = to === undefined ? undefined : Math.min(to + overlapMs, timeOf(createdBefore) ?? Infinity);
  return {
    ...query,
    ...(after !== undefined && { createdAfter: new Date(after) }),
    ...(before !== undefined && { createdBefore: new Date(before) }),
  };
}

/** Whether a time is in a span. An invalid time is only in the span of a whole query. */
export function isIn({ from, to }: TimeSpan, time: number): boolean {
  return (from === undefined || time >= from) && (to === undefined || time < to);
}

/**
 * The span that is likely to contain the jobs of a query at `now` (epoch milliseconds). There may be others.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html "over the last 30 days"
 */
export function likelySpan(query: JobQuery, now: number): BoundedSpan {
  const to = timeOf(query.createdBefore) ?? now;
  const from = timeOf(query.createdAfter) ?? Math.min(now, to) - listedMs;
  return { from, to: Math.max(from, to) };
}

function timeOf(date: Date | undefined): number | undefined {
  return date?.getTime();
}

const overlapMs = 1000;
