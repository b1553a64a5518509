import { filterTable, type ListFilter, listFilters, timeFilters } from '../jobs/filterTable.js';
import type { JobFilter } from '../jobs/jobFilter.js';
import { type TimeExpression, timeOf } from '../jobs/timeExpression.js';

/**
 * The filter that asks for what both ask for, where times mean those of `now`: a part of a whole never asks
 * for more than it.
 */
export function narrowFilter(whole: JobFilter, part: JobFilter, now: Date): JobFilter {
  const narrowed: { -readonly [Name in keyof JobFilter]: JobFilter[Name] } = { ...whole, ...part };
  for (const name of listFilters) {
    const values = both(whole, part, name);
    if (values !== undefined) narrowed[name] = values;
  }
  for (const name of timeFilters) {
    const time = stricter(whole[name], part[name], filterTable[name].end === 'before', now);
    if (time !== undefined) narrowed[name] = time;
  }
  return narrowed;
}

/** AWS filters by whole states: what COMPLETED with issues is a part of COMPLETED. */
function both(whole: JobFilter, part: JobFilter, name: ListFilter): readonly string[] | undefined {
  const [wide, narrow] = [whole[name], part[name]];
  if (wide === undefined || wide.length === 0 || narrow === undefined) return narrow ?? wide;
  const common = narrow.filter((value) => wide.includes(value));
  return common.length > 0 ? common : narrow;
}

function stricter(
  one: TimeExpression | undefined,
  other: TimeExpression | undefined,
  isBefore: boolean,
  now: Date,
): TimeExpression | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const [first, second] = [timeOf(one, now), timeOf(other, now)];
  if (first === undefined || second === undefined) return other;
  return first < second === isBefore ? one : other;
}
