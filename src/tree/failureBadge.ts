import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { BackupJob } from '../jobs/backupJob.js';
import { jobTime } from '../jobs/jobFacts.js';

/**
 * The number of known jobs that failed in the last 24 hours, as the view's badge; undefined if there are
 * none.
 */
export function failureBadge(known: readonly Iterable<BackupJob>[], now: Date): vscode.ViewBadge | undefined {
  const since = now.getTime() - 24 * 3_600_000;
  let value = 0;
  for (const jobs of known) {
    for (const job of jobs) if (job.State === 'FAILED' && (jobTime(job)?.getTime() ?? 0) >= since) value++;
  }
  if (value === 0) return undefined;
  const tooltip =
    value === 1
      ? l10n.t('1 loaded backup job failed in the last 24 hours')
      : l10n.t('{count} loaded backup jobs failed in the last 24 hours', { count: value });
  return { value, tooltip };
}
