import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toneColors } from '../editor/stateLook.js';
import { noKnownIssues } from '../jobs/acceptedIssues.js';
import { acceptedFailures } from '../jobs/acceptedItems.js';
import { countText, jobsText } from '../jobs/formats.js';
import { failedText } from '../jobs/knownIssueText.js';
import { hourTitle, nightTitle } from '../jobs/nights.js';
import type { ChunkRow } from './rows.js';
import { rowText } from './rowText.js';

/** The row of a chunk of a long list: `Nov 27 – 28   3 failed · 84`. The first one is expanded. */
export function chunkItem(row: ChunkRow, now: Date, known = noKnownIssues): vscode.TreeItem {
  const locale = vscode.env.language;
  const { bad, branch, id, isFirst, jobs } = row;
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const title = chunkTitle(row, now, locale);
  const item = new vscode.TreeItem(title, isFirst ? Expanded : Collapsed);
  const isExact = branch.list.isComplete;
  const accepted = bad > 0 ? acceptedFailures(jobs, known) : 0;
  const failed = bad - accepted;
  const badText =
    bad > 0 && failedText({ known: failed, isExact: isExact || failed === 0 }, accepted, locale);
  const count = { known: jobs.length, isExact };
  item.id = id;
  // The title of a chunk by number contains the count.
  const countPart = row.part.by !== 'number' && countText(count, locale);
  item.description = rowText([badText, countPart]);
  item.iconPath = new vscode.ThemeIcon(
    icons[row.part.by],
    failed > 0 ? new vscode.ThemeColor(toneColors.bad) : undefined,
  );
  item.contextValue = 'chunk';
  item.accessibilityInformation = {
    label: [title, jobsText(count, locale), badText].filter(Boolean).join(', '),
  };
  return item;
}

const icons = { night: 'calendar', hour: 'clock', number: 'list-unordered' } as const;

function chunkTitle({ jobs, part }: ChunkRow, now: Date, locale: string): string {
  switch (part.by) {
    case 'night':
      return part.night === undefined ? l10n.t('No creation date') : nightTitle(part.night, now, locale);
    case 'hour':
      return hourTitle(part.start, locale);
    case 'number': {
      const place = (known: number) => countText({ known, isExact: true }, locale);
      return l10n.t('Jobs {first}–{last}', {
        first: place(part.start + 1),
        last: place(part.start + jobs.length),
      });
    }
  }
}
