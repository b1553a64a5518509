import {
  accountDimension,
  categoryDimension,
  dayDimension,
  messageDimension,
  outcomeDimension,
  planDimension,
  resourceDimension,
  resourceTypeDimension,
  roleDimension,
  stateDimension,
  vaultDimension,
} from './dimensions.js';
import type { Dimension } from './grouping.js';

/** How the tree is grouped: each dimension divides the groups of the previous one. */
export interface Grouping {
  /** The name in the stored state and in commands. */
  readonly id: string;
  /** Empty if the tree shows the jobs without groups. */
  readonly dimensions: readonly Dimension[];
}

/** Every grouping, in the order of the picker; the first is the default. */
export const groupings = [
  { id: 'vault', dimensions: [vaultDimension, stateDimension] },
  { id: 'state', dimensions: [stateDimension, vaultDimension] },
  { id: 'outcome', dimensions: [outcomeDimension] },
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

/** Every dimension of a grouping whose groups are queries, once. */
export const dimensions: readonly Dimension[] = [
  ...new Set<Dimension>(groupings.flatMap((grouping) => grouping.dimensions)),
].filter(({ isOfResources }) => !isOfResources);

/** The grouping with this ID, or the default if there is none. */
export function groupingOf(id: unknown): Grouping {
  return groupings.find((grouping) => grouping.id === id) ?? groupings[0];
}
