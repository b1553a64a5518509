import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { showInformation, showWarning, statusMessage, withNotification } from '../../editor/notify.js';
import { throttled } from '../../jobs/throttled.js';
import { visibleLine } from '../../jobs/visibleText.js';
import { askForExport, type ExportRequest } from './askForExport.js';
import { UnwrittenFileError } from './diskFile.js';
import { type ExportPart, type ExportReading, exportedJobs } from './exportedJobs.js';
import { countedText, type ExportProgress, progressText } from './exportProgress.js';
import { type ExportFormat, exportText } from './exportText.js';
import { isMeantTarget, offerConnection, proposedFile, reportUnwritten } from './saveTarget.js';
import { writeWhole } from './wholeFile.js';

/** What can be exported, and where the user's choices are stored. */
export interface ExportOptions {
  /** What to export of each region; empty if no connection is selected. Rejects with a JobSourceError. */
  readonly parts: () => Promise<readonly ExportPart[]>;
  readonly memory: vscode.Memento;
}

/** Asks what to export, how and where, exports it with progress, and shows the result. */
export async function exportJobs(options: ExportOptions): Promise<void> {
  try {
    const parts = await options.parts();
    if (parts.length === 0) return await offerConnection();
    const isEmpty = parts.every(({ isComplete, jobs }) => isComplete && jobs.length === 0);
    if (isEmpty) return statusMessage(l10n.t('There are no backup jobs to export'));
    const request = await askForExport(parts, options.memory);
    if (request === undefined) return;
    const target = await askForFile(request.format, parts);
    if (target === undefined || !(await isMeantTarget(target))) return;
    while (await hasToRunAgain(parts, request, target));
  } catch (error) {
    if (await reportUnwritten(error, { parts: [] })) await exportJobs(options);
  }
}

/** The callbacks of an export. */
export interface ExportCalls extends Pick<ExportReading, 'keepsLooking' | 'signal'> {
  onProgress?(progress: ExportProgress): void;
}

/**
 * Exports jobs to a file, completely or not at all. Resolves to their number. Throws a JobSourceError or an
 * UnwrittenFileError; if `signal` aborts, any error that this causes.
 */
export async function exportTo(
  target: vscode.Uri,
  parts: readonly ExportPart[],
  { format, scope }: ExportRequest,
  { keepsLooking, onProgress, signal }: ExportCalls,
): Promise<number> {
  let jobs = 0;
  let readBackTo: Date | undefined;
  const onReadBackTo = (time: Date) => {
    readBackTo = time;
  };
  let isThrottled = false;
  const report = () => onProgress?.({ jobs, readBackTo, isThrottled });
  const onThrottled = (isNow: boolean) => {
    const isNew = isNow || isThrottled;
    isThrottled = isNow;
    // Nothing is written meanwhile, so no other call reports this.
    if (isNew) report();
  };
  const batches = exportedJobs(parts, scope, { signal, keepsLooking, onReadBackTo, onThrottled });
  const text = exportText(batches, format, (written) => {
    signal.throwIfAborted();
    jobs = written;
    report();
  });
  await writeWhole(target, text, signal);
  return jobs;
}

/** Exports once, and shows progress and result. Resolves to whether the user wants to retry. */
async function hasToRunAgain(
  parts: readonly ExportPart[],
  request: ExportRequest,
  target: vscode.Uri,
): Promise<boolean> {
  const cancellation = new AbortController();
  const { signal } = cancellation;
  const keepsLooking = async () => {
    const isWanted = await wantsToKeepLooking(signal);
    if (!isWanted) cancellation.abort();
    return isWanted;
  };
  try {
    const jobs = await withNotification(l10n.t('Exporting backup jobs'), (report, token) => {
      token.onCancellationRequested(() => cancellation.abort());
      const show = throttled(throttleMs, (now: ExportProgress) => report(progressText(now)));
      return exportTo(target, parts, request, { signal, keepsLooking, onProgress: show });
    });
    void reportDone(jobs, target);
    return false;
  } catch (error) {
    const isElsewhere = error instanceof UnwrittenFileError && error.reason === 'elsewhere';
    if (!signal.aborted)
      return reportUnwritten(
        error,
        { parts: parts.flatMap(({ selection }) => selection.parts) },
        isElsewhere ? undefined : l10n.t('Nothing was exported'),
      );
    statusMessage(l10n.t('Export cancelled. No file was written'));
    return false;
  }
}

/**
 * Asks whether to continue, and pauses the reading until then. If the user closes the message or cancels the
 * export, the answer is no.
 */
async function wantsToKeepLooking(signal: AbortSignal): Promise<boolean> {
  const keepLooking = l10n.t('Keep Looking');
  const cancelled = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const answer = showWarning(
    l10n.t(
      'The export is paused: many pages in a row held no new jobs, and there are more pages. The jobs loaded so far are kept.',
    ),
    keepLooking,
    l10n.t('Cancel Export'),
  );
  return (await Promise.race([answer, cancelled])) === keepLooking;
}

async function askForFile(
  { kind }: ExportFormat,
  parts: readonly ExportPart[],
): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: l10n.t('Export Backup Jobs'),
    saveLabel: l10n.t('Export'),
    defaultUri: proposedFile('backup-jobs', parts, kind),
    filters: { [kind.toUpperCase()]: [kind] },
  });
}

async function reportDone(jobs: number, target: vscode.Uri): Promise<void> {
  const open = l10n.t('Open');
  const file = visibleLine(target.path.split('/').at(-1) ?? '', 100);
  const answer = await showInformation(
    l10n.t('Exported {jobs} to {file}', { jobs: countedText(jobs), file }),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand('vscode.open', target);
}

/** The minimum milliseconds between progress updates. */
const throttleMs = 250;
