import type { BackupJob } from './backupJob.js';
import type { JobCount, JobList } from './jobList.js';
import { type JobQuery, narrowQuery } from './jobQuery.js';
import { type ClientFilter, type JobSelection, withoutDecided } from './jobSelection.js';

/** One way to tell jobs apart, and to ask for one part of them. */
export interface Dimension {
  readonly name: 'account' | 'day' | 'plan' | 'region' | 'resource' | 'resourceType' | 'state' | 'vault';
  /** Which group a job is in; undefined is the group of those that name none. */
  groupOf(job: BackupJob): string | undefined;
  /** What narrows a selection to one group. */
  partOf(value: string | undefined): {
    readonly filters: JobQuery;
    readonly clientFilters: readonly ClientFilter[];
  };
  /** Every value that there can be at `now`, where that is known. */
  allValues(now: Date): readonly string[];
  /** What a job tells of its group's name, where the value itself is none to read. */
  titleIn?(job: BackupJob): string | undefined;
  /** In which order groups are shown. */
  compare(one: JobGroup, other: JobGroup): number;
}

/** A part of a selection that shares one value of a dimension. */
export interface JobGroup {
  readonly dimension: Dimension;
  readonly value: string | undefined;
  /** What it is called, where a job tells more than the value. */
  readonly title: string | undefined;
  readonly selection: JobSelection;
  /** What the parent's jobs tell of this group. */
  readonly count: JobCount;
  /** How many of them failed. */
  readonly failed: number;
}

/** What the groups of a list are made with. */
export interface GroupingContext {
  readonly now: Date;
  /** Values that someone else has told, beside those that the dimension knows: the names of the account's vaults. */
  readonly knownValues?: readonly string[] | undefined;
  /** What is known of the list's jobs, where that is more than the list itself holds. */
  readonly knownJobs?: readonly BackupJob[] | undefined;
}

/**
 * The groups of what a list holds so far. While the list is not complete, values that are known otherwise are
 * shown too, though no job has been seen of them yet: the service can be asked for each.
 */
export function groupsOf(list: JobList, dimension: Dimension, context: GroupingContext): JobGroup[] {
  const parts = new Map<string | undefined, { known: number; failed: number; title: string | undefined }>();
  const partOf = (value: string | undefined) => {
    const known = parts.get(value);
    if (known !== undefined) return known;
    const made = { known: 0, failed: 0, title: undefined };
    parts.set(value, made);
    return made;
  };
  if (!list.isComplete) {
    for (const value of [...dimension.allValues(context.now), ...(context.knownValues ?? [])]) partOf(value);
  }
  for (const job of context.knownJobs ?? list.jobs()) {
    const part = partOf(dimension.groupOf(job));
    part.known++;
    if (job.State === 'FAILED') part.failed++;
    part.title ??= dimension.titleIn?.(job);
  }
  const groups: JobGroup[] = [];
  for (const [value, { failed, known, title }] of parts) {
    const selection = narrowSelection(list.selection, dimension, value);
    if (selection === undefined) continue;
    groups.push({
      dimension,
      value,
      title,
      selection,
      count: { known, isExact: list.isComplete },
      failed,
    });
  }
  return groups.sort((one, other) => dimension.compare(one, other));
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
