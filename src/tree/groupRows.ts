import { stateDimension } from '../jobs/dimensions.js';
import { type Dimension, type GroupingContext, groupsOf, type JobGroup } from '../jobs/grouping.js';
import type { JobPool } from '../jobs/jobPool.js';
import { idPart } from './jobRow.js';
import { type Branch, type GroupRow, rowOf } from './rows.js';

/** The rows of a branch's groups. States that are known to have no jobs have no row. */
export function groupRows(
  branch: Branch,
  dimension: Dimension,
  dimensions: readonly Dimension[],
  context: GroupingContext,
): GroupRow[] {
  const { session } = branch;
  const { pool } = session;
  return groupsOf(branch.list, dimension, context)
    .filter((group) => !isEmptyState(group, pool))
    .map((group) => ({
      kind: 'group',
      id: `${branch.id}/${dimension.name}:${idPart(group.value)}`,
      group,
      session,
      get list() {
        return pool.list(group.selection);
      },
      dimensions,
      parent: rowOf(branch),
      whole: branch,
    }));
}

/** Whether a group is a state without jobs. If the list above is not complete, its own list may be. */
function isEmptyState({ count, dimension, selection }: JobGroup, pool: JobPool): boolean {
  if (dimension.name !== stateDimension.name || count.known > 0) return false;
  const read = pool.countRead(selection);
  return read?.known === 0 && read.isExact;
}
