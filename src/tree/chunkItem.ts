import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { countText } from '../jobs/formats.js';
import type { ChunkRow } from './rows.js';

/** The row of a chunk of a long list: `Nov 24, 1:00 – 6:10 AM   251–500`. The first one is expanded. */
export function chunkItem(row: ChunkRow): vscode.TreeItem {
  const { jobs, start } = row;
  const number = (known: number) => countText({ known, isExact: true }, vscode.env.language);
  const places = `${number(start + 1)}–${number(start + jobs.length)}`;
  const state =
    start === 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
  const title = timesText(row) ?? l10n.t('Jobs');
  const item = new vscode.TreeItem(title, state);
  item.id = row.id;
  item.description = places;
  item.iconPath = new vscode.ThemeIcon('list-unordered');
  item.contextValue = 'chunk';
  item.accessibilityInformation = {
    label: l10n.t('{times}, jobs {places}', { times: title, places }),
  };
  return item;
}

/** The creation times of the chunk's jobs; undefined if no job has one. */
function timesText({ jobs }: ChunkRow): string | undefined {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { CreationDate } of jobs) {
    if (CreationDate === undefined) continue;
    first = Math.min(first, CreationDate.getTime());
    last = Math.max(last, CreationDate.getTime());
  }
  if (first > last) return undefined;
  return new Intl.DateTimeFormat(vscode.env.language, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).formatRange(first, last);
}
