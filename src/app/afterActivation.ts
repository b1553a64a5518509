import * as vscode from 'vscode';
import { setContext } from '../editor/setContext.js';
import type { AppParts } from './appParts.js';
import { followAwsFiles } from './followAwsFiles.js';
import { isKept } from './keptHistories.js';

/** Starts what activation does not have to wait for. */
export function afterActivation(app: AppParts): vscode.Disposable {
  return vscode.Disposable.from(followAwsFiles(app.sessions), showsWhetherKept(app));
}

/** Sets the context keys for the commands of the kept history. */
function showsWhetherKept({ memory, sessions }: AppParts): vscode.Disposable {
  const show = () => {
    const { chosen } = sessions;
    setContext('canKeepHistory', chosen?.kind === 'aws');
    setContext('keepsHistory', chosen !== undefined && isKept(memory, chosen));
  };
  show();
  return vscode.Disposable.from(
    sessions.onDidChange(show),
    // The starting connection is chosen when the view is first shown.
    sessions.onDidLearn(show),
    // Another window may have changed it.
    vscode.window.onDidChangeWindowState(show),
  );
}
