import * as vscode from 'vscode';
import { setContext } from '../editor/setContext.js';
import type { AppParts } from './appParts.js';
import { DailyReads } from './dailyReads.js';
import { followAwsFiles } from './followAwsFiles.js';
import { isKept, rememberRegions } from './keptHistories.js';

/** Starts what activation does not have to wait for. */
export function afterActivation(app: AppParts): vscode.Disposable {
  return vscode.Disposable.from(followAwsFiles(app.sessions), showsWhetherKept(app), new DailyReads(app));
}

/**
 * Sets the context keys for the commands of the kept history, and remembers the regions for the daily read.
 */
function showsWhetherKept({ memory, sessions }: AppParts): vscode.Disposable {
  const show = () => {
    const { chosen } = sessions;
    if (chosen?.kind === 'aws' && isKept(memory, chosen)) void rememberRegions(memory, chosen);
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
