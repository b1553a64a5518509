import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  type AwsConnection,
  type Connection,
  connectionFrom,
  connectionKey,
} from '../connection/connection.js';
import { userSetting } from '../editor/userSetting.js';
import { JobSourceError } from '../jobs/jobSource.js';
import { numericSetting } from '../jobs/numericSettings.js';

/**
 * The connections of which the history is kept, each with the regions that its windows have shown. VS Code
 * stores them for the user, across workspaces, and does not sync them.
 */
export function keptConnections(memory: vscode.Memento): readonly AwsConnection[] {
  return memory.keys().flatMap((key) => {
    if (!key.startsWith(keyStart)) return [];
    const connection = connectionFrom(memory.get(key));
    return connection?.kind === 'aws' ? [connection] : [];
  });
}

/** Whether the history of a connection is kept. Its regions do not matter. */
export function isKept(memory: vscode.Memento, connection: Connection): boolean {
  return memory.get(memoryKey(connection)) !== undefined;
}

/** Sets whether the history of a connection is kept. */
export async function setKept(
  memory: vscode.Memento,
  connection: AwsConnection,
  isToBeKept: boolean,
): Promise<void> {
  await memory.update(memoryKey(connection), isToBeKept ? connection : undefined);
}

/**
 * Stores the regions of a connection with a kept history. Those that other windows have shown stay, unless
 * this one has just removed them: they are those that it showed before and no longer does.
 */
export async function rememberRegions(
  memory: vscode.Memento,
  connection: AwsConnection,
  before: AwsConnection | undefined,
): Promise<void> {
  const stored = connectionFrom(memory.get(memoryKey(connection)));
  const { regions } = connection;
  if (stored?.kind !== 'aws') return;
  // Without names, it is the configured region, which is not known here: what was selected last counts.
  if (regions === undefined || stored.regions === undefined) {
    const isSelectedNow = before === undefined || String(before.regions) !== String(regions);
    if (isSelectedNow && regions !== stored.regions) await setKept(memory, connection, true);
    return;
  }
  const removed = before?.regions?.filter((region) => !regions.includes(region)) ?? [];
  const others = stored.regions.filter((region) => !regions.includes(region) && !removed.includes(region));
  const all = [...regions, ...others];
  const isNew = all.length !== stored.regions.length || all.some((one) => !stored.regions?.includes(one));
  if (isNew) await setKept(memory, { ...connection, regions: all }, true);
}

/** Each connection has its own, so that two windows do not undo what the other one has stored. */
function memoryKey(connection: Connection): string {
  return `${keyStart}${connectionKey(connection)}`;
}

/**
 * The folder with the file of each account. Throws a JobSourceError if the setting is not an absolute path.
 */
export function archiveFolder(storage: vscode.Uri): string {
  const folder: unknown = vscode.workspace.getConfiguration('backupJobs').get('historyFolder');
  if (typeof folder !== 'string' || folder === '') return path.join(storage.fsPath, 'archive');
  if (path.isAbsolute(folder)) return folder;
  throw new JobSourceError({
    kind: 'configuration',
    summary: l10n.t('The setting backupJobs.historyFolder is not an absolute path'),
    detail: l10n.t('The job history is not kept until it is one, or empty.'),
    remedy: 'retry',
  });
}

/** How many days jobs are kept; 0 keeps all. */
export function retentionDays(): number {
  return numericSetting('historyRetentionDays', userSetting('historyRetentionDays'));
}

const keyStart = 'keptHistory:';
