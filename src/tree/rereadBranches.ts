import { attentionSelection } from '../jobs/attention.js';
import { narrowSelection } from '../jobs/grouping.js';
import type { JobPool } from '../jobs/jobPool.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import {
  type Branch,
  isAttentionPart,
  isAttentionResource,
  isOutcomeResource,
  type JobTreeSession,
  rowOf,
} from './rows.js';

/**
 * Refreshes the branches of one tree, each to its depth, the whole tree first, and then those of its archive,
 * which has the jobs that are no longer listed. If relative times have moved on, so that the tree now selects
 * `root`, each branch is narrowed again from `root` and loaded as far as before.
 */
export async function rereadBranches(
  branches: readonly Branch[],
  root: JobSelection,
  { archive, pool }: Pick<JobTreeSession, 'archive' | 'pool'>,
): Promise<void> {
  await rereadIn(pool, branches, root);
  if (archive !== undefined) await rereadIn(archive.session.pool, branches, root);
}

async function rereadIn(pool: JobPool, branches: readonly Branch[], root: JobSelection): Promise<void> {
  const own = branches.filter(({ session }) => session.pool === pool);
  const selections = own.flatMap((branch) => {
    const selection = selectionWithin(branch, root);
    if (selection !== undefined) pool.renew(branch.list.selection, selection);
    return selection ?? [];
  });
  await pool.refresh([root, ...selections]);
}

/**
 * Refreshes the jobs of whole trees that can still change. Resolves to whether any job still can. Rejects
 * with a JobSourceError if no tree could be read.
 */
export async function rereadInProgress(roots: readonly Branch[], signal: AbortSignal): Promise<boolean> {
  const readings = await Promise.allSettled(
    roots.map(({ list, session }) => session.pool.rereadInProgress(list.selection, signal)),
  );
  const hasRead = readings.some((reading) => reading.status === 'fulfilled' && reading.value !== undefined);
  const failed = readings.find((reading) => reading.status === 'rejected');
  if (failed !== undefined && !hasRead) throw failed.reason;
  return failed !== undefined || hasRead;
}

/** The selection of a branch when the whole tree selects `root`; undefined if no job can be in it. */
function selectionWithin(branch: Branch, root: JobSelection): JobSelection | undefined {
  const row = rowOf(branch);
  if (isAttentionPart(branch)) return attentionSelection(root, new Date());
  if (row?.kind === 'job' || (row !== undefined && (isAttentionResource(row) || isOutcomeResource(row))))
    return branch.list.selection;
  if (row === undefined || branch.whole === undefined) return root;
  const whole = selectionWithin(branch.whole, root);
  return whole && narrowSelection(whole, row.group.dimension, row.group.value);
}
