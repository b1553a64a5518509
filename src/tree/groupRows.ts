import { stateDimension } from '../jobs/dimensions.js';
import { type GroupingContext, groupsOf, type JobGroup, narrowSelection } from '../jobs/grouping.js';
import type { JobPool } from '../jobs/jobPool.js';
import { selectionKey } from '../jobs/jobSelection.js';
import { idPart } from './jobRow.js';
import { type Branch, type GroupRow, rowOf } from './rows.js';

/**
 * The rows of a branch's groups. States that are known to have no jobs have no row, and a group with a single
 * subgroup is one row with it.
 */
export function groupRows(branch: Branch, context: GroupingContext): GroupRow[] {
  const [dimension, ...dimensions] = branch.dimensions;
  if (dimension === undefined) return [];
  const { session } = branch;
  const { pool } = session;
  return groupsOf(branch.list, dimension, { ...context, further: dimensions })
    .filter((group) => !isEmptyState(group, pool))
    .map((group) =>
      mergedRow({
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
      }),
    );
}

/**
 * The row of a group, merged with that of its subgroup as long as there can be only one. It keeps the ID of
 * the group, so that VS Code keeps its state when another subgroup appears.
 */
export function mergedRow(row: GroupRow): GroupRow {
  const group = onlySubgroup(row);
  if (group === undefined) return row;
  const { id, merged = [], parent, session } = row;
  return mergedRow({
    kind: 'group',
    id,
    group,
    session,
    get list() {
      return session.pool.list(group.selection);
    },
    dimensions: row.dimensions.slice(1),
    parent,
    whole: row,
    merged: [...merged, row],
  });
}

/** The only subgroup that a group has, and can have; undefined if others are there or may be loaded. */
function onlySubgroup(row: GroupRow): JobGroup | undefined {
  const { group, session } = row;
  const [dimension, ...further] = row.dimensions;
  if (dimension === undefined || dimension.isOfResources) return undefined;
  if (!isLoaded(group) && session.pool.isComplete(group.selection)) {
    const list = session.pool.list(group.selection);
    const [only, ...others] = groupsOf(list, dimension, { now: new Date(), further });
    return others.length === 0 ? only : undefined;
  }
  const [first, ...shared] = group.shared ?? [];
  const selection = first && narrowSelection(group.selection, dimension, first.value);
  if (first === undefined || selection === undefined) return undefined;
  const isOnly = isLoaded(group) || selectionKey(selection) === selectionKey(group.selection);
  return isOnly ? { ...group, dimension, ...first, selection, shared } : undefined;
}

/** Whether all jobs of a group were loaded by the list above. */
export function isLoaded({ count, isCounted }: JobGroup): boolean {
  return count.isExact && isCounted === undefined;
}

/** Whether a group is a state without jobs. If the list above is not complete, its own list may be. */
function isEmptyState({ count, dimension, selection }: JobGroup, pool: JobPool): boolean {
  if (dimension.name !== stateDimension.name || count.known > 0) return false;
  const read = pool.countRead(selection);
  return read?.known === 0 && read.isExact;
}
