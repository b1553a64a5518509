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
 * The connections of which the history is kept. VS Code stores them for the user, across workspaces, and does
 * not sync them.
 */
export function keptConnections(memory: vscode.Memento): readonly AwsConnection[] {
  const stored: unknown = memory.get(memoryKey);
  const connections = Array.isArray(stored) ? stored.map(connectionFrom) : [];
  return connections.filter((one): one is AwsConnection => one?.kind === 'aws');
}

/** Whether the history of a connection is kept. Its regions do not matter. */
export function isKept(memory: vscode.Memento, connection: Connection): boolean {
  const key = connectionKey(connection);
  return keptConnections(memory).some((one) => connectionKey(one) === key);
}

/** Sets whether the history of a connection is kept. */
export async function setKept(
  memory: vscode.Memento,
  connection: AwsConnection,
  isToBeKept: boolean,
): Promise<void> {
  const key = connectionKey(connection);
  const others = keptConnections(memory).filter((one) => connectionKey(one) !== key);
  await memory.update(memoryKey, isToBeKept ? [...others, connection] : others);
}

/** Stores the regions of a connection whose history is kept, if they have changed. */
export async function rememberRegions(memory: vscode.Memento, connection: AwsConnection): Promise<void> {
  const stored = keptConnections(memory);
  if (!stored.some((one) => JSON.stringify(one) === JSON.stringify(connection)))
    await setKept(memory, connection, true);
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

const memoryKey = 'keptHistories';
