import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { connectionKey, type HistoryConnection } from '../connection/connection.js';
import type { Log } from '../editor/log.js';
import { showWarning, withNotification } from '../editor/notify.js';
import { openHistoryFiles } from '../history/historyFiles.js';
import { readerVersion } from '../history/import/fileRecord.js';
import type { ImportProgress, ImportResult } from '../history/import/importFiles.js';
import { importLines, importProgressText, importWarning } from '../history/importTexts.js';
import { schemaVersion } from '../history/store/historySchema.js';
import { aborted } from '../jobs/jobSource.js';
import { logLine } from '../jobs/logLine.js';
import type { OpenedConnection } from '../jobs/openedConnection.js';

/**
 * Opens the jobs in files and folders. Files that have not been read yet, or have changed, are read first,
 * with a notification that shows how far and can cancel it. What cannot be read is listed in the log, and
 * reported if files were read. `signal` aborts when the connection is no longer wanted. Rejects with a
 * JobSourceError.
 */
export async function openHistoryConnection(
  connection: HistoryConnection,
  log: Log,
  storage: vscode.Uri,
  signal: AbortSignal,
): Promise<OpenedConnection> {
  const indexFile = await indexFileOf(connection, path.join(storage.fsPath, 'history'));
  const { language: locale } = vscode.env;
  const stop = new AbortController();
  const aborting = AbortSignal.any([stop.signal, signal]);
  const progress = new ImportNotification(stop, locale);
  try {
    return await openHistoryFiles({
      paths: connection.paths,
      indexFile,
      workerFile: path.join(__dirname, 'historyWorker.js'),
      locale,
      signal: aborting,
      onProgress: (state) => progress.show(state),
      onImported: (result) => {
        const hasRead = progress.isShown;
        progress.end();
        if (result === undefined) return;
        for (const line of importLines(result)) log.warn(logLine(line));
        if (hasRead) void reportUnread(result, log, locale);
      },
    });
  } catch (error) {
    throw aborting.aborted ? aborted() : error;
  }
}

/** The notification of an import, from its first progress on. A later import has another one. */
class ImportNotification {
  readonly #stop: AbortController;
  readonly #locale: string;
  #report: ((text: string) => void) | undefined;
  #end = (): void => {};
  isShown = false;

  constructor(stop: AbortController, locale: string) {
    this.#stop = stop;
    this.#locale = locale;
  }

  show(progress: ImportProgress): void {
    if (!this.isShown) {
      this.isShown = true;
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
    this.#report?.(importProgressText(progress, this.#locale));
  }

  end(): void {
    this.#end();
    this.#report = undefined;
    this.isShown = false;
  }
}

async function reportUnread(result: ImportResult, log: Log, locale: string): Promise<void> {
  const warning = importWarning(result, locale);
  if (warning === undefined) return;
  const showLog = l10n.t('Show Log');
  if ((await showWarning(warning, showLog)) === showLog) log.show();
}

/**
 * The index of a history, in a folder that only the user can read. Removes those that have not been used for
 * a long time: they can be made again from the files.
 */
async function indexFileOf(connection: HistoryConnection, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // What another version of the extension has read into an index, this one cannot use.
  const key = `${schemaVersion}.${readerVersion} ${connectionKey(connection)}`;
  const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const file = path.join(folder, `${name}.db`);
  const now = new Date();
  await utimes(file, now, now).catch(() => {});
  for (const other of await readdir(folder)) {
    const otherFile = path.join(folder, other);
    const { mtimeMs } = await stat(otherFile).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (/^[0-9a-f]{32}\.db/.test(other) && now.getTime() - mtimeMs > maxUnusedMs)
      await rm(otherFile, { force: true }).catch(() => {});
  }
  return file;
}

const maxUnusedMs = 30 * 24 * 60 * 60 * 1000;
