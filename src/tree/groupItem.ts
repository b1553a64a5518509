import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toneColors } from '../editor/stateLook.js';
import { noKnownIssues } from '../jobs/acceptedIssues.js';
import { acceptedFailures } from '../jobs/acceptedItems.js';
import { messageDimension, stateDimension } from '../jobs/dimensions.js';
import { countText, jobsText } from '../jobs/formats.js';
import { type JobGroup, narrowSelection } from '../jobs/grouping.js';
import type { JobCount } from '../jobs/jobList.js';
import { badStates } from '../jobs/jobStates.js';
import { failedText } from '../jobs/knownIssueText.js';
import { visibleLine, withoutMiddle } from '../jobs/visibleText.js';
import { type GroupRow, groupsOfRow } from './rows.js';
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
  const { accepted, bad, count } = countsOf(row, known);
  const open = bad.known - accepted;
  const failed = { known: open, isExact: bad.isExact || open === 0 };
  const locale = vscode.env.language;
  const badText =
    state === undefined
      ? bad.known > 0 && failedText(failed, accepted, locale)
      : accepted > 0 &&
        l10n.t('{count} of them known', { count: countText({ known: accepted, isExact: true }, locale) });
  // At the default width of the view, the rest may be cut.
  const total = countText(count, locale);
  const item = new vscode.TreeItem(
    isMessage
      ? // A message is longer than the view is wide, so nothing after it would be seen.
        l10n.t('{count} × {title}', { count: total, title })
      : shownTitle(row, now, badText === false ? maxTitle : maxTitleBesideBad),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = row.id;
  const parts = [badText, !isMessage && total];
  item.description = (state === undefined ? parts : parts.reverse()).filter(Boolean).join(' · ');
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
    .map((group) => groupTitle(group, now))
    .join(separator);
}

/**
 * The titles of a row's groups, at most `max` characters if possible. The last one is the most specific, so
 * those before it are cut, the longest first. Texts of the extension, such as "No vault" and dates, are not
 * cut.
 */
function shownTitle(row: GroupRow, now: Date, max: number): string {
  const shown = groupsOfRow(row).map((group) => ({
    title: groupTitle(group, now),
    isName: group.value !== undefined && group.dimension.valueTitle === undefined,
  }));
  const excess = () => shown.map(({ title }) => title).join(separator).length - max;
  const others = shown.slice(0, -1).sort((one, other) => other.title.length - one.title.length);
  for (const part of [...others, ...shown.slice(-1)]) {
    if (excess() <= 0 || !part.isName) continue;
    part.title = withoutMiddle(part.title, Math.max(minTitle, part.title.length - excess()));
  }
  return shown.map(({ title }) => title).join(separator);
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
function groupTitle({ dimension, title, value }: JobGroup, now: Date): string {
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
  const named = groupsOfRow(row).filter(({ value }) => value !== undefined);
  const names = named.length > 0 ? [...named.map(({ dimension }) => dimension.name), 'named'] : [];
  const isPartial = !isExact(row);
  const hasMore = isPartial && row.list.hasStarted;
  return ['group', ...names, isPartial && 'partial', hasMore && 'more'].filter(Boolean).join(' ');
}

/** The jobs of a group, those of them that made no complete backup, and those of these that are accepted. */
export interface GroupCounts {
  readonly count: JobCount;
  readonly bad: JobCount;
  readonly accepted: number;
}

/** The counts of the group's own list, or of the list above it if that has more of its jobs. */
export function countsOf(row: GroupRow, known = noKnownIssues): GroupCounts {
  const counts = jobCountsOf(row);
  if (known.issues.length === 0 || counts.bad.known === 0) return { ...counts, accepted: 0 };
  const { count, accepted } = row.group;
  // The list above has counted them.
  if (count.isExact && accepted !== undefined) return { ...counts, accepted };
  return { ...counts, accepted: Math.max(accepted ?? 0, acceptedFailures(row.list.jobs(), known)) };
}

function jobCountsOf(row: GroupRow): Omit<GroupCounts, 'accepted'> {
  const { count } = row.group;
  if (count.isExact) return { count, bad: { known: row.group.bad, isExact: true } };
  const { list } = row;
  if (list.isComplete) return { count: list.count(), bad: { known: list.bad, isExact: true } };
  // Includes jobs that were loaded below the group. A group that was never expanded has none.
  const hasBegun = list.hasStarted || list.state.name !== 'idle';
  const inPool = hasBegun ? row.session.pool.knownOf(list.selection) : undefined;
  const bad = badOf(row, inPool?.bad ?? 0);
  return {
    count: {
      known: Math.max(list.jobs().length, count.known, inPool?.known ?? 0, bad.known),
      isExact: false,
    },
    bad,
  };
}

/**
 * How many jobs of a group are bad, if not all of its jobs are known. Its subgroups of bad states may be
 * complete.
 */
function badOf({ group, list, session }: GroupRow, inPool: number): JobCount {
  const known = Math.max(list.bad, group.bad, inPool);
  if (group.dimension.name === stateDimension.name) return { known, isExact: false };
  const reads = badStates.map((state) => {
    const selection = narrowSelection(group.selection, stateDimension, state);
    // The group has no such jobs.
    return selection === undefined ? { known: 0, isExact: true } : session.pool.countRead(selection);
  });
  const read = reads.reduce((sum, one) => sum + (one?.known ?? 0), 0);
  return { known: Math.max(known, read), isExact: read >= known && reads.every((one) => one?.isExact) };
}

/**
 * Whether all jobs are known. The count from the list above is checked first: `row.list` would create a list
 * for each of thousands of groups, and users expand only few of them.
 */
function isExact(row: GroupRow): boolean {
  return row.group.count.isExact || row.list.isComplete;
}
