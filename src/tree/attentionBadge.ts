import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { noKnownIssues } from '../jobs/acceptedIssues.js';
import { attentionHours, endTime } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { countText } from '../jobs/formats.js';
import { isBad } from '../jobs/jobStates.js';
import { knownCountText } from '../jobs/knownIssueText.js';
import { splitFindings } from '../schedule/acceptedFindings.js';
import { missedCounts } from '../schedule/findingCounts.js';
import type { ScheduleState } from './scheduleState.js';

/** How many backups need attention. */
export interface AttentionCount extends vscode.ViewBadge {
  /** The counts in a few words: `3 failed · 1 missed`. */
  readonly short: string;
}

/**
 * The view's badge: how many known jobs ended without a complete backup in the period of Needs attention,
 * and how many runs are known since then to have made no job. Overdue resources are not counted. Those that
 * are accepted as known issues are counted apart; if there are no others, the number is 0. Undefined if there
 * are none.
 */
export function attentionBadge(
  loaded: readonly Iterable<BackupJob>[],
  schedule: ScheduleState,
  now: Date,
  known = noKnownIssues,
): AttentionCount | undefined {
  const hours = attentionHours(now);
  const since = now.getTime() - hours * 3_600_000;
  let [bad, accepted] = [0, 0];
  for (const jobs of loaded)
    for (const job of jobs) {
      if (!isBad(job) || endTime(job) < since) continue;
      if (known.issueOfFailure(job) === undefined) bad++;
      else accepted++;
    }
  const runs = splitFindings(typeof schedule === 'string' ? [] : schedule.findings, known);
  const { missed } = missedCounts({ findings: runs.open }, since);
  accepted += missedCounts({ findings: runs.accepted.map(({ finding }) => finding) }, since).missed;
  if (bad + missed + accepted === 0) return undefined;
  const { language } = vscode.env;
  const text = (number: number) => countText({ known: number, isExact: true }, language);
  return {
    value: bad + missed,
    tooltip: [badText(bad, hours), missedText(missed, hours), acceptedText(accepted)]
      .filter(Boolean)
      .join('\n'),
    short: [
      bad > 0 && l10n.t('{count} failed', { count: text(bad) }),
      missed > 0 && l10n.t('{count} missed', { count: text(missed) }),
      accepted > 0 && knownCountText(accepted, language),
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

function acceptedText(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? l10n.t('Not counted: 1 accepted as a known issue')
    : l10n.t('Not counted: {count} accepted as known issues', { count });
}

function badText(count: number, hours: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? l10n.t('1 loaded backup job made no complete backup in the last {hours} hours', { hours })
    : l10n.t('{count} loaded backup jobs made no complete backup in the last {hours} hours', {
        count,
        hours,
      });
}

function missedText(count: number, hours: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? l10n.t('1 missed run became known in the last {hours} hours: it made no job, but a later one did', {
        hours,
      })
    : l10n.t(
        '{count} missed runs became known in the last {hours} hours: they made no job, but a later one did',
        {
          count,
          hours,
        },
      );
}
