import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import { type GroupingContext, groupsOf } from '../jobs/grouping.js';
import { isOfConnection } from '../jobs/jobSource.js';
import { childrenOf, isParent, withoutNested } from '../jobs/nestedJobs.js';
import {
  type Branch,
  type GroupRow,
  type JobRow,
  type ParentJobRow,
  type Row,
  type RunRow,
  rowOf,
} from './rows.js';

/**
 * The rows below a branch whose list has been read: its groups or its jobs, and last what tells that
 * there is more. A job's id does not hold its state, so that its row stays itself when the state changes.
 */
export function rowsOf(branch: Branch, context: GroupingContext): Row[] {
  return [...contentOf(branch, context), ...endOf(branch)];
}

/** The rows of a run of a long list. */
export function rowsOfRun(run: RunRow): Row[] {
  return run.jobs.map((job) => jobRow(job, run.branch, run));
}

function contentOf(branch: Branch, context: GroupingContext): Row[] {
  const [dimension, ...dimensions] = branch.dimensions;
  if (dimension === undefined) return jobRowsOf(branch);
  return groupsOf(branch.list, dimension, context).map(
    (group): GroupRow => ({
      kind: 'group',
      id: `${branch.id}/${dimension.name}:${group.value === undefined ? '' : encodeURIComponent(group.value)}`,
      group,
      session: branch.session,
      list: branch.session.pool.list(group.selection),
      dimensions,
      parent: rowOf(branch),
      whole: branch,
    }),
  );
}

/**
 * The jobs themselves; a long list is folded into runs. The editor asks for all rows below one that has changed, about
 * 0.6 KB each, at every page: of a folded list it asks only for the runs and for the jobs of those that are open.
 */
function jobRowsOf(branch: Branch): Row[] {
  const parent = rowOf(branch);
  const all = branch.list.jobs();
  const jobs = parent?.kind === 'job' ? all : withoutNested(all);
  if (jobs.length <= longestRun) return jobs.map((job) => jobRow(job, branch, parent));
  const runs: RunRow[] = [];
  for (let start = 0; start < jobs.length; start += longestRun) {
    runs.push({
      kind: 'run',
      id: `${branch.id}/run:${start}`,
      jobs: jobs.slice(start, start + longestRun),
      start,
      branch,
      parent,
    });
  }
  return runs;
}

function jobRow(job: BackupJob, branch: Branch, parent: Row | undefined): JobRow | ParentJobRow {
  const { session } = branch;
  const isNested = rowOf(branch)?.kind === 'job';
  const id = isNested
    ? `${branch.id}/child:${jobKey(job)}`
    : `${session.key}@${session.region}/job:${jobKey(job)}`;
  const row: JobRow = { kind: 'job', id, session, job, parent };
  if (job.BackupJobId === undefined || !isParent(job, session.pool)) return row;
  const list = session.pool.list(childrenOf(job.BackupJobId, branch.list.selection));
  return { ...row, list, dimensions: [] };
}

function endOf(branch: Branch): Row[] {
  const { state } = branch.list;
  const parent = rowOf(branch);
  if (state.name === 'failed') {
    const isToldOnce = isOfConnection(state.failure) && branch.session.pool.outage !== undefined;
    if (isToldOnce || isToldAbove(branch)) return [];
    return [{ kind: 'failure', id: `${branch.id}/failure`, failure: state.failure, branch, parent }];
  }
  return branch.list.isComplete ? [] : [{ kind: 'loadMore', id: `${branch.id}/loadMore`, branch, parent }];
}

/** A part that is sifted from the pages of its whole fails with it: one row is enough to say so. */
function isToldAbove({ list, whole }: Branch): boolean {
  return whole !== undefined && (list.isReadFrom(whole.list) || isToldAbove({ ...whole, list }));
}

/** Long enough for what a person reads in one go, short enough to be sent at every page. */
const longestRun = 250;
