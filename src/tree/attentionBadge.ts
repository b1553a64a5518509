import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { endTime } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { isBad } from '../jobs/jobStates.js';

/**
 * The view's badge: how many known jobs ended without a complete backup in the last 24 hours; undefined if
 * none did.
 */
export function attentionBadge(
  known: readonly Iterable<BackupJob>[],
  now: Date,
): vscode.ViewBadge | undefined {
  const since = now.getTime() - 24 * 3_600_000;
  let value = 0;
  for (const jobs of known) for (const job of jobs) if (isBad(job) && endTime(job) >= since) value++;
  if (value === 0) return undefined;
  const tooltip =
    value === 1
      ? l10n.t('1 loaded backup job made no complete backup in the last 24 hours')
      : l10n.t('{count} loaded backup jobs made no complete backup in the last 24 hours', {
          count: value,
        });
  return { value, tooltip };
}
