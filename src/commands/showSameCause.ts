import * as vscode from 'vscode';
import type { JobFilter } from '../jobs/jobFilter.js';
import type { JobTree } from '../tree/jobTree.js';
import { type GroupRow, isAttentionResource, isOutcomeResource, isRow } from '../tree/rows.js';
import { type FilterOrigin, filterByThis } from './filterByThis.js';

/** Filters the tree by the status message of a job, of a resource's failed job, or of a group by message. */
export async function showSameCause(
  origin: FilterOrigin | undefined,
  root: { readonly value: JobFilter; set(filter: JobFilter): Promise<void> },
): Promise<void> {
  const ofResource = origin !== undefined && 'group' in origin ? jobOfResource(origin) : undefined;
  await filterByThis('filterByThisMessage', ofResource ?? origin, root);
}

/**
 * Selects the focused row, as Enter does, and returns it; undefined if it has no job and no group. VS Code
 * passes a row to the commands of menus, but not to those of keys.
 */
export async function focusedOrigin(tree: Pick<JobTree, 'selection'>): Promise<FilterOrigin | undefined> {
  await vscode.commands.executeCommand('list.select');
  const [row, ...others] = tree.selection;
  return others.length === 0 && isRow(row, 'group', 'job') ? row : undefined;
}

function jobOfResource(row: GroupRow): FilterOrigin | undefined {
  if (isAttentionResource(row)) return { job: row.item.jobs[0] };
  if (isOutcomeResource(row)) return { job: row.outcome.jobs[0] ?? row.outcome.latest };
  return undefined;
}
