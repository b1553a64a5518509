import { valueFilter } from '../jobs/dimensionFilter.js';
import { type JobFilter, withFilters } from '../jobs/jobFilter.js';
import { groupsDownTo } from './groupFilterText.js';
import type { GroupRow } from './rows.js';

/**
 * The filter of the tree, narrowed to a group. Leaves out what no filter can express, such as a role or "no
 * vault".
 */
export function groupFilter(row: GroupRow, whole: JobFilter): JobFilter {
  return groupsDownTo(row).reduce((filter, { dimension, value }) => {
    const name = dimension.filter;
    return name && value ? withFilters(filter, valueFilter(name, value)) : filter;
  }, whole);
}
