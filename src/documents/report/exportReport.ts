import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  confirm,
  showError,
  showInformation,
  showWarning,
  statusMessage,
  withNotification,
} from '../../editor/notify.js';
import { throttled } from '../../jobs/throttled.js';
import { visibleLine } from '../../jobs/visibleText.js';
import { UnwrittenFileError } from '../export/diskFile.js';
import { countedText, type ExportProgress, progressText } from '../export/exportProgress.js';
import { isFile } from '../export/isFile.js';
import { isMeantTarget, offerConnection, proposedFile, reportUnwritten } from '../export/saveTarget.js';
import { askForReport, type ReportRequest } from './askForReport.js';
import { OtherConnectionError, type ReadReport, type ReportSubject, readReport } from './readReport.js';
import { jobsFile, type ReportTarget, reportFileType, writeReport } from './writeReport.js';

/**
 * Asks what to report on and where to save it, writes the report with progress, and shows the result.
 *
 * @param subject Resolves to undefined if no connection is selected. Rejects with a JobSourceError.
 */
export async function exportReport(subject: () => Promise<ReportSubject | undefined>): Promise<void> {
  try {
    const about = await subject();
    if (about === undefined) return await offerConnection();
    const request = await askForReport(loadedOf(about));
    if (request === undefined) return;
    const target = await askForTarget(about, request);
    if (target === undefined) return;
    while (await hasToRunAgain(about, request, target));
  } catch (error) {
    if (await reportUnwritten(error, { parts: [] })) await exportReport(subject);
  }
}

/** The number of loaded jobs; undefined if all are loaded. */
function loadedOf({ selection, sessions }: ReportSubject): number | undefined {
  const lists = sessions.map(({ pool }) => pool.list(selection));
  if (lists.every(({ isComplete }) => isComplete)) return undefined;
  return lists.reduce((sum, list) => sum + list.jobs().length, 0);
}

async function askForTarget(
  { sessions }: ReportSubject,
  { savesJobs }: ReportRequest,
): Promise<ReportTarget | undefined> {
  const report = await vscode.window.showSaveDialog({
    title: l10n.t('Export Backup Report'),
    saveLabel: l10n.t('Export'),
    defaultUri: proposedFile('backup-report', sessions, 'html'),
    filters: { HTML: ['html'], Markdown: ['md'] },
  });
  if (report === undefined || !(await isMeantTarget(report))) return undefined;
  const jobs = savesJobs ? jobsFile(report) : undefined;
  if (jobs !== undefined && !(await mayBeWritten(jobs))) return undefined;
  return { report, jobs, locale: vscode.env.language };
}

/**
 * Whether there is no such file, or the user replaces it. The save dialog asks only for the report. Throws an
 * UnwrittenFileError for what is not a file.
 */
async function mayBeWritten(file: vscode.Uri): Promise<boolean> {
  if (!(await isFile(file))) return true;
  return confirm(
    l10n.t('{file} already exists', { file: fileName(file) }),
    l10n.t('The jobs of the report will replace it.'),
    l10n.t('Replace'),
  );
}

/** Reads and writes once, and shows progress and result. Resolves to whether the user wants to retry. */
async function hasToRunAgain(
  subject: ReportSubject,
  { scope }: ReportRequest,
  target: ReportTarget,
): Promise<boolean> {
  const cancellation = new AbortController();
  const { signal } = cancellation;
  try {
    const report = await withNotification(l10n.t('Exporting the report'), async (progress, token) => {
      token.onCancellationRequested(() => cancellation.abort());
      const onProgress = throttled(throttleMs, (now: ExportProgress) => progress(progressText(now)));
      const read = await readReport(subject, scope, { signal, onProgress });
      progress(l10n.t('writing the file'));
      await writeReport(read, target, signal);
      return read;
    });
    void reportDone(report, target);
    return false;
  } catch (error) {
    if (signal.aborted) {
      statusMessage(l10n.t('Export cancelled. No file was written'));
      return false;
    }
    if (error instanceof OtherConnectionError) {
      await showError(l10n.t('The connection has changed. No report was written. Export it again.'));
      return false;
    }
    const isElsewhere = error instanceof UnwrittenFileError && error.reason === 'elsewhere';
    return reportUnwritten(
      error,
      subject.selection,
      isElsewhere ? undefined : l10n.t('No report was written'),
    );
  }
}

async function reportDone({ regions }: ReadReport, { report }: ReportTarget): Promise<void> {
  const open = l10n.t('Open');
  const jobs = countedText(regions.reduce((sum, region) => sum + region.jobs.length, 0));
  const names = { jobs, file: fileName(report) };
  const isPartial = regions.some(({ isComplete }) => !isComplete);
  const answer = isPartial
    ? await showWarning(
        l10n.t('Exported a partial report on {jobs} to {file}. It says what was not read.', names),
        open,
      )
    : await showInformation(l10n.t('Exported a report on {jobs} to {file}', names), open);
  if (answer !== open) return;
  const isLocal = report.scheme === 'file' && vscode.env.uiKind === vscode.UIKind.Desktop;
  // A browser shows the page. One on another machine does not see the file.
  if (isLocal && vscode.env.remoteName === undefined && reportFileType(report) === 'html')
    await vscode.env.openExternal(report);
  else await vscode.commands.executeCommand('vscode.open', report);
}

function fileName(file: vscode.Uri): string {
  return visibleLine(file.path.split('/').at(-1) ?? '', 100);
}

/** The minimum milliseconds between progress updates. */
const throttleMs = 250;
