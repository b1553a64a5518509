import { narrowSelection } from '../jobs/grouping.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobPool } from '../jobs/jobPool.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import { type Branch, rowOf } from './rows.js';

/**
 * Reads what branches of one pool show again, each to the depth it shows, the whole tree first. Where `root` is no longer what the
 * whole tree was narrowed from, for relative times now mean others, each branch is narrowed from it anew.
 */
export async function rereadBranches(
  branches: readonly Branch[],
  root: JobSelection,
  pool: JobPool,
): Promise<void> {
  const shown = branches.flatMap((branch) => {
    const selection = selectionWithin(branch, root);
    return selection === undefined ? [] : [{ selection, depth: depthOf(branch.list) }];
  });
  await pool.refresh([root, ...shown.map(({ selection }) => selection)]);
  for (const { selection, depth } of shown) await readTo(depth, pool.list(selection));
}

/** What a branch selects once the whole tree selects `root`; undefined where no job can be in it. */
function selectionWithin(branch: Branch, root: JobSelection): JobSelection | undefined {
  const row = rowOf(branch);
  if (row?.kind === 'job') return branch.list.selection;
  if (row === undefined || branch.whole === undefined) return root;
  const whole = selectionWithin(branch.whole, root);
  return whole && narrowSelection(whole, row.group.dimension, row.group.value);
}

function depthOf({ isComplete, looked }: JobList): number {
  return isComplete ? Number.POSITIVE_INFINITY : looked;
}

async function readTo(depth: number, list: JobList): Promise<void> {
  while (list.state.name === 'idle' && list.state.fruitlessPages === undefined && list.looked < depth)
    await list.loadMore();
}
