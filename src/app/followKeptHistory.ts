import * as vscode from 'vscode';
import { type AwsConnection, connectionKey } from '../connection/connection.js';
import { setContext } from '../editor/setContext.js';
import type { AppParts } from './appParts.js';
import { isKept, rememberRegions } from './keptHistories.js';

/**
 * Sets the context keys for the commands of the kept history, and remembers the regions for the daily read.
 */
export function followKeptHistory({
  memory,
  sessions,
}: Pick<AppParts, 'memory' | 'sessions'>): vscode.Disposable {
  let before: AwsConnection | undefined;
  const show = () => {
    const { chosen } = sessions;
    const shown = chosen?.kind === 'aws' ? chosen : undefined;
    if (shown !== undefined) {
      const isSame = before !== undefined && connectionKey(before) === connectionKey(shown);
      void rememberRegions(memory, shown, isSame ? before : undefined);
    }
    before = shown;
    setContext('canKeepHistory', chosen?.kind === 'aws');
    setContext('keepsHistory', chosen !== undefined && isKept(memory, chosen));
  };
  show();
  const followFolder = vscode.workspace.onDidChangeConfiguration((change) => {
    const isOfKept = sessions.chosen !== undefined && isKept(memory, sessions.chosen);
    if (isOfKept && change.affectsConfiguration('backupJobs.historyFolder')) sessions.reopen();
  });
  return vscode.Disposable.from(
    followFolder,
    sessions.onDidChange(show),
    // The starting connection is chosen when the view is first shown.
    sessions.onDidLearn(show),
    // Another window may have changed it.
    vscode.window.onDidChangeWindowState(show),
  );
}
