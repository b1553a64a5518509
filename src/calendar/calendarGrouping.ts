import {
  accountDimension,
  planDimension,
  resourceTypeDimension,
  vaultDimension,
} from '../jobs/dimensions.js';
import type { Dimension } from '../jobs/grouping.js';
import type { CalendarGrouping } from './calendarGroupingNames.js';

/** The dimension of a grouping; undefined if the rows are not grouped. */
export function dimensionOf(grouping: CalendarGrouping): Dimension | undefined {
  return dimensions[grouping];
}

const dimensions: Readonly<Record<CalendarGrouping, Dimension | undefined>> = {
  none: undefined,
  vault: vaultDimension,
  plan: planDimension,
  account: accountDimension,
  resourceType: resourceTypeDimension,
};
