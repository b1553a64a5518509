import * as vscode from 'vscode';
import { localize } from '../editor/localize.js';
import { countText } from '../jobs/formats.js';
import type { JobFailure } from '../jobs/jobSource.js';
import { remedyTitle } from '../jobs/remedies.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import { jobItem } from './jobItem.js';
import type { FailureRow, GroupRow, LoadMoreRow, Row } from './rows.js';
import { stateIcon } from './stateLook.js';

/** How a row looks and what it answers to. Tooltips come later, by {@link rowTooltip}, when one is asked for. */
export function rowItem(row: Row, now: Date): vscode.TreeItem {
  switch (row.kind) {
    case 'group':
      return groupItem(row);
    case 'job':
      return jobItem(row, now);
    case 'loadMore':
      return loadMoreItem(row);
    case 'failure':
      return failureItem(row);
  }
}

function groupItem(row: GroupRow): vscode.TreeItem {
  const isState = row.group.dimension.name === 'state';
  const title = isState
    ? stateTitle(row.group.value, localize)
    : visibleLine(row.group.value ?? vscode.l10n.t('No vault'), 100);
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  const { count, failed } = knownOf(row);
  item.id = row.id;
  item.description =
    isState || failed === 0
      ? amountText(count, row)
      : vscode.l10n.t('{count} · {failed} failed', {
          count: amountText(count, row),
          failed: amountText(failed, row),
        });
  item.iconPath = isState ? stateIcon(row.group.value) : new vscode.ThemeIcon('archive');
  item.contextValue = row.list.hasStarted && !row.list.isComplete ? 'group more' : 'group';
  item.accessibilityInformation = {
    label: vscode.l10n.t('{title}, {count} jobs', { title, count: item.description }),
  };
  return item;
}

/** What its own list tells, or, while that has not gone further, what the list above it tells. */
function knownOf({ group, list }: GroupRow): { readonly count: number; readonly failed: number } {
  const { failed } = group;
  if (!list.hasStarted) return { count: group.count.known, failed };
  const jobs = list.jobs();
  const own = { count: jobs.length, failed: jobs.filter(({ State }) => State === 'FAILED').length };
  if (list.isComplete) return own;
  return { count: Math.max(own.count, group.count.known), failed: Math.max(own.failed, failed) };
}

function amountText(known: number, { group, list }: GroupRow): string {
  return countText({ known, isExact: list.isComplete || group.count.isExact }, vscode.env.language);
}

function loadMoreItem(row: LoadMoreRow): vscode.TreeItem {
  const { list } = row.branch;
  const { state } = list;
  const fruitlessPages = state.name === 'idle' ? state.fruitlessPages : undefined;
  const item = new vscode.TreeItem(
    fruitlessPages === undefined ? vscode.l10n.t('Load more…') : vscode.l10n.t('Keep looking…'),
  );
  const looked = countText({ known: list.looked, isExact: true }, vscode.env.language);
  item.id = row.id;
  item.description =
    fruitlessPages !== undefined
      ? vscode.l10n.t('the last {pages} pages held no jobs, and there are more', { pages: fruitlessPages })
      : list.isSifted
        ? vscode.l10n.t('looked through {count} jobs', { count: looked })
        : vscode.l10n.t('{count} loaded', { count: looked });
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'loadMore';
  item.command = { command: 'backupJobs.loadMore', title: vscode.l10n.t('Load More'), arguments: [row] };
  item.accessibilityInformation = { label: `${String(item.label)}, ${item.description}` };
  return item;
}

function failureItem(row: FailureRow): vscode.TreeItem {
  const title = remedyTitle(row.failure.remedy, localize);
  const item = new vscode.TreeItem(visibleLine(row.failure.summary, 200));
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
