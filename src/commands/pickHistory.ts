import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type HistoryConnection, historyConnection } from '../connection/connection.js';
import { showError } from '../editor/notify.js';
import { pickOne } from '../editor/pickOne.js';

/**
 * Opens the jobs in files and folders: those of a menu of the Explorer (`argument` is the file, `others` are
 * all selected ones), those dropped on the view (`argument` is their URIs, a line each), or those that the
 * user picks.
 */
export async function openHistory(
  argument: unknown,
  others: unknown,
  open: (connection: HistoryConnection) => Promise<void>,
): Promise<void> {
  const given = givenUris(argument, others);
  // What was dropped, such as a text, is no file. A dialog would come unasked.
  if (typeof argument === 'string' && given.length === 0) return;
  const uris = given.length > 0 ? given : await pickUris();
  if (uris.length === 0) return;
  if (uris.some(({ scheme }) => scheme !== 'file')) {
    await showError(
      l10n.t('Only files on the disk can be opened as a history. Save them to a folder, and open that.'),
    );
    return;
  }
  await open(historyConnection(uris.map(({ fsPath }) => fsPath)));
}

function givenUris(argument: unknown, others: unknown): readonly vscode.Uri[] {
  if (typeof argument === 'string') return urisIn(argument);
  if (!(argument instanceof vscode.Uri)) return [];
  const selected = Array.isArray(others) ? others.filter((one) => one instanceof vscode.Uri) : [];
  return selected.some((one) => String(one) === String(argument)) ? selected : [argument];
}

/**
 * The URIs in a list with a line for each, in which comments begin with `#`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2483#section-5
 */
function urisIn(list: string): vscode.Uri[] {
  const lines = list.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#')).flatMap((line) => uriIn(line) ?? []);
}

/** Without a scheme it is no URI: `Uri.parse` alone would take it for a path. */
function uriIn(line: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(line, true);
  } catch {
    return undefined;
  }
}

/** A dialog of Linux and Windows picks either files or folders. */
async function pickUris(): Promise<readonly vscode.Uri[]> {
  const picked = await pickOne<'files' | 'folder'>({
    title: l10n.t('Backup Jobs: Open History'),
    placeholder: l10n.t('Select where the jobs are'),
    choices: [
      {
        label: l10n.t('Folder…'),
        iconPath: new vscode.ThemeIcon('folder'),
        detail: l10n.t('All files in it and below, such as the job reports of a year'),
        value: 'folder',
      },
      {
        label: l10n.t('Files…'),
        iconPath: new vscode.ThemeIcon('files'),
        detail: l10n.t('Exports, job reports, AWS CLI output, EventBridge events; also gzipped'),
        value: 'files',
      },
    ],
  });
  if (picked === undefined || picked === 'back') return [];
  const isFolder = picked.value === 'folder';
  const uris = await vscode.window.showOpenDialog({
    canSelectFiles: !isFolder,
    canSelectFolders: isFolder,
    canSelectMany: true,
    openLabel: l10n.t('Open History'),
  });
  return uris ?? [];
}
