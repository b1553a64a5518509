import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { partsOfJobs } from '../documents/export/exportedJobs.js';
import { type LoadedPart, loadedReport } from '../documents/report/readReport.js';
import type { ReportScope } from '../documents/report/reportContent.js';
import { reportMarkdown } from '../documents/report/reportMarkdown.js';
import { statusMessage, withViewProgress } from '../editor/notify.js';
import { jobsText } from '../jobs/formats.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { unusableTargetsText } from './unusableTargets.js';

type Session = Parameters<typeof partsOfJobs>[1][number] &
  Pick<LoadedPart, 'pool'> & { readonly key: string };

/** Copies a report on those selected jobs that are of these sessions, as Markdown. */
export async function copyReportOfJobs(
  targets: readonly JobTarget[],
  sessions: readonly Session[],
  scope: ReportScope,
): Promise<void> {
  const parts = sessions.flatMap((session) => {
    const [part] = partsOfJobs(targets, [session]);
    return part === undefined || part.jobs.length === 0 ? [] : [{ ...part, pool: session.pool }];
  });
  if (parts.length === 0) return statusMessage(unusableTargetsText(sessions, targets));
  await copyReport(parts, { ...scope, jobs: 'selected' });
}

/** Copies a report on loaded jobs as Markdown. */
export async function copyReport(
  parts: readonly LoadedPart[],
  about: Parameters<typeof loadedReport>[1],
): Promise<void> {
  const known = parts.reduce((sum, { jobs }) => sum + jobs.length, 0);
  const count = jobsText({ known, isExact: true }, vscode.env.language);
  if (known > maxJobs)
    return statusMessage(l10n.t('{count} are too many to copy. Use “Export Report…”', { count }));
  await withViewProgress('backupJobs.explorer', async () => {
    const text = await reportMarkdown(await loadedReport(parts, about), vscode.env.language);
    await vscode.env.clipboard.writeText(text);
    statusMessage(l10n.t('Copied a report on {count}', { count }));
  });
}

/** The report of more jobs is too long for a message or a ticket. */
const maxJobs = 5000;
