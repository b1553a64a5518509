import * as vscode from 'vscode';
import { localize } from '../editor/localize.js';
import { countText } from '../jobs/formats.js';
import type { JobFailure } from '../jobs/jobSource.js';
import { remedyTitle } from '../jobs/remedies.js';
import { visibleLine } from '../jobs/visibleText.js';
import { groupItem } from './groupItem.js';
import { jobItem } from './jobItem.js';
import type { FailureRow, LoadMoreRow, Row } from './rows.js';
import { runItem } from './runItem.js';

/** How a row looks and what it answers to. Tooltips come later, by {@link rowTooltip}, when one is asked for. */
export function rowItem(row: Row, now: Date): vscode.TreeItem {
  switch (row.kind) {
    case 'group':
      return groupItem(row, now);
    case 'job':
      return jobItem(row, now);
    case 'run':
      return runItem(row);
    case 'loadMore':
      return loadMoreItem(row);
    case 'failure':
      return failureItem(row);
  }
}

function loadMoreItem(row: LoadMoreRow): vscode.TreeItem {
  const { list } = row.branch;
  const { state } = list;
  const fruitlessPages = state.name === 'idle' ? state.fruitlessPages : undefined;
  const item = new vscode.TreeItem(
    fruitlessPages !== undefined
      ? vscode.l10n.t('Keep looking…')
      : list.isSifted
        ? vscode.l10n.t('Look further…')
        : vscode.l10n.t('Load more…'),
  );
  const count = (known: number) => countText({ known, isExact: true }, vscode.env.language);
  item.id = row.id;
  item.description =
    fruitlessPages !== undefined
      ? vscode.l10n.t('the last {pages} pages held no jobs, and there are more', { pages: fruitlessPages })
      : list.isSifted
        ? vscode.l10n.t('{found} found in {looked} looked at', {
            found: count(list.jobs().length),
            looked: count(list.looked),
          })
        : vscode.l10n.t('{count} loaded', { count: count(list.looked) });
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'loadMore';
  item.command = { command: 'backupJobs.loadMore', title: vscode.l10n.t('Load More'), arguments: [row] };
  item.accessibilityInformation = { label: `${String(item.label)}, ${item.description}` };
  return item;
}

function failureItem(row: FailureRow): vscode.TreeItem {
  const title = remedyTitle(row.failure.remedy, localize);
  const summary = visibleLine(row.failure.summary, 200);
  const item = new vscode.TreeItem(row.place === undefined ? summary : `${row.place}: ${summary}`);
  item.id = row.id;
  item.description = title;
  item.iconPath = new vscode.ThemeIcon(
    failureIcon(row.failure),
    new vscode.ThemeColor('list.errorForeground'),
  );
  item.contextValue = 'failure';
  item.command = { command: 'backupJobs.mendFailure', title, arguments: [row] };
  item.accessibilityInformation = { label: `${String(item.label)}. ${title}` };
  return item;
}

function failureIcon(failure: JobFailure): string {
  switch (failure.kind) {
    case 'accessDenied':
      return 'lock';
    case 'credentials':
    case 'signInExpired':
      return 'key';
    case 'network':
    case 'timeout':
      return 'debug-disconnect';
    case 'throttled':
      return 'dashboard';
    default:
      return 'alert';
  }
}
