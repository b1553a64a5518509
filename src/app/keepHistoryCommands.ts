import path from 'node:path';
import { deleteHistory } from '../commands/deleteHistory.js';
import { type KeepHistoryContext, keepHistory, stopKeepingHistory } from '../commands/keepHistory.js';
import { accountText } from '../connection/accountText.js';
import { showError } from '../editor/notify.js';
import { setContext } from '../editor/setContext.js';
import { userSetting } from '../editor/userSetting.js';
import { failureText } from '../jobs/failureText.js';
import { failureOf } from '../jobs/jobSource.js';
import type { AppParts } from './appParts.js';
import { archiveFolder, retentionDays, setKept } from './keptHistories.js';

/** Runs “Keep Job History…” or “Stop Keeping Job History”. */
export async function setHistoryKept(app: AppParts, isToBeKept: boolean): Promise<void> {
  await withFolder(app, async (folder) => {
    // The view, which selects the connection to start with, may not have been opened yet.
    await app.sessions.hasConnection();
    const context: KeepHistoryContext = {
      chosen: app.sessions.chosen,
      folder,
      retentionDays: retentionDays(),
      keep: async (connection, isKept) => {
        await setKept(app.memory, connection, isKept);
        setContext('keepsHistory', isKept);
        app.sessions.reopen();
      },
    };
    await (isToBeKept ? keepHistory(context) : stopKeepingHistory(context));
  });
}

/** Runs “Delete Job History…”. */
export async function deleteKeptHistory(app: AppParts): Promise<void> {
  await withFolder(app, async (folder) => {
    const aliases = userSetting('accountAliases');
    await deleteHistory({
      folder,
      workerFile: path.join(__dirname, 'historyWorker.js'),
      accountText: (account) => accountText(account, aliases),
      // The archives of the tree are read again.
      onDeleted: () => void app.refresh(),
    });
  });
}

async function withFolder(app: AppParts, run: (folder: string) => Promise<void>): Promise<void> {
  let folder: string;
  try {
    folder = archiveFolder(app.storage);
  } catch (error) {
    await showError(failureText(failureOf(error)));
    return;
  }
  await run(folder);
}
