import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { everyAccount } from '../jobs/jobQuery.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import type { ListedTime } from '../jobs/listedPeriod.js';
import type { ArchiveRow } from './rows.js';

/**
 * What the archive holds, and the times of which all jobs are stored. These are read now. If they cannot be
 * read, they are left out: the row says why.
 */
export async function archiveTooltip({ kept, list }: ArchiveRow): Promise<string> {
  const accountId = accountOf(list.selection);
  const covered = await kept.covered(accountId, AbortSignal.timeout(maxReadMs)).catch(() => undefined);
  return [
    l10n.t(
      'Jobs that AWS Backup no longer lists, as they were last known. “Keep Job History…” has stored them on this machine.',
    ),
    ...(covered === undefined ? [] : coveredLines(covered, accountId)),
  ].join('\n');
}

/** The account that a selection is limited to; `*` if it is of several. */
function accountOf({ parts }: JobSelection): string | undefined {
  const [accountId, ...others] = new Set(parts.map(({ query }) => query.accountId));
  return others.length > 0 ? everyAccount : accountId;
}

function coveredLines(covered: readonly ListedTime[], accountId: string | undefined): readonly string[] {
  const last = covered.at(-1);
  if (last === undefined)
    return [
      accountId === undefined
        ? l10n.t('Some jobs may be missing: no read of all jobs of AWS Backup has been stored yet.')
        : l10n.t('Some jobs may be missing: no read of all jobs of all accounts has been stored yet.'),
    ];
  const days = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
  const spans = covered.slice(-maxSpans).map(({ from, to }) => days.formatRange(from, to));
  return [
    l10n.t('All jobs of these times are stored: {times}.', { times: spans.reverse().join('; ') }),
    accountId === undefined
      ? l10n.t('Others may be missing. Without a filter, Load All stores all jobs of the last 30 days.')
      : l10n.t(
          'Others may be missing. With no filter but that of all accounts, Load All stores all jobs of the last 30 days.',
        ),
  ];
}

const maxSpans = 5;
const maxReadMs = 10_000;
