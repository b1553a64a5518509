import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { confirm } from '../../editor/notify.js';
import { visibleLine } from '../../jobs/visibleText.js';
import { linkedFolder } from './linkedFolder.js';

/** Whether to write to the target. Asks first if a link in the workspace leads to a folder outside of it. */
export async function isMeant(target: vscode.Uri): Promise<boolean> {
  if (target.scheme !== 'file') return true;
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const folder = await linkedFolder(
    target.fsPath,
    folders.map(({ uri }) => uri.fsPath),
  );
  if (folder === undefined) return true;
  return confirm(
    l10n.t('The folder is a link that leads out of the workspace'),
    l10n.t('The file will be written to {folder}', { folder: visibleLine(folder, 300) }),
    l10n.t('Export to the Linked Folder'),
  );
}
