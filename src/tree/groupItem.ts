import * as vscode from 'vscode';
import { localize } from '../editor/localize.js';
import { startOfDay } from '../jobs/dimensions.js';
import { countText } from '../jobs/formats.js';
import type { JobGroup } from '../jobs/grouping.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { GroupRow } from './rows.js';
import { stateIcon } from './stateLook.js';

/** The row of a group: `prod-vault   1,204 · 12 failed`. */
export function groupItem(row: GroupRow, now: Date): vscode.TreeItem {
  const { dimension } = row.group;
  const title = groupTitle(row.group, now);
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  const { count, failed } = knownOf(row);
  item.id = row.id;
  item.description =
    dimension.name === 'state' || failed === 0
      ? amountText(count, row)
      : vscode.l10n.t('{count} · {failed} failed', {
          count: amountText(count, row),
          failed: amountText(failed, row),
        });
  item.iconPath =
    dimension.name === 'state'
      ? stateIcon(row.group.value)
      : new vscode.ThemeIcon(dimensionIcons[dimension.name]);
  item.contextValue = contextValue(row);
  item.accessibilityInformation = {
    label: vscode.l10n.t('{title}, {count} jobs', { title, count: item.description }),
  };
  return item;
}

/** What a group is called. */
export function groupTitle({ dimension, title, value }: JobGroup, now: Date): string {
  if (dimension.name === 'state') return stateTitle(value, localize);
  if (value === undefined) return absentTitle(dimension.name);
  return dimension.name === 'day' ? dayTitle(value, now) : visibleLine(title ?? value, 100);
}

function absentTitle(dimension: JobGroup['dimension']['name']): string {
  switch (dimension) {
    case 'account':
      return vscode.l10n.t('No account');
    case 'day':
      return vscode.l10n.t('No day');
    case 'plan':
      return vscode.l10n.t('On demand, by no plan');
    case 'resource':
      return vscode.l10n.t('No resource');
    case 'resourceType':
      return vscode.l10n.t('No resource type');
    default:
      return vscode.l10n.t('No vault');
  }
}

function dayTitle(day: string, now: Date): string {
  const start = startOfDay(day);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const daysBack = Math.round((today.getTime() - start.getTime()) / 86_400_000);
  const date = new Intl.DateTimeFormat(vscode.env.language, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
  }).format(start);
  if (daysBack === 0) return vscode.l10n.t('Today, {date}', { date });
  return daysBack === 1 ? vscode.l10n.t('Yesterday, {date}', { date }) : date;
}

/** Flags that menus look for: `group vault named partial more`. */
function contextValue(row: GroupRow): string {
  const { dimension, value } = row.group;
  const isPartial = !isExact(row);
  const hasMore = isPartial && row.list.hasStarted;
  return ['group', dimension.name, value !== undefined && 'named', isPartial && 'partial', hasMore && 'more']
    .filter(Boolean)
    .join(' ');
}

/** What its own list tells, or, while that has not gone further, what the list above it tells. */
function knownOf(row: GroupRow): { readonly count: number; readonly failed: number } {
  const { count, failed } = row.group;
  if (count.isExact) return { count: count.known, failed };
  const own = { count: row.list.jobs().length, failed: row.list.failed };
  if (row.list.isComplete) return own;
  return { count: Math.max(own.count, count.known), failed: Math.max(own.failed, failed) };
}

function amountText(known: number, row: GroupRow): string {
  return countText({ known, isExact: isExact(row) }, vscode.env.language);
}

/** Its list is looked at only where the list above does not tell all: of thousands of groups few are ever opened. */
function isExact(row: GroupRow): boolean {
  return row.group.count.isExact || row.list.isComplete;
}

const dimensionIcons = {
  account: 'account',
  day: 'calendar',
  plan: 'checklist',
  region: 'globe',
  resource: 'server',
  resourceType: 'layers',
  vault: 'archive',
} as const;
