import * as vscode from 'vscode';
import type { JobPanels } from '../details/jobPanels.js';
import { isSameTarget } from '../jobs/jobTarget.js';
import type { JobTree } from '../tree/jobTree.js';
import { isRow, jobOfRow } from '../tree/rows.js';

/**
 * What Enter does in the tree: selects the focused row, as without this command. If it is the job that the
 * panel shows already, the focus moves into the panel.
 */
export async function enterRow(tree: Pick<JobTree, 'selection'>, panels: JobPanels): Promise<void> {
  const shown = panels.loaded?.visibleTarget;
  await vscode.commands.executeCommand('list.select');
  const [row, ...others] = tree.selection;
  if (shown === undefined || row === undefined || others.length > 0 || !isRow(row, 'job')) return;
  if (isSameTarget(shown, jobOfRow(row))) panels.loaded?.focus();
}
