import type { BackupJob } from './backupJob.js';
import type { FilterName } from './filterTable.js';
import type { JobField } from './jobField.js';
import type { JobCount, JobList } from './jobList.js';
import { type JobQuery, narrowQuery } from './jobQuery.js';
import { type ClientFilter, type JobSelection, withoutDecided } from './jobSelection.js';
import { isBad } from './jobStates.js';

/** One way to divide jobs into groups, and to ask for one of them. */
export interface Dimension {
  /** As a row's id and the `when` clauses of its menu have it. */
  readonly name: string;
  /** The field of a job that it compares; absent where a group's query does that by itself. */
  readonly field?: JobField;
  /** The filter by one group. Absent where there is none. */
  readonly filter?: FilterName;
  /** The codicon of a group; absent where each value has its own. */
  readonly icon?: string;
  /** What it is called. */
  title(): string;
  /** What the group of the jobs without a value is called. */
  absentTitle(): string;
  /** What the group of a value is called, where that is the same for all its jobs. */
  valueTitle?(value: string, now: Date, locale: string): string;
  /** What a job calls its group, where the value is no name. */
  titleIn?(job: BackupJob): string | undefined;
  /** Which group a job is in; undefined is the group of those without a value. */
  groupOf(job: BackupJob): string | undefined;
  /** What narrows a selection to one group. */
  partOf(value: string | undefined): {
    readonly filters: JobQuery;
    readonly clientFilters: readonly ClientFilter[];
  };
  /** Every value that there can be at `now`, where that is known. */
  allValues(now: Date): readonly string[];
  /** Whether the values have an order that is never changed, such as time. */
  readonly isOrdered?: true;
  /** The order of groups. */
  compare(one: JobGroup, other: JobGroup): number;
}

/** A part of a selection that shares one value of a dimension. */
export interface JobGroup {
  readonly dimension: Dimension;
  readonly value: string | undefined;
  /** What its jobs call it, where the value is no name. */
  readonly title: string | undefined;
  readonly selection: JobSelection;
  /** How many of the parent's jobs are in it. */
  readonly count: JobCount;
  /** How many of them ended without a complete backup. */
  readonly bad: number;
}

export interface GroupingContext {
  readonly now: Date;
  /** Values beside those that the dimension knows: the names of the account's vaults. */
  readonly knownValues?: readonly string[] | undefined;
  /** What is known of the list's jobs, where that is more than the list itself holds. */
  readonly knownJobs?: readonly BackupJob[] | undefined;
  /** Whether groups with bad jobs come first. */
  readonly badFirst?: boolean | undefined;
}

/**
 * The groups of what a list holds so far. While the list is not complete, they include known values that no
 * job has yet: the service can be asked for each.
 */
export function groupsOf(list: JobList, dimension: Dimension, context: GroupingContext): JobGroup[] {
  const parts = new Map<string | undefined, { known: number; bad: number; title: string | undefined }>();
  const partOf = (value: string | undefined) => {
    const known = parts.get(value);
    if (known !== undefined) return known;
    const made = { known: 0, bad: 0, title: undefined };
    parts.set(value, made);
    return made;
  };
  if (!list.isComplete) {
    for (const value of [...dimension.allValues(context.now), ...(context.knownValues ?? [])]) partOf(value);
  }
  for (const job of context.knownJobs ?? list.jobs()) {
    const part = partOf(dimension.groupOf(job));
    part.known++;
    if (isBad(job)) part.bad++;
    part.title ??= dimension.titleIn?.(job);
  }
  const groups: JobGroup[] = [];
  for (const [value, { bad, known, title }] of parts) {
    const selection = narrowSelection(list.selection, dimension, value);
    if (selection === undefined) continue;
    groups.push({
      dimension,
      value,
      title,
      selection,
      count: { known, isExact: list.isComplete },
      bad,
    });
  }
  const isBadFirst = context.badFirst === true && dimension.isOrdered !== true;
  const rank = (group: JobGroup) => (isBadFirst && group.bad === 0 ? 1 : 0);
  return groups.sort((one, other) => rank(one) - rank(other) || dimension.compare(one, other));
}

/** The part of a selection in one group of a dimension; undefined where no job can be in it. */
export function narrowSelection(
  selection: JobSelection,
  dimension: Dimension,
  value: string | undefined,
): JobSelection | undefined {
  const { filters, clientFilters } = dimension.partOf(value);
  const parts = selection.parts.flatMap((part) => {
    const query = narrowQuery(part.query, filters);
    if (query === undefined) return [];
    return withoutDecided({ query, clientFilters: [...part.clientFilters, ...clientFilters] }) ?? [];
  });
  return parts.length === 0 ? undefined : { parts };
}
