import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { attentionHours, endTime, type ResourceRecord } from '../jobs/attention.js';
import { agoText, clockText, countText, dayClockText } from '../jobs/formats.js';
import { referenceIn } from '../jobs/jobReader.js';
import { displayState } from '../jobs/jobStates.js';
import { oldReadMs } from '../jobs/oldRead.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine, withoutMiddle } from '../jobs/visibleText.js';
import { attentionEnd, itemsOf, unknownRegions } from './attentionRows.js';
import { jobRowTitle, maxNameBesideReason, shortReason } from './jobItem.js';
import type { AttentionResourceRow, AttentionRow } from './rows.js';
import { stateIcon } from './stateIcon.js';

/**
 * The first row: `Needs attention   3 · last 24 h`. If the jobs were loaded long ago, `3 · as of 7:10 AM`.
 * The count comes first, because the rest may be cut.
 */
export function attentionItem(row: AttentionRow, now: Date): vscode.TreeItem {
  const lists = row.parts.map(({ list }) => list);
  const items = itemsOf(row, now);
  const unknown = unknownRegions(row);
  const isComplete = unknown.length === 0 && lists.every((list) => list.isComplete);
  const isNone = items.length === 0 && isComplete;
  const item = new vscode.TreeItem(
    l10n.t('Needs attention'),
    isNone ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Expanded,
  );
  const count = countText({ known: items.length, isExact: isComplete }, vscode.env.language);
  const without = unknown.length > 0 && l10n.t('without {regions}', { regions: unknown.join(', ') });
  const period = [without, periodText(row, now)].filter(Boolean).join(' · ');
  // VS Code keeps a row collapsed if it had no children. A different ID makes it a new row.
  item.id = isNone ? `${row.id}/none` : row.id;
  const isKnown = items.length > 0 || lists.some((list) => list.hasStarted);
  item.description = isNone
    ? l10n.t('none, {period}', { period })
    : isKnown
      ? `${count} · ${period}`
      : unknown.length > 0
        ? l10n.t('could not be read')
        : l10n.t('loading…');
  item.iconPath = isNone
    ? stateIcon('COMPLETED')
    : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.errorForeground'));
  item.contextValue = 'attention';
  item.accessibilityInformation = {
    label: [
      item.label,
      isKnown && !isNone && l10n.t('{count} resources without a complete backup', { count }),
      isKnown && !isNone ? period : item.description,
    ]
      .filter(Boolean)
      .join(', '),
  };
  return item;
}

/**
 * The period in a few words. Only of jobs that were just loaded, it is the period before now. At the default
 * width of the view, there is no room for its length too; the tooltip has it.
 */
function periodText(row: AttentionRow, now: Date): string {
  const end = attentionEnd(row, now);
  if (Math.abs(now.getTime() - end.getTime()) <= oldReadMs)
    return l10n.t('last {hours} h', { hours: attentionHours(end) });
  const isToday = end.toDateString() === now.toDateString();
  const time = (isToday ? clockText : dayClockText)(end, vscode.env.language);
  return l10n.t('as of {time}', { time });
}

/** The row of a resource: `web-1   AccessDenied · 5 nights · EBS · 3 h ago`. */
export function attentionResourceItem(row: AttentionResourceRow, now: Date): vscode.TreeItem {
  const [job] = row.item.jobs;
  const title = jobRowTitle(job);
  const state = displayState(job);
  const end = endTime(job);
  const parts = [
    shortReason(job) ?? stateTitle(state),
    row.record && recordText(row.record, end),
    row.parent.parts.length > 1 ? row.session.region : undefined,
    job.ResourceType && visibleLine(job.ResourceType, 40),
    Number.isFinite(end) ? agoText(new Date(end), now) : undefined,
  ].filter((part) => part !== undefined && part !== '');
  const item = new vscode.TreeItem(
    withoutMiddle(title, maxNameBesideReason),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = row.id;
  item.description = parts.join(' · ');
  item.iconPath = stateIcon(state);
  const reference = referenceIn(row.session, job.BackupJobId);
  // VS Code then expands the row only by its twistie, like that of a job.
  if (reference !== undefined)
    item.command = {
      command: 'backupJobs.openDetail',
      title: l10n.t('Open Backup Job'),
      arguments: [reference],
    };
  item.contextValue = ['group', 'resource', 'named', !row.list.isComplete && 'partial']
    .filter(Boolean)
    .join(' ');
  item.accessibilityInformation = { label: [title, stateTitle(state), ...parts].join(', ') };
  return item;
}

/** How long the resource has had no good backup, or since when it has one again. */
function recordText({ lastGood, streak }: ResourceRecord, end: number): string | undefined {
  const goodEnd = lastGood && endTime(lastGood);
  if (goodEnd !== undefined && goodEnd > end)
    return l10n.t('good again since {time}', { time: clockText(new Date(goodEnd), vscode.env.language) });
  if (streak === undefined || streak.isGood) return undefined;
  if (streak.nights > 1) return l10n.t('{count} nights', { count: streak.nights });
  return streak.length > 1 ? l10n.t('{count} times', { count: streak.length }) : undefined;
}
