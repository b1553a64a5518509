import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import type { AttentionItem, ResourceRecord } from '../jobs/attention.js';
import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import type { Dimension, JobGroup } from '../jobs/grouping.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobPool } from '../jobs/jobPool.js';
import { placeOf, referenceIn } from '../jobs/jobReader.js';
import type { JobFailure, JobSource } from '../jobs/jobSource.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { KnownIssue } from '../jobs/knownIssue.js';
import type { ArchiveStatus } from '../jobs/openedConnection.js';
import type { Finding } from '../schedule/foldFindings.js';
import type { ListedOutcome } from '../schedule/listsSchedule.js';
import type { ResourceOutcomeName } from '../schedule/resourceOutcome.js';
import type { OutcomesState, ScheduleState } from './scheduleState.js';

/** A region of the connection whose jobs the tree shows. */
export interface JobTreeSession {
  readonly key: string;
  readonly region: string;
  readonly pool: JobPool;
  /** The names of the account's vaults; empty if AWS Backup does not list them. Never rejects. */
  vaultNames?(): Promise<readonly string[]>;
  readonly source?: Pick<JobSource, 'countJobs' | 'isUnchanging' | 'unanswered'>;
  /** Absent unless the history of the connection is kept. */
  readonly archive?: TreeArchive | undefined;
  /** Set for the kept history of a region. */
  readonly isArchive?: true | undefined;
}

/** The kept history of a region. */
export interface TreeArchive {
  readonly session: JobTreeSession;
  readonly kept: ArchiveStatus;
}

/** A row, or the root, that has rows below it: a list of jobs and its groupings. */
export interface Branch {
  /** Unique in the tree, and independent of the branch's jobs and their states. */
  readonly id: string;
  readonly session: JobTreeSession;
  readonly list: JobList;
  /** The dimensions that group the list further; if empty, its rows are its jobs. */
  readonly dimensions: readonly Dimension[];
  readonly parent: Row | undefined;
  /** The branch that contains this one; absent for the whole tree. */
  readonly whole?: Branch;
  /** Set if its jobs also have rows elsewhere in the tree, so that their rows here need different IDs. */
  readonly repeatsJobs?: true;
}

/** Whether a row or branch has the ID `whole` or is below the row that has it. */
export function isWithin({ id }: { readonly id: string }, whole: string): boolean {
  return id === whole || id.startsWith(`${whole}/`);
}

/** Whether `row` is `ancestor` or is below it; undefined is the root. */
export function isInSubtree(row: Row | undefined, ancestor: Row | undefined): boolean {
  if (ancestor === undefined) return true;
  for (let place = row; place !== undefined; place = place.parent) if (place.id === ancestor.id) return true;
  return false;
}

/** Jobs with the same value of a dimension, such as a vault or a state. */
export interface GroupRow extends Branch {
  readonly kind: 'group';
  readonly group: JobGroup;
  /**
   * The rows for which this row also stands, the outermost first: each has only the next one below it, and
   * the last one only this row. They have the ID of this row.
   */
  readonly merged?: readonly GroupRow[];
}

/** The jobs of a region that only the archive has. */
export interface ArchiveRow extends GroupRow {
  readonly isArchive: true;
  readonly parent: undefined;
  readonly kept: ArchiveStatus;
  /** That of {@link ArchiveStatus} when the row was built. */
  readonly coverVersion: number;
}

/** The first row: the resources of all regions that need attention. */
export interface AttentionRow {
  readonly kind: 'attention';
  readonly id: string;
  /** At least one, for each region whose filter can select bad jobs. */
  readonly parts: readonly AttentionPart[];
  /** What is known of missed runs. */
  readonly schedule: ScheduleState;
  /** The known issues that count. */
  readonly known: AcceptedIssues;
  readonly parent: undefined;
}

/** The jobs of one region below {@link AttentionRow}. */
export interface AttentionPart extends Branch {
  readonly whole: Branch;
  readonly isAttentionPart: true;
}

/** A resource that needs attention. Below it are all its jobs, including good ones. */
export interface AttentionResourceRow extends GroupRow {
  readonly item: AttentionItem;
  readonly parent: AttentionRow;
  /** The history of the resource; undefined unless all of its jobs are known. */
  readonly record: ResourceRecord | undefined;
  /** Its runs that made no job. */
  readonly findings: readonly Finding[];
  /** The known issue, if all of its failures are accepted. */
  readonly issue: KnownIssue | undefined;
}

/** The resources with the same outcome. It is no query, so nothing is filtered by it. */
export interface OutcomeRow {
  readonly kind: 'outcome';
  readonly id: string;
  readonly outcome: ResourceOutcomeName;
  /** The resources, as far as they are known now. */
  readonly resources: readonly ListedOutcome[];
  /** The runs that made no job, of the outcomes `missed` and `overdue`. They stand for the resources. */
  readonly findings: readonly Finding[];
  /** The known issues that count. */
  readonly known: AcceptedIssues;
  /** The length of the period that was judged, in hours. */
  readonly hours: number;
  readonly branch: Branch;
  readonly parent: Row | undefined;
}

/** A resource below {@link OutcomeRow}. Below it are all its jobs. */
export interface OutcomeResourceRow extends GroupRow {
  readonly outcome: ListedOutcome;
  readonly parent: OutcomeRow;
}

/** Says why rows are missing, and what to do. */
export interface HintRow {
  readonly kind: 'hint';
  readonly id: string;
  readonly reason: Exclude<Extract<OutcomesState, string>, 'failed'>;
  readonly parent: Row | undefined;
}

/**
 * Runs that made no job, of a resource or of a whole rule or plan. It is no job, and has none below it: below
 * a rule or plan are its resources.
 */
export interface MissedRow {
  readonly kind: 'missed';
  readonly id: string;
  readonly session: JobTreeSession;
  /** The branches of all regions. */
  readonly branches: readonly Branch[];
  readonly finding: Finding;
  /** The name of the region, or of those of an account, if the rows are of several. */
  readonly region: string | undefined;
  /** Whether the filter excludes some resources. Then nothing is known of a rule as a whole. */
  readonly isFiltered: boolean;
  /** The known issue, if these runs are accepted. */
  readonly issue: KnownIssue | undefined;
  readonly parent: Row | undefined;
}

export interface JobRow {
  readonly kind: 'job';
  readonly id: string;
  readonly session: JobTreeSession;
  readonly job: BackupJob;
  readonly parent: Row | undefined;
}

export type ParentJobRow = JobRow & Branch;

/** What the jobs of a chunk share. `number` is by the index of the first job in its night or hour. */
export type ChunkPart =
  | { readonly by: 'night'; readonly night: string | undefined }
  | { readonly by: 'hour'; readonly start: Date }
  | { readonly by: 'number'; readonly start: number };

/** A chunk of the jobs of a long list. */
export interface ChunkRow {
  readonly kind: 'chunk';
  readonly id: string;
  readonly part: ChunkPart;
  readonly jobs: readonly BackupJob[];
  /** The number of its jobs that ended without a complete backup. */
  readonly bad: number;
  /** Whether it is the first chunk below its parent, which is expanded at first. */
  readonly isFirst: boolean;
  readonly branch: Branch;
  readonly parent: Row | undefined;
}

/** Loads the next page. */
export interface LoadMoreRow {
  readonly kind: 'loadMore';
  readonly id: string;
  readonly branch: Branch;
  /** The region, if rows that load more of others are beside it. */
  readonly region?: string;
  readonly parent: Row | undefined;
}

/** Shows why jobs are missing. A click runs the remedy. */
export interface FailureRow {
  readonly kind: 'failure';
  readonly id: string;
  readonly failure: JobFailure;
  /** What could not be loaded; absent for the connection itself, or for several places at once. */
  readonly branch: Branch | undefined;
  /** What else could not be loaded for the same reason, in other regions. */
  readonly others?: readonly Branch[];
  /** The regions that failed, if the row is not below its only region. */
  readonly regions?: readonly string[];
  /** Set if jobs were read, but not stored: the remedy is another read. */
  readonly needsRefresh?: true;
  readonly parent: Row | undefined;
}

export type Row =
  | AttentionRow
  | GroupRow
  | JobRow
  | ParentJobRow
  | ChunkRow
  | MissedRow
  | OutcomeRow
  | HintRow
  | LoadMoreRow
  | FailureRow;

/** A row with jobs below it. */
export type BranchRow = GroupRow | ParentJobRow;

/** Whether a group is a resource below {@link AttentionRow}. */
export function isAttentionResource(row: GroupRow): row is AttentionResourceRow {
  return 'item' in row;
}

/** Whether a group is a resource below {@link OutcomeRow}. */
export function isOutcomeResource(row: GroupRow): row is OutcomeResourceRow {
  return 'outcome' in row;
}

/** Whether a group has all archived jobs of a region. */
export function isArchive(row: GroupRow): row is ArchiveRow {
  return 'isArchive' in row;
}

/** The groups of a row, the outermost first: several if rows are merged. The last has the row's jobs. */
export function groupsOfRow({ group, merged = [] }: GroupRow): readonly JobGroup[] {
  return [...merged.map((row) => row.group), group];
}

/** A branch, and the rows that are merged with its row. */
export function withMerged(branch: Branch): readonly Branch[] {
  const row = rowOf(branch);
  return [branch, ...((row?.kind === 'group' && row.merged) || [])];
}

/** The branches above a branch that have rows of their own, the innermost first; last the whole tree. */
export function* branchesAbove(branch: Branch): Generator<Branch, void, undefined> {
  const [, outermost = branch] = withMerged(branch);
  if (outermost.whole === undefined) return;
  yield outermost.whole;
  yield* branchesAbove(outermost.whole);
}

/** The whole tree of a branch: its selection is the user's filter. */
export function wholeOf(branch: Branch): Branch {
  return branch.whole === undefined ? branch : wholeOf(branch.whole);
}

/** Whether a branch is the part of a region below {@link AttentionRow}. */
export function isAttentionPart(branch: Branch): branch is AttentionPart {
  return 'isAttentionPart' in branch;
}

/** Whether an argument of a command is a row of one of these kinds. */
export function isRow<Kind extends Row['kind']>(
  argument: unknown,
  ...kinds: readonly Kind[]
): argument is Extract<Row, { kind: Kind }> {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return false;
  return kinds.some((kind) => argument.kind === kind);
}

/** Whether an argument of a command is a row of the tree. */
export function isAnyRow(argument: unknown): argument is Row {
  return isRow(argument, ...rowKinds);
}

/** The job of a row, as the target of a command. */
export function jobOfRow({ job, session }: JobRow): JobTarget {
  return { reference: referenceIn(session, job.BackupJobId), place: placeOf(session), job };
}

/** The jobs among some rows, each in one row: a job that needs attention may have two. */
export function eachJobOnce(rows: readonly Row[]): readonly JobRow[] {
  const keyOf = ({ job, session }: JobRow) => JSON.stringify([session.key, session.region, jobKey(job)]);
  const jobs = rows.filter((row) => isRow(row, 'job'));
  return [...new Map(jobs.map((row) => [keyOf(row), row])).values()];
}

/** The row of a branch; undefined for the whole tree. */
export function rowOf(branch: Branch): BranchRow | undefined {
  return 'kind' in branch ? (branch as BranchRow) : undefined;
}

/** Whether a row has jobs below it. */
export function isBranch(row: Row): row is BranchRow {
  return 'list' in row;
}

/** The outermost branch with rows of its own whose list has the same pages as that of a branch. */
export function branchOfPages(branch: Branch): Branch {
  return [...branchesAbove(branch)].findLast(({ list }) => list.hasPagesOf(branch.list)) ?? branch;
}

/** The ID of the row that loads the next page of a branch. */
export function loadMoreId(branch: Branch): string {
  return `${branch.id}/loadMore`;
}

/** A command's argument as a branch; undefined if it is not one. */
export function branchOf(argument: unknown): Branch | undefined {
  return isRow(argument, 'group', 'job') && isBranch(argument) ? argument : undefined;
}

const rowKinds = [
  'attention',
  'group',
  'job',
  'chunk',
  'missed',
  'outcome',
  'hint',
  'loadMore',
  'failure',
] as const satisfies readonly Row['kind'][];
