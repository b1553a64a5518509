import { filterTable, listFilters, timeFilters } from './filterTable.js';
import type { JobFilter } from './jobFilter.js';
import { type TimeExpression, timeOf } from './timeExpression.js';

/**
 * The intersection of two filters. If both set a text filter, `other` applies. Relative times count from
 * `now`.
 */
export function narrowFilter(filter: JobFilter, other: JobFilter, now: Date): JobFilter {
  const narrowed: { -readonly [Name in keyof JobFilter]: JobFilter[Name] } = { ...filter, ...other };
  for (const name of listFilters) {
    const values = commonValues(filter[name], other[name]);
    if (values !== undefined) narrowed[name] = values;
  }
  for (const name of timeFilters) {
    const time = stricter(filter[name], other[name], filterTable[name].end === 'before', now);
    if (time !== undefined) narrowed[name] = time;
  }
  return narrowed;
}

/**
 * The values in both lists. If there are none, the second list applies: COMPLETED_WITH_ISSUES is a part of
 * COMPLETED, but a different value.
 */
function commonValues(
  values: readonly string[] | undefined,
  others: readonly string[] | undefined,
): readonly string[] | undefined {
  if (values === undefined || values.length === 0 || others === undefined) return others ?? values;
  const common = others.filter((value) => values.includes(value));
  return common.length > 0 ? common : others;
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
