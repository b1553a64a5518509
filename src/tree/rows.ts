import type { BackupJob } from '../jobs/backupJob.js';
import type { Dimension, JobGroup } from '../jobs/grouping.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobPool } from '../jobs/jobPool.js';
import { referenceIn } from '../jobs/jobReader.js';
import type { JobFailure } from '../jobs/jobSource.js';
import type { JobTarget } from '../jobs/jobTarget.js';

/** A region of the connection whose jobs the tree shows. */
export interface JobTreeSession {
  readonly key: string;
  readonly region: string;
  readonly pool: JobPool;
  /** The names of the account's vaults; none where AWS Backup does not tell them. Never rejects. */
  vaultNames?(): Promise<readonly string[]>;
}

/** What has rows below it: a list of jobs and how it is divided further. */
export interface Branch {
  /** Names the branch, whatever its jobs and their states are; unique in the tree. */
  readonly id: string;
  readonly session: JobTreeSession;
  readonly list: JobList;
  /** The dimensions that still divide the list; none: its jobs are the rows. */
  readonly dimensions: readonly Dimension[];
  readonly parent: Row | undefined;
  /** The branch that this one is a part of; absent for the whole tree. */
  readonly whole?: Branch;
}

/** Whether a row or branch is the one that `whole` names, or stands somewhere below it. */
export function isWithin({ id }: { readonly id: string }, whole: string): boolean {
  return id === whole || id.startsWith(`${whole}/`);
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
  readonly session: JobTreeSession;
  readonly job: BackupJob;
  readonly parent: Row | undefined;
}

/** A backup job that has nested jobs below it. */
export interface ParentJobRow extends JobRow, Branch {
  readonly parent: Row | undefined;
}

/** A run of the jobs of a long list. */
export interface ChunkRow {
  readonly kind: 'run';
  readonly id: string;
  readonly jobs: readonly BackupJob[];
  /** Where its first job stands in the list, from 0. */
  readonly start: number;
  readonly branch: Branch;
  readonly parent: Row | undefined;
}

/** The way to the next page. */
export interface LoadMoreRow {
  readonly kind: 'loadMore';
  readonly id: string;
  readonly branch: Branch;
  readonly parent: Row | undefined;
}

/** Why jobs are missing here, and what fixes it. */
export interface FailureRow {
  readonly kind: 'failure';
  readonly id: string;
  readonly failure: JobFailure;
  /** What could not be read; absent where that is the connection itself, or several places at once. */
  readonly branch: Branch | undefined;
  /** What it is that failed, where the row does not stand below it: a region. */
  readonly place?: string;
  readonly parent: Row | undefined;
}

export type Row = GroupRow | JobRow | ParentJobRow | ChunkRow | LoadMoreRow | FailureRow;

/** Whether an argument that a command was called with is one of the tree's rows. */
export function isRow<Kind extends Row['kind']>(
  argument: unknown,
  ...kinds: readonly Kind[]
): argument is Extract<Row, { kind: Kind }> {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return false;
  return kinds.some((kind) => argument.kind === kind);
}

/** Whether an argument that a command was called with is one of the tree's rows, of whatever kind. */
export function isAnyRow(argument: unknown): argument is Row {
  return isRow(argument, ...rowKinds);
}

/** The job of a row. */
export function jobOfRow({ job, session }: JobRow): JobTarget {
  return { reference: referenceIn(session, job.BackupJobId), job };
}

/** The row that a branch is; undefined for the whole tree. */
export function rowOf(branch: Branch): GroupRow | ParentJobRow | undefined {
  return 'kind' in branch ? (branch as GroupRow | ParentJobRow) : undefined;
}

/** Whether a row is a branch. */
export function isBranch(row: Row): row is GroupRow | ParentJobRow {
  return 'list' in row;
}

/** The id of the row that leads to a branch's next page. */
export function loadMoreId(branch: Branch): string {
  return `${branch.id}/loadMore`;
}

/** The branch that an argument of a command is, if any. */
export function branchOf(argument: unknown): Branch | undefined {
  return isRow(argument, 'group', 'job') && isBranch(argument) ? argument : undefined;
}

const rowKinds = ['group', 'job', 'run', 'loadMore', 'failure'] as const satisfies readonly Row['kind'][];
