import * as vscode from 'vscode';
import { isOldRead } from '../jobs/oldRead.js';
import type { AppParts } from './appParts.js';
import { startDailyReads } from './dailyReads.js';
import { followAwsFiles } from './followAwsFiles.js';
import { followKeptHistory } from './followKeptHistory.js';
import { registerHistoryEditor } from './historyEditor.js';

/** Starts what need not be there when the activation ends, which would take longer with it. */
export function startLater(app: AppParts): vscode.Disposable {
  const { root, sessions } = app;
  return vscode.Disposable.from(
    followAwsFiles(sessions),
    followKeptHistory(app),
    startDailyReads(app),
    registerHistoryEditor(),
    root.onDidChange(() => {
      // The jobs on the screen may be old, such as those of last night.
      if (sessions.current.some(({ pool }) => isOldRead(pool.readAt))) void app.refresh();
    }),
  );
}
