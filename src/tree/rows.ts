import type { BackupJob } from '../jobs/backupJob.js';
import type { Dimension, JobGroup } from '../jobs/grouping.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobFailure } from '../jobs/jobSource.js';

/** What has rows below it: a list of jobs and how it is divided further. */
export interface Branch {
  /** Names the branch, whatever its jobs and their states are; unique in the tree. */
  readonly id: string;
  readonly list: JobList;
  /** The dimensions that still divide the list; none: its jobs are the rows. */
  readonly dimensions: readonly Dimension[];
  readonly parent: GroupRow | undefined;
  /** The branch that this one is a part of; absent for the whole tree. */
  readonly whole?: Branch;
}

/** A vault, a state: the jobs that share one value. */
export interface GroupRow extends Branch {
  readonly kind: 'group';
  readonly group: JobGroup;
}

/** One backup job. */
export interface JobRow {
  readonly kind: 'job';
  readonly id: string;
  readonly job: BackupJob;
  readonly parent: GroupRow | undefined;
}

/** The way to the next page. */
export interface LoadMoreRow {
  readonly kind: 'loadMore';
  readonly id: string;
  readonly branch: Branch;
  readonly parent: GroupRow | undefined;
}

/** Why jobs are missing here, and what mends it. Without a branch the connection itself could not be opened. */
export interface FailureRow {
  readonly kind: 'failure';
  readonly id: string;
  readonly failure: JobFailure;
  readonly branch: Branch | undefined;
  readonly parent: GroupRow | undefined;
}

export type Row = GroupRow | JobRow | LoadMoreRow | FailureRow;

/** Whether an argument that a command was called with is one of the tree's rows. */
export function isRow<Kind extends Row['kind']>(
  argument: unknown,
  ...kinds: readonly Kind[]
): argument is Extract<Row, { kind: Kind }> {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return false;
  return kinds.some((kind) => argument.kind === kind);
}
