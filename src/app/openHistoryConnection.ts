import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { connectionKey, type HistoryConnection } from '../connection/connection.js';
import type { ConnectionListener } from '../connection/connectionListener.js';
import type { Log } from '../editor/log.js';
import { withNotification } from '../editor/notify.js';
import { warnWithLog } from '../editor/warnWithLog.js';
import { type ImportListener, openHistoryFiles } from '../history/historyFiles.js';
import type { ImportProgress, ImportResult } from '../history/import/importFiles.js';
import { importLines, importProgressText, importWarning, otherContentLines } from '../history/importTexts.js';
import { indexFileOf } from '../history/indexFile.js';
import { logLine } from '../jobs/logLine.js';
import type { OpenedConnection } from '../jobs/openedConnection.js';

/**
 * Opens the jobs in files and folders. Files that have not been read yet, or have changed, are read first,
 * with a notification that shows how far and can cancel it. What cannot be read is listed in the log, and
 * reported if files were read. Rejects with a JobSourceError.
 *
 * @param storage the folder of the extension, for the index
 */
export async function openHistoryConnection(
  connection: HistoryConnection,
  { onOtherSettings, signal }: Pick<ConnectionListener, 'onOtherSettings' | 'signal'>,
  log: Log,
  storage: vscode.Uri,
): Promise<OpenedConnection> {
  const indexFile = await indexFileOf(connectionKey(connection), path.join(storage.fsPath, 'history'));
  const { language: locale } = vscode.env;
  return openHistoryFiles({
    paths: connection.paths,
    indexFile,
    workerFile: path.join(__dirname, 'historyWorker.js'),
    locale,
    signal,
    onImport: () => new ImportNotification(log, locale),
    onOtherFiles: onOtherSettings,
  });
}

/** The notification of an import, from its first progress on. */
class ImportNotification implements ImportListener {
  readonly #log: Log;
  readonly #locale: string;
  readonly #stop = new AbortController();
  #report: ((text: string) => void) | undefined;
  /** Undefined until there is something to read. */
  #end: (() => void) | undefined;

  constructor(log: Log, locale: string) {
    this.#log = log;
    this.#locale = locale;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  onProgress(progress: ImportProgress): void {
    if (this.#end === undefined) this.#show();
    this.#report?.(importProgressText(progress, this.#locale));
  }

  onEnd(result: ImportResult | undefined): void {
    this.#end?.();
    if (result === undefined) return;
    for (const line of importLines(result)) this.#log.warn(logLine(line));
    for (const line of otherContentLines(result)) this.#log.info(logLine(line));
    if (this.#end !== undefined) void this.#reportUnread(result);
  }

  #show(): void {
    // Made here, because the import may end before the notification shows.
    const ended = new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    void withNotification(l10n.t('Reading backup jobs'), (report, token) => {
      this.#report = report;
      token.onCancellationRequested(() => this.#stop.abort());
      return ended;
    });
  }

  async #reportUnread(result: ImportResult): Promise<void> {
    const warning = importWarning(result, this.#locale);
    if (warning !== undefined) await warnWithLog(warning, this.#log);
  }
}
