import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { endTime } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { countText } from '../jobs/formats.js';
import { isBad } from '../jobs/jobStates.js';
import { missedCounts } from '../schedule/findingCounts.js';
import type { ScheduleState } from './scheduleState.js';

/** How many backups need attention. */
export interface AttentionCount extends vscode.ViewBadge {
  /** The counts in a few words: `3 failed · 1 missed`. */
  readonly short: string;
}

/**
 * The view's badge: how many known jobs ended without a complete backup in the last 24 hours, and how many
 * runs are known since then to have made no job. Overdue resources are not counted. Undefined if the number
 * is 0.
 */
export function attentionBadge(
  known: readonly Iterable<BackupJob>[],
  schedule: ScheduleState,
  now: Date,
): AttentionCount | undefined {
  const since = now.getTime() - 24 * 3_600_000;
  let bad = 0;
  for (const jobs of known) for (const job of jobs) if (isBad(job) && endTime(job) >= since) bad++;
  const missed = typeof schedule === 'string' ? 0 : missedCounts(schedule, since).missed;
  if (bad + missed === 0) return undefined;
  const { language } = vscode.env;
  const text = (number: number) => countText({ known: number, isExact: true }, language);
  return {
    value: bad + missed,
    tooltip: [badText(bad), missedText(missed)].filter(Boolean).join('\n'),
    short: [
      bad > 0 && l10n.t('{count} failed', { count: text(bad) }),
      missed > 0 && l10n.t('{count} missed', { count: text(missed) }),
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

function badText(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? l10n.t('1 loaded backup job made no complete backup in the last 24 hours')
    : l10n.t('{count} loaded backup jobs made no complete backup in the last 24 hours', { count });
}

function missedText(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? l10n.t('1 missed run became known in the last 24 hours: it made no job, but a later one did')
    : l10n.t('{count} missed runs became known in the last 24 hours: they made no job, but a later one did', {
        count,
      });
}
