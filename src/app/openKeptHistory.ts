import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Connection } from '../connection/connection.js';
import type { Log } from '../editor/log.js';
import { warnWithLog } from '../editor/warnWithLog.js';
import { type ArchivedConnection, withArchive } from '../history/archive/openArchive.js';
import { logLine } from '../jobs/logLine.js';
import type { OpenedConnection } from '../jobs/openedConnection.js';
import { archiveFolder, isKept, retentionDays } from './keptHistories.js';

/** What keeping a history needs. */
export interface KeptHistoryContext {
  readonly log: Log;
  readonly memory: vscode.Memento;
  readonly storage: vscode.Uri;
}

/**
 * A connection that stores every page that it reads, as long as its history is kept. Problems go to the log,
 * and are shown in the tree.
 */
export function withKeptHistory(
  connection: Connection,
  opened: OpenedConnection,
  { log, memory, storage }: KeptHistoryContext,
): ArchivedConnection {
  return withArchive(opened, {
    folder: () => archiveFolder(storage),
    workerFile: path.join(__dirname, 'historyWorker.js'),
    isKept: () => isKept(memory, connection),
    retentionDays,
    onPutAside: (file) => void reportPutAside(file, log),
    onProblem: (problem) => {
      if (problem === undefined) log.info(logLine('Jobs that are read are stored in the job history again'));
      else
        log.warn(
          logLine(
            `Jobs that are read are not stored in the job history: ${problem.summary}. ${problem.detail}`,
          ),
        );
    },
  });
}

async function reportPutAside(file: string, log: Log): Promise<void> {
  log.warn(logLine(`The file of the job history could not be read and was put aside as ${file}`));
  const text = l10n.t(
    'The file of the job history could not be read. It is kept as {file}, and a new one was begun.',
    { file },
  );
  await warnWithLog(text, log);
}
