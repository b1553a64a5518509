import type { BackupJob } from './backupJob.js';
import type { JobCount, JobList } from './jobList.js';
import { type JobQuery, narrowQuery } from './jobQuery.js';
import type { JobSelection, Sieve } from './jobSelection.js';
import { backupJobStates, completedWithIssues, shownState, stateRank } from './jobStates.js';

/** One way to tell jobs apart, and to ask for one part of them. */
export interface Dimension {
  readonly name: 'vault' | 'state';
  /** Which group a job is in; undefined is the group of those that name none. */
  groupOf(job: BackupJob): string | undefined;
  /** What narrows a selection to one group. */
  partOf(value: string | undefined): { readonly filters: JobQuery; readonly sieves: readonly Sieve[] };
  /** Every value that there can be, where that is known. */
  readonly allValues: readonly string[];
  /** In which order groups are shown. */
  compare(one: string | undefined, other: string | undefined): number;
}

/** A part of a selection that shares one value of a dimension. */
export interface JobGroup {
  readonly dimension: Dimension;
  readonly value: string | undefined;
  readonly selection: JobSelection;
  /** What the parent's jobs tell of this group. */
  readonly count: JobCount;
  /** How many of them failed. */
  readonly failed: number;
}

/** By `BackupVaultName`. */
export const vaultDimension: Dimension = {
  name: 'vault',
  groupOf: (job) => job.BackupVaultName || undefined,
  partOf: (value) =>
    value === undefined
      ? { filters: {}, sieves: [{ keeps: 'withoutField', field: 'BackupVaultName' }] }
      : { filters: { backupVaultName: value }, sieves: [] },
  allValues: [],
  compare: (one, other) => lastIfAbsent(one, other) ?? String(one).localeCompare(String(other)),
};

/** By `State`, with "completed with issues" as a state of its own; what needs attention first. */
export const stateDimension: Dimension = {
  name: 'state',
  groupOf: shownState,
  partOf: (value) => {
    if (value === undefined) return { filters: {}, sieves: [{ keeps: 'withoutField', field: 'State' }] };
    if (value === completedWithIssues)
      return { filters: { state: 'COMPLETED' }, sieves: [{ keeps: 'withIssues' }] };
    if (value === 'COMPLETED')
      return { filters: { state: 'COMPLETED' }, sieves: [{ keeps: 'withoutIssues' }] };
    return { filters: { state: value }, sieves: [] };
  },
  allValues: [...backupJobStates, completedWithIssues],
  compare: (one, other) =>
    stateRank(one) - stateRank(other) ||
    (lastIfAbsent(one, other) ?? String(one).localeCompare(String(other))),
};

/**
 * The groups of what a list holds so far. While the list is not complete, a dimension whose values are all
 * known shows those too that no job has been seen of yet: the service can be asked for each.
 */
export function groupsOf(list: JobList, dimension: Dimension): JobGroup[] {
  const parts = new Map<string | undefined, BackupJob[]>();
  if (!list.isComplete) for (const value of dimension.allValues) parts.set(value, []);
  for (const job of list.jobs()) {
    const value = dimension.groupOf(job);
    const part = parts.get(value);
    if (part === undefined) parts.set(value, [job]);
    else part.push(job);
  }
  const groups: JobGroup[] = [];
  for (const [value, jobs] of parts) {
    const selection = narrowSelection(list.selection, dimension, value);
    if (selection === undefined) continue;
    const failed = jobs.filter((job) => job.State === 'FAILED').length;
    groups.push({
      dimension,
      value,
      selection,
      count: { known: jobs.length, isExact: list.isComplete },
      failed,
    });
  }
  return groups.sort((one, other) => dimension.compare(one.value, other.value));
}

/** The part of a selection in one group of a dimension; undefined where no job can be in it. */
export function narrowSelection(
  selection: JobSelection,
  dimension: Dimension,
  value: string | undefined,
): JobSelection | undefined {
  const { filters, sieves } = dimension.partOf(value);
  const parts = selection.parts.flatMap((part) => {
    const query = narrowQuery(part.query, filters);
    return query === undefined ? [] : [{ query, sieves: [...part.sieves, ...sieves] }];
  });
  return parts.length === 0 ? undefined : { parts };
}

function lastIfAbsent(one: string | undefined, other: string | undefined): number | undefined {
  if (one !== undefined && other !== undefined) return undefined;
  return Number(one === undefined) - Number(other === undefined);
}
