import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import { type GroupingContext, groupsOf } from '../jobs/grouping.js';
import type { JobPool } from '../jobs/jobPool.js';
import { type JobSelection, selects } from '../jobs/jobSelection.js';
import { isOfConnection } from '../jobs/jobSource.js';
import { withUsefulRemedy } from '../jobs/remedies.js';
import { withoutNested } from '../jobs/withoutNested.js';
import { idPart } from './jobRow.js';
import { foldedRows } from './nightRows.js';
import { type Branch, type GroupRow, loadMoreId, type Row, rowOf } from './rows.js';

/**
 * The rows below a loaded branch: its groups or its jobs, and last a row that loads more. The ID of a job's
 * row does not contain the state, so the row stays the same when the state changes.
 */
export function rowsOf(branch: Branch, context: GroupingContext): Row[] {
  return [...contentOf(branch, context), ...endOf(branch)];
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

function contentOf(branch: Branch, context: GroupingContext): Row[] {
  const [dimension, ...dimensions] = branch.dimensions;
  if (dimension === undefined) return jobRowsOf(branch);
  return groupsOf(branch.list, dimension, { ...context, knownJobs: knownJobs(branch) }).map(
    (group): GroupRow => ({
      kind: 'group',
      id: `${branch.id}/${dimension.name}:${idPart(group.value)}`,
      group,
      session: branch.session,
      get list() {
        return branch.session.pool.list(group.selection);
      },
      dimensions,
      parent: rowOf(branch),
      whole: branch,
    }),
  );
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

function endOf(branch: Branch): Row[] {
  const { state } = branch.list;
  const parent = rowOf(branch);
  if (state.name === 'failed') {
    const isShownOnce = isOfConnection(state.failure) && branch.session.pool.outage !== undefined;
    if (isShownOnce || isShownAbove(branch)) return [];
    const failure = withUsefulRemedy(state.failure, wholeOf(branch).list.selection);
    return [{ kind: 'failure', id: `${branch.id}/failure`, failure, branch, parent }];
  }
  return branch.list.isComplete ? [] : [{ kind: 'loadMore', id: loadMoreId(branch), branch, parent }];
}

/** The whole tree of a branch: its selection is the user's filter. */
function wholeOf(branch: Branch): Branch {
  return branch.whole === undefined ? branch : wholeOf(branch.whole);
}

/**
 * A list that is filtered from the pages of the list above fails with it, and one row is enough to show that.
 */
function isShownAbove({ list, whole }: Branch): boolean {
  return whole !== undefined && (list.isReadFrom(whole.list) || isShownAbove({ ...whole, list }));
}
