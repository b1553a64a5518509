import type { JobQuery } from '../jobQuery.js';

/** A span of creation times in epoch milliseconds, its start in it and its end not; a bound that is absent is the query's own. */
export interface TimeSpan {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A span of which both bounds are known. */
export interface BoundedSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * The query whose answer holds the jobs of a span. It asks for a second more on either side of a cut: whether AWS's bounds
 * belong to their range is not documented, nor how exactly they are compared.
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

/** Whether a time is in a span. What is not a time is in the span of a whole query alone. */
export function isIn({ from, to }: TimeSpan, time: number): boolean {
  return (from === undefined || time >= from) && (to === undefined || time < to);
}

/**
 * The span in which a query's jobs are looked for at `now` (epoch milliseconds); there may be others outside of it.
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
const listedMs = 30 * 86_400_000;
