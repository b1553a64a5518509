import { dayDimension } from './dimensions.js';
import { type FilterName, isListFilter, isTimeFilter } from './filterTable.js';
import type { FilterChange } from './jobFilter.js';

/** The change that sets a filter to the value of a group or a job. A time filter takes a day. */
export function valueFilter(filter: FilterName, value: string): FilterChange {
  if (isListFilter(filter)) return { [filter]: [value] };
  if (!isTimeFilter(filter)) return { [filter]: value };
  // If the clocks go back at midnight, the last hour of the day occurs twice, so only a UTC time is a unique
  // end.
  const end = dayDimension.partOf(value).filters.createdBefore;
  return { createdAfter: value, createdBefore: end?.toISOString() };
}
