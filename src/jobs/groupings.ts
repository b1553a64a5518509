import {
  accountDimension,
  categoryDimension,
  dayDimension,
  messageDimension,
  planDimension,
  resourceDimension,
  resourceTypeDimension,
  roleDimension,
  stateDimension,
  vaultDimension,
} from './dimensions.js';
import type { Dimension } from './grouping.js';

/** How the whole tree is divided: each dimension divides the groups of the one before. */
export interface Grouping {
  /** As it is kept, and as a command names it. */
  readonly id: string;
  /** None shows the jobs themselves. */
  readonly dimensions: readonly Dimension[];
}

/** Every grouping, in the order of the picker; the first is the default. */
export const groupings = [
  { id: 'vault', dimensions: [vaultDimension, stateDimension] },
  { id: 'state', dimensions: [stateDimension, vaultDimension] },
  { id: 'resourceType', dimensions: [resourceTypeDimension, stateDimension] },
  { id: 'account', dimensions: [accountDimension, vaultDimension, stateDimension] },
  { id: 'day', dimensions: [dayDimension, stateDimension] },
  { id: 'resource', dimensions: [resourceDimension] },
  { id: 'plan', dimensions: [planDimension, stateDimension] },
  { id: 'role', dimensions: [roleDimension, stateDimension] },
  { id: 'category', dimensions: [categoryDimension, resourceDimension] },
  { id: 'message', dimensions: [messageDimension, resourceDimension] },
  { id: 'none', dimensions: [] },
] as const satisfies readonly Grouping[];

/** Every dimension that a grouping has. */
export const dimensions: readonly Dimension[] = [
  ...new Set(groupings.flatMap((grouping) => grouping.dimensions)),
];

/** The grouping of an id; the first one where there is none such. */
export function groupingOf(id: unknown): Grouping {
  return groupings.find((grouping) => grouping.id === id) ?? groupings[0];
}
