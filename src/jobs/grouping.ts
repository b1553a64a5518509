import type { BackupJob } from './backupJob.js';
import type { FilterName } from './filterTable.js';
import type { JobField } from './jobField.js';
import type { JobCount, JobList } from './jobList.js';
import { type JobQuery, narrowQuery } from './jobQuery.js';
import { type ClientFilter, type JobSelection, withoutDecided } from './jobSelection.js';
import type { CountedJobs } from './jobSource.js';
import { isBad } from './jobStates.js';

/** A way to divide jobs into groups, and to query one of them. */
export interface Dimension {
  /** The name in the IDs of rows and in the `when` clauses of their menus. */
  readonly name: string;
  /** The job field by which it groups; absent for the region, which is none. */
  readonly field?: JobField;
  /** The filter that selects a group; absent if there is none. */
  readonly filter?: FilterName;
  /** The codicon of all groups; absent if each value has its own. */
  readonly icon?: string;
  title(): string;
  /** The title of the group of jobs without a value. */
  absentTitle(): string;
  /** The title of the group of a value, if it depends only on the value. */
  valueTitle?(value: string, now: Date, locale: string): string;
  /** The title of a job's group, if the value is not a name. */
  titleIn?(job: BackupJob): string | undefined;
  /** The value of the group that a job is in; undefined for the group of jobs without a value. */
  groupOf(job: BackupJob): string | undefined;
  /** The filters that narrow a selection to one group. */
  partOf(value: string | undefined): {
    readonly filters: JobQuery;
    readonly clientFilters: readonly ClientFilter[];
  };
  /** All possible values at `now`; empty if they are not known. */
  allValues(now: Date): readonly string[];
  /** Whether the values have an order that is never changed, such as time. */
  readonly isOrdered?: true;
  /**
   * Set if it divides the resources by all of their jobs. Then its groups are lists of resources, not
   * queries; see `outcomeRows` in src/tree.
   */
  readonly isOfResources?: true;
  /** Compares groups for sorting. */
  compare(one: JobGroup, other: JobGroup): number;
}

/** A part of a selection that shares one value of a dimension. */
export interface JobGroup {
  readonly dimension: Dimension;
  readonly value: string | undefined;
  /** A title from one of its jobs, if the value is not a name. */
  readonly title: string | undefined;
  readonly selection: JobSelection;
  /** The number of the parent's jobs in this group. */
  readonly count: JobCount;
  /** The number of those that ended without a complete backup. */
  readonly bad: number;
  /** The number of the bad ones that are accepted as known issues; absent if that was not counted. */
  readonly accepted?: number;
  /** Set if the source has counted the jobs. Then the count is exact, although not all of them are loaded. */
  readonly isCounted?: true;
  /** The values that all of these jobs have in the first of {@link GroupingContext.further}. */
  readonly shared?: readonly SharedValue[];
}

/** A value of a dimension that several jobs have, with a title from one of them. */
export interface SharedValue {
  readonly value: string | undefined;
  readonly title: string | undefined;
}

export interface GroupingContext {
  readonly now: Date;
  /** More possible values, such as the names of the account's vaults. */
  readonly knownValues?: readonly string[] | undefined;
  /** The known jobs of the list's selection, if there are more than in the list itself. */
  readonly knownJobs?: readonly BackupJob[] | undefined;
  /** Whether a bad job is accepted as a known issue; if absent, none is. */
  readonly isAccepted?: ((job: BackupJob) => boolean) | undefined;
  /** The counts of all groups, if the source can count jobs without listing them. */
  readonly counted?: readonly CountedJobs[] | undefined;
  /** Whether groups with bad jobs that are not accepted come first. */
  readonly badFirst?: boolean | undefined;
  /** The dimensions that divide the groups further. */
  readonly further?: readonly Dimension[] | undefined;
}

/**
 * The groups of the loaded jobs of a list. While the list is not complete, they are those that the source has
 * counted or, if it cannot count, they include possible values without loaded jobs, because each can be
 * queried.
 */
export function groupsOf(list: JobList, dimension: Dimension, context: GroupingContext): JobGroup[] {
  const { further = [] } = context;
  const parts = new Map<string | undefined, GroupPart>();
  const partOf = (value: string | undefined) => {
    const known = parts.get(value);
    if (known !== undefined) return known;
    const empty: GroupPart = { known: 0, bad: 0, accepted: 0, title: undefined, shared: [] };
    parts.set(value, empty);
    return empty;
  };
  const counted = list.isComplete ? undefined : context.counted;
  for (const { bad, count, sample } of counted ?? []) {
    const part = partOf(dimension.groupOf(sample));
    part.known += count;
    part.bad += bad;
    part.title ??= dimension.titleIn?.(sample);
  }
  if (!list.isComplete && counted === undefined) {
    for (const value of [...dimension.allValues(context.now), ...(context.knownValues ?? [])]) partOf(value);
  }
  for (const job of counted === undefined ? (context.knownJobs ?? list.jobs()) : []) {
    const part = partOf(dimension.groupOf(job));
    part.shared = part.known === 0 ? valuesOf(job, further) : sharedWith(part.shared, job, further);
    part.known++;
    if (isBad(job)) {
      part.bad++;
      if (context.isAccepted?.(job)) part.accepted++;
    }
    part.title ??= dimension.titleIn?.(job);
  }
  const groups: JobGroup[] = [];
  for (const [value, { accepted, bad, known, shared, title }] of parts) {
    const selection = narrowSelection(list.selection, dimension, value);
    if (selection === undefined) continue;
    groups.push({
      dimension,
      value,
      title,
      selection,
      count: { known, isExact: list.isComplete || counted !== undefined },
      bad,
      ...(context.isAccepted && counted === undefined && { accepted }),
      ...(counted === undefined ? { shared } : { isCounted: true }),
    });
  }
  const isBadFirst = context.badFirst === true && dimension.isOrdered !== true;
  const rank = ({ accepted = 0, bad }: JobGroup) => (isBadFirst && bad === accepted ? 1 : 0);
  return groups.sort((one, other) => rank(one) - rank(other) || dimension.compare(one, other));
}

interface GroupPart {
  known: number;
  bad: number;
  accepted: number;
  title: string | undefined;
  shared: readonly SharedValue[];
}

/** The values that all of these jobs have in the first of the dimensions. */
export function sharedValues(
  jobs: readonly BackupJob[],
  dimensions: readonly Dimension[],
): readonly SharedValue[] {
  const [first] = jobs;
  let shared: readonly SharedValue[] = first === undefined ? [] : valuesOf(first, dimensions);
  for (const job of jobs) {
    if (shared.length === 0) break;
    shared = sharedWith(shared, job, dimensions);
  }
  return shared;
}

function valuesOf(job: BackupJob, dimensions: readonly Dimension[]): SharedValue[] {
  return dimensions.map(({ groupOf, titleIn }) => ({ value: groupOf(job), title: titleIn?.(job) }));
}

/** The first of the shared values, up to one that the job does not have. */
function sharedWith(
  shared: readonly SharedValue[],
  job: BackupJob,
  dimensions: readonly Dimension[],
): readonly SharedValue[] {
  const other = shared.findIndex(({ value }, place) => dimensions[place]?.groupOf(job) !== value);
  return other === -1 ? shared : shared.slice(0, other);
}

/** The part of a selection in one group of a dimension; undefined if no job can be in it. */
export function narrowSelection(
  selection: JobSelection,
  dimension: Dimension,
  value: string | undefined,
): JobSelection | undefined {
  const ofSelection = narrowed.get(selection) ?? new Map<Dimension, NarrowedByValue>();
  narrowed.set(selection, ofSelection);
  const byValue: NarrowedByValue = ofSelection.get(dimension) ?? new Map();
  ofSelection.set(dimension, byValue);
  if (!byValue.has(value)) byValue.set(value, narrow(selection, dimension, value));
  return byValue.get(value);
}

type NarrowedByValue = Map<string | undefined, JobSelection | undefined>;

/** The results of {@link narrowSelection}: the tree narrows the same selections at every change. */
const narrowed = new WeakMap<JobSelection, Map<Dimension, NarrowedByValue>>();

function narrow(
  selection: JobSelection,
  dimension: Dimension,
  value: string | undefined,
): JobSelection | undefined {
  const { filters, clientFilters } = dimension.partOf(value);
  const parts = selection.parts.flatMap((part) => {
    const query = narrowQuery(part.query, filters);
    if (query === undefined) return [];
    const known = new Set(part.clientFilters.map((filter) => JSON.stringify(filter)));
    const more = clientFilters.filter((filter) => !known.has(JSON.stringify(filter)));
    return withoutDecided({ query, clientFilters: [...part.clientFilters, ...more] }) ?? [];
  });
  return parts.length === 0 ? undefined : { parts };
}
