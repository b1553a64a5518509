import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toneColors } from '../editor/stateLook.js';
import { noKnownIssues } from '../jobs/acceptedIssues.js';
import { messageDimension, stateDimension } from '../jobs/dimensions.js';
import { countText, jobsText } from '../jobs/formats.js';
import type { Dimension, JobGroup } from '../jobs/grouping.js';
import type { ClientFilter } from '../jobs/jobSelection.js';
import { failedText } from '../jobs/knownIssueText.js';
import { visibleLine, withoutMiddle } from '../jobs/visibleText.js';
import { countsOf } from './groupCounts.js';
import { isLoaded } from './groupRows.js';
import { type GroupRow, groupsOfRow, type JobTreeSession } from './rows.js';
import { isolated, rowText } from './rowText.js';
import { stateIcon } from './stateIcon.js';

/**
 * The row of a group: `prod-vault   12 failed · 1,204`. If rows are merged, it has the titles of all groups:
 * `prod-vault · Failed   12`.
 */
export function groupItem(row: GroupRow, now: Date, known = noKnownIssues): vscode.TreeItem {
  const { dimension } = row.group;
  const groups = groupsOfRow(row);
  const title = fullTitle(row, now);
  const state = groups.find((group) => group.dimension.name === stateDimension.name);
  const isMessage = groups.some((group) => group.dimension.name === messageDimension.name);
  const { accepted: counted, bad, count } = countsOf(row, known);
  const accepted = counted ?? 0;
  const open = bad.known - accepted;
  const failed = { known: open, isExact: bad.isExact || open === 0 };
  const locale = vscode.env.language;
  const badText =
    state === undefined
      ? bad.known > 0 &&
        (counted === undefined
          ? l10n.t('{count} failed or known', { count: countText(bad, locale) })
          : failedText(failed, accepted, locale))
      : accepted > 0 &&
        l10n.t('{count} of them known', { count: countText({ known: accepted, isExact: true }, locale) });
  // At the default width of the view, the rest may be cut.
  const total = countText(count, locale);
  const item = new vscode.TreeItem(
    isMessage
      ? // A message is longer than the view is wide, so nothing after it would be seen.
        l10n.t('{count} × {title}', { count: total, title: isolated(title) })
      : shownTitle(row, now, badText === false ? maxTitle : maxTitleBesideBad),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = row.id;
  const parts = [badText, !isMessage && total];
  item.description = rowText(state === undefined ? parts : parts.reverse());
  item.iconPath =
    state !== undefined || dimension.icon === undefined
      ? stateIcon(state?.value, accepted > 0 && failed.known === 0)
      : groupIcon(dimension.icon, failed.known > 0);
  item.contextValue = contextValue(row);
  const jobs = jobsText(count, locale);
  item.accessibilityInformation = { label: [title, jobs, badText].filter(Boolean).join(', ') };
  return item;
}

/** The titles of all groups that a row stands for. */
export function fullTitle(row: GroupRow, now: Date): string {
  return groupsOfRow(row)
    .map((group) => groupTitle(group, row, now))
    .join(separator);
}

/**
 * The titles of a row's groups, at most `max` characters if possible. The last one is the most specific, so
 * those before it are cut, the longest first. Texts of the extension, such as "No vault" and dates, are not
 * cut.
 */
function shownTitle(row: GroupRow, now: Date, max: number): string {
  const shown = groupsOfRow(row).map((group) => ({
    title: groupTitle(group, row, now),
    isName: group.value !== undefined && group.dimension.valueTitle === undefined,
  }));
  const excess = () => shown.map(({ title }) => title).join(separator).length - max;
  const others = shown.slice(0, -1).sort((one, other) => other.title.length - one.title.length);
  for (const part of [...others, ...shown.slice(-1)]) {
    if (excess() <= 0 || !part.isName) continue;
    part.title = withoutMiddle(part.title, Math.max(minTitle, part.title.length - excess()));
  }
  return rowText(shown.map(({ title }) => title));
}

const separator = ' · ';
/**
 * In characters. At the default width of the view, they leave room for `1,204`, and for `12 failed · 1,204`.
 * The tooltip has the whole title.
 */
const maxTitle = 28;
export const maxTitleBesideBad = 20;
/** An account ID is never cut. */
const minTitle = 12;

function groupIcon(icon: string, hasBad: boolean): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, hasBad ? new vscode.ThemeColor(toneColors.bad) : undefined);
}

/** The title of a group for people: a plan's name, a day in words. */
function groupTitle({ dimension, title, value }: JobGroup, { session }: GroupRow, now: Date): string {
  if (value === undefined)
    return isNamed(dimension, session)
      ? dimension.absentTitle()
      : l10n.t('{name}: not known', { name: dimension.title() });
  return (
    dimension.valueTitle?.(value, now, vscode.env.language) ??
    (visibleLine(title ?? value, 100) || l10n.t('(blank)'))
  );
}

/** Whether the jobs of a session name the value of a dimension if they have one. */
function isNamed({ field }: Dimension, { source }: JobTreeSession): boolean {
  if (field === undefined || source?.unanswered === undefined) return true;
  const ofAnyValue: ClientFilter = { keeps: 'ofField', field, value: '' };
  return source.unanswered({ query: {}, clientFilters: [ofAnyValue] }) === undefined;
}

/**
 * Flags for menus: `group vault named partial more archived`. Only a `named` group can be filtered by, see
 * `filterByThis`.
 */
function contextValue(row: GroupRow): string {
  const named = groupsOfRow(row).filter(({ value }) => value !== undefined);
  const names = named.length > 0 ? [...named.map(({ dimension }) => dimension.name), 'named'] : [];
  // The list above is checked first: `row.list` would create a list for each of thousands of groups, and
  // users expand only few of them.
  const isPartial = !isLoaded(row.group) && !row.list.isComplete;
  const hasMore = isPartial && row.list.hasStarted;
  const { isArchive } = row.session;
  return ['group', ...names, isPartial && 'partial', hasMore && 'more', isArchive && 'archived']
    .filter(Boolean)
    .join(' ');
}
