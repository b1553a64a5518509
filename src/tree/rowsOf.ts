import { jobKey } from '../jobs/backupJob.js';
import { groupsOf } from '../jobs/grouping.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import type { Branch, GroupRow, Row } from './rows.js';

/**
 * The rows below a branch whose list has been read: its groups or its jobs, and last what tells that
 * there is more. A job's id does not hold its state, so that its row stays itself when the state changes.
 */
export function rowsOf(branch: Branch, listOf: (selection: JobSelection) => JobList, root: string): Row[] {
  const parent = 'kind' in branch ? (branch as GroupRow) : undefined;
  return [...contentOf(branch, parent, listOf, root), ...endOf(branch, parent)];
}

function contentOf(
  branch: Branch,
  parent: GroupRow | undefined,
  listOf: (selection: JobSelection) => JobList,
  root: string,
): Row[] {
  const [dimension, ...dimensions] = branch.dimensions;
  if (dimension === undefined) {
    return branch.list.jobs().map((job) => ({ kind: 'job', id: `${root}/job:${jobKey(job)}`, job, parent }));
  }
  return groupsOf(branch.list, dimension).map((group) => ({
    kind: 'group',
    id: `${branch.id}/${dimension.name}:${group.value === undefined ? '' : encodeURIComponent(group.value)}`,
    group,
    list: listOf(group.selection),
    dimensions,
    parent,
    whole: branch,
  }));
}

function endOf(branch: Branch, parent: GroupRow | undefined): Row[] {
  const { state } = branch.list;
  if (state.name === 'failed') {
    if (isToldAbove(branch)) return [];
    return [{ kind: 'failure', id: `${branch.id}/failure`, failure: state.failure, branch, parent }];
  }
  return branch.list.isComplete ? [] : [{ kind: 'loadMore', id: `${branch.id}/loadMore`, branch, parent }];
}

/** A part that is sifted from the pages of its whole fails with it: one row is enough to say so. */
function isToldAbove({ list, whole }: Branch): boolean {
  return whole !== undefined && (list.isReadFrom(whole.list) || isToldAbove({ ...whole, list }));
}
