import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ListedTime } from '../jobs/listedPeriod.js';

/** What the archive holds, and the times of which all jobs are known. */
export function archiveTooltip(covered: readonly ListedTime[] | undefined): string {
  return [
    l10n.t(
      'Jobs that AWS Backup no longer lists, as they were last known. “Keep Job History…” has stored them on this machine.',
    ),
    ...(covered === undefined ? [] : coveredLines(covered)),
  ].join('\n');
}

function coveredLines(covered: readonly ListedTime[]): readonly string[] {
  const last = covered.at(-1);
  if (last === undefined)
    return [l10n.t('Some jobs may be missing: no read of all jobs of AWS Backup has been stored yet.')];
  const days = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
  const spans = covered.slice(-maxSpans).map(({ from, to }) => days.formatRange(from, to));
  return [
    l10n.t('All jobs of these times are stored: {times}.', { times: spans.reverse().join('; ') }),
    l10n.t('Others may be missing. Without a filter, Load All stores all jobs of the last 30 days.'),
  ];
}

const maxSpans = 5;
