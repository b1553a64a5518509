import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { stateDimension } from '../jobs/dimensions.js';
import { countText, jobsText } from '../jobs/formats.js';
import { type JobGroup, narrowSelection } from '../jobs/grouping.js';
import type { JobCount } from '../jobs/jobList.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { GroupRow } from './rows.js';
import { stateIcon } from './stateIcon.js';

/** The row of a group: `prod-vault   1,204 · 12 failed`. */
export function groupItem(row: GroupRow, now: Date): vscode.TreeItem {
  const { dimension } = row.group;
  const title = groupTitle(row.group, now);
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  const { count, failed } = countsOf(row);
  const failedText =
    dimension.name !== stateDimension.name &&
    failed.known > 0 &&
    l10n.t('{count} failed', { count: countText(failed, vscode.env.language) });
  item.id = row.id;
  item.description = [countText(count, vscode.env.language), failedText].filter(Boolean).join(' · ');
  item.iconPath =
    dimension.icon === undefined ? stateIcon(row.group.value) : new vscode.ThemeIcon(dimension.icon);
  item.contextValue = contextValue(row);
  const jobs = jobsText(count, vscode.env.language);
  item.accessibilityInformation = { label: [title, jobs, failedText].filter(Boolean).join(', ') };
  return item;
}

/** The title of a group for people: a plan's name, a day in words. */
export function groupTitle({ dimension, title, value }: JobGroup, now: Date): string {
  if (value === undefined) return dimension.absentTitle();
  return (
    dimension.valueTitle?.(value, now, vscode.env.language) ??
    (visibleLine(title ?? value, 100) || l10n.t('(blank)'))
  );
}

/**
 * Flags for menus: `group vault named partial more`. Only a `named` group can be filtered by, see
 * `filterByThis`.
 */
function contextValue(row: GroupRow): string {
  const { dimension, value } = row.group;
  const isPartial = !isExact(row);
  const hasMore = isPartial && row.list.hasStarted;
  return ['group', dimension.name, value !== undefined && 'named', isPartial && 'partial', hasMore && 'more']
    .filter(Boolean)
    .join(' ');
}

/** The counts of the group's own list, or of the list above it if that has more of its jobs. */
function countsOf(row: GroupRow): { readonly count: JobCount; readonly failed: JobCount } {
  const { count } = row.group;
  if (count.isExact) return { count, failed: { known: row.group.failed, isExact: true } };
  const { list } = row;
  if (list.isComplete) return { count: list.count(), failed: { known: list.failed, isExact: true } };
  // Includes jobs that were loaded below the group. A group that was never expanded has none.
  const hasBegun = list.hasStarted || list.state.name !== 'idle';
  const inPool = hasBegun ? row.session.pool.knownOf(list.selection) : undefined;
  const failed = failedOf(row, inPool?.failed ?? 0);
  return {
    count: {
      known: Math.max(list.jobs().length, count.known, inPool?.known ?? 0, failed.known),
      isExact: false,
    },
    failed,
  };
}

/**
 * How many jobs of a group failed, if not all of its jobs are known. The count is exact if the list of its
 * failed jobs is complete.
 */
function failedOf({ group, list, session }: GroupRow, inPool: number): JobCount {
  const known = Math.max(list.failed, group.failed, inPool);
  const ofFailed =
    group.dimension.name === stateDimension.name
      ? undefined
      : narrowSelection(group.selection, stateDimension, 'FAILED');
  const read = ofFailed && session.pool.countRead(ofFailed);
  return read === undefined || read.known < known ? { known, isExact: false } : read;
}

/**
 * Whether all jobs are known. The count from the list above is checked first: `row.list` would create a list
 * for each of thousands of groups, and users expand only few of them.
 */
function isExact(row: GroupRow): boolean {
  return row.group.count.isExact || row.list.isComplete;
}
