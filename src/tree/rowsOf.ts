import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import type { GroupingContext } from '../jobs/grouping.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobPool } from '../jobs/jobPool.js';
import { type JobSelection, selects } from '../jobs/jobSelection.js';
import { isOfConnection } from '../jobs/jobSource.js';
import { withUsefulRemedy } from '../jobs/remedies.js';
import { withoutNested } from '../jobs/withoutNested.js';
import { groupRows } from './groupRows.js';
import { foldedRows } from './nightRows.js';
import { outcomeRows } from './outcomeRows.js';
import {
  type Branch,
  branchesAbove,
  branchOfPages,
  loadMoreId,
  type Row,
  rowOf,
  wholeOf,
  withMerged,
} from './rows.js';
import type { OutcomesState } from './scheduleState.js';

/** What the rows depend on besides the jobs. */
export interface RowsContext extends GroupingContext {
  /** The outcomes of the resources of a tree; if absent, they are not known. */
  readonly outcomesOf?: (root: Branch) => OutcomesState;
  /** The exact number of jobs of a whole tree, and of the bad ones, if the source can count. */
  readonly totalOf?: (root: Branch) => { readonly bad: number; readonly count: number } | undefined;
  /** The known issues that count; if absent, there are none. */
  readonly known?: () => AcceptedIssues;
}

/**
 * The rows below a loaded branch: its groups or its jobs, and last a row that loads more. The ID of a job's
 * row does not contain the state, so the row stays the same when the state changes.
 */
export function rowsOf(branch: Branch, context: RowsContext): Row[] {
  const content = contentOf(branch, context);
  return [...content, ...endOf(branch, content.length > 0)];
}

/** The loaded jobs of a branch, for an export or a document. */
export interface LoadedJobs {
  readonly region: string;
  readonly pool: JobPool;
  readonly selection: JobSelection;
  readonly jobs: readonly BackupJob[];
  /** Whether these are all jobs. */
  readonly isComplete: boolean;
}

/**
 * The loaded jobs of a branch, from its own list or the lists above, whether it was expanded or not. Makes no
 * request.
 */
export function loadedJobsOf(branch: Branch): LoadedJobs {
  const { pool, region } = branch.session;
  const { isComplete, selection } = pool.knownList(branch.list.selection);
  return { region, pool, selection, jobs: knownJobs(branch), isComplete };
}

function contentOf(branch: Branch, context: RowsContext): Row[] {
  const [dimension] = branch.dimensions;
  if (dimension === undefined) return jobRowsOf(branch);
  if (dimension.isOfResources)
    return outcomeRows(branch, () => context.outcomesOf?.(wholeOf(branch)) ?? 'notLoaded', context.known);
  return groupRows(branch, { ...context, knownJobs: knownJobs(branch) });
}

/** The rows of the jobs of a branch that has no groups. */
function jobRowsOf(branch: Branch): Row[] {
  const parent = rowOf(branch);
  const all = knownJobs(branch);
  return foldedRows(branch, parent, parent?.kind === 'job' ? all : withoutNested(all));
}

/** The known jobs of a branch: from its own list and, while that is not loaded, from the list above. */
function knownJobs({ list, whole }: Branch): readonly BackupJob[] {
  if (list.hasStarted || whole === undefined) return list.jobs();
  const ofWhole = knownJobs(whole).filter((job) => selects(list.selection, job));
  return [...new Map([...list.jobs(), ...ofWhole].map((job) => [jobKey(job), job])).values()];
}

/**
 * The last row below a branch, if something is missing. A list with the pages of a list above has no row that
 * loads more, because the row of that list loads the same. But without other rows, it would look empty.
 */
function endOf(branch: Branch, hasRows: boolean): Row[] {
  const parent = rowOf(branch);
  for (const failed of withMerged(branch)) {
    const { state } = failed.list;
    if (state.name !== 'failed') continue;
    const isShownOnce = isOfConnection(state.failure) && branch.session.pool.outage !== undefined;
    if (isShownOnce || isShownAbove(failed.list, branch)) return [];
    const failure = withUsefulRemedy(state.failure, wholeOf(branch).list.selection);
    return [{ kind: 'failure', id: `${branch.id}/failure`, failure, branch: failed, parent }];
  }
  const isDone = branch.list.isComplete || (hasRows && branchOfPages(branch) !== branch);
  return isDone ? [] : [{ kind: 'loadMore', id: loadMoreId(branch), branch, parent }];
}

/**
 * A list that is filtered from the pages of the list above fails with it, and one row is enough to show that.
 */
function isShownAbove(list: JobList, branch: Branch): boolean {
  return [...branchesAbove(branch)].some((above) => list.isReadFrom(above.list));
}
