import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { confirm, showError, showInformation } from '../../editor/notify.js';
import type { JobSelection } from '../../jobs/jobSelection.js';
import { failureOf } from '../../jobs/jobSource.js';
import { remedyCommand, remedyTitle, withUsefulRemedy } from '../../jobs/remedies.js';
import { visibleLine } from '../../jobs/visibleText.js';
import { UnwrittenFileError } from './diskFile.js';
import { regionsOf } from './exportedJobs.js';
import { linkedFolder } from './linkedFolder.js';
import { unwrittenText } from './unwrittenText.js';

/** The file that a save dialog proposes: its name has the region, if there is only one, and the day. */
export function proposedFile(
  name: string,
  parts: readonly { readonly region: string }[],
  extension: string,
): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const [region, ...others] = regionsOf(parts);
  const place = region === undefined || others.length > 0 ? '' : `${region}-`;
  const day = new Date().toISOString().slice(0, 10);
  return vscode.Uri.joinPath(folder, `${name}-${place}${day}.${extension}`);
}

/** Whether to write to the target. Asks first if a link in the workspace leads to a folder outside of it. */
export async function isMeantTarget(target: vscode.Uri): Promise<boolean> {
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

/**
 * Shows why the jobs of the `selection` could not be read or written, and runs the remedy that the user
 * chooses. Resolves to whether that is a retry.
 */
export async function reportUnwritten(
  error: unknown,
  selection: JobSelection,
  consequence?: string,
): Promise<boolean> {
  const failure =
    error instanceof UnwrittenFileError
      ? {
          summary: l10n.t('The file could not be written'),
          detail: unwrittenText(error),
          remedy: 'retry' as const,
        }
      : withUsefulRemedy(failureOf(error), selection);
  const sentences = [failure.summary, failure.detail, consequence]
    .map((sentence) => visibleLine(sentence ?? '', 300).replace(/\.$/, ''))
    .filter(Boolean);
  const title = remedyTitle(failure.remedy);
  const answer = await showError(`${sentences.join('. ')}.`, title);
  if (answer !== title) return false;
  if (failure.remedy === 'retry') return true;
  await vscode.commands.executeCommand(remedyCommand(failure.remedy));
  return false;
}

export async function offerConnection(): Promise<void> {
  const select = remedyTitle('selectConnection');
  const answer = await showInformation(l10n.t('No connection is selected'), select);
  if (answer === select) await vscode.commands.executeCommand(remedyCommand('selectConnection'));
}
