import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { countText, jobsText } from '../jobs/formats.js';
import type { SweepProgress } from '../jobs/sweep/querySweep.js';
import type { LoadMoreRow } from './rows.js';

/** The row that loads more jobs or, while Load All is running, shows its progress. */
export function loadMoreItem(row: LoadMoreRow, progress: SweepProgress | undefined): vscode.TreeItem {
  const item =
    progress !== undefined
      ? loadingAllItem(row, progress)
      : row.branch.list.isSweptInPart
        ? restItem(row)
        : nextPageItem(row);
  item.id = row.id;
  if (row.region !== undefined) item.description = `${row.region} · ${String(item.description)}`;
  item.accessibilityInformation = { label: `${String(item.label)}, ${String(item.description)}` };
  return item;
}

function nextPageItem(row: LoadMoreRow): vscode.TreeItem {
  const { list } = row.branch;
  const { state } = list;
  const pagesWithoutProgress = state.name === 'idle' ? state.pagesWithoutProgress : undefined;
  const item = new vscode.TreeItem(
    pagesWithoutProgress !== undefined
      ? l10n.t('Keep looking…')
      : list.isClientFiltered
        ? l10n.t('Look further…')
        : l10n.t('Load more…'),
  );
  item.description =
    pagesWithoutProgress !== undefined
      ? l10n.t('no new jobs in the last {pages} pages, and there are more', { pages: pagesWithoutProgress })
      : list.isClientFiltered
        ? l10n.t('{found} found, {looked} searched', {
            found: amount(list.jobs().length),
            looked: amount(list.searched),
          })
        : l10n.t('{count} loaded', { count: amount(list.searched) });
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'loadMore';
  item.command = { command: 'backupJobs.loadMore', title: l10n.t('Load More'), arguments: [row] };
  return item;
}

/**
 * After a stopped Load All: the next page would contain jobs that are loaded already, so this row runs Load
 * All again.
 */
function restItem(row: LoadMoreRow): vscode.TreeItem {
  const item = new vscode.TreeItem(l10n.t('Load the rest…'));
  item.description = l10n.t('{count} loaded', { count: amount(row.branch.list.searched) });
  item.iconPath = new vscode.ThemeIcon('cloud-download');
  item.contextValue = 'loadMore';
  item.command = { command: 'backupJobs.loadAll', title: l10n.t('Load All'), arguments: [row] };
  return item;
}

/** `Loading all…   41,000 jobs · Nov 3 – Nov 23 done`. A click stops it. */
function loadingAllItem(row: LoadMoreRow, { done, isThrottled, jobs }: SweepProgress): vscode.TreeItem {
  const item = new vscode.TreeItem(l10n.t('Loading all…'));
  const count = jobsText({ known: jobs, isExact: true }, vscode.env.language);
  const days = new Intl.DateTimeFormat(vscode.env.language, { month: 'short', day: 'numeric' });
  item.description =
    done === undefined
      ? count
      : l10n.t('{count} · {days} done', { count, days: days.formatRange(done.from, done.to) });
  if (isThrottled)
    item.description = l10n.t('{progress} · throttled, waiting', { progress: item.description });
  item.iconPath = new vscode.ThemeIcon('loading~spin');
  item.contextValue = 'loadingAll';
  item.command = {
    command: 'backupJobs.stopLoading',
    title: l10n.t('Stop Loading'),
    arguments: [row],
  };
  item.tooltip = l10n.t('Click to stop. Loaded jobs stay.');
  return item;
}

function amount(known: number): string {
  return countText({ known, isExact: true }, vscode.env.language);
}
