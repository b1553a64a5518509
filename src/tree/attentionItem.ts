import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { attentionHours, endTime, type ResourceRecord } from '../jobs/attention.js';
import { agoText, clockText, countText, dayClockText } from '../jobs/formats.js';
import { displayState } from '../jobs/jobStates.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import { attentionEnd, itemsOf } from './attentionRows.js';
import { jobRowTitle, shortReason } from './jobItem.js';
import type { AttentionResourceRow, AttentionRow } from './rows.js';
import { stateIcon } from './stateIcon.js';

/** The first row: `Needs attention   3 · 24 h until Sun 7:10 AM`. */
export function attentionItem(row: AttentionRow, now: Date): vscode.TreeItem {
  const { list } = row;
  const items = itemsOf(row, now);
  const isNone = items.length === 0 && list.isComplete;
  const item = new vscode.TreeItem(
    l10n.t('Needs attention'),
    isNone ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Expanded,
  );
  const end = attentionEnd(row, now);
  const period = l10n.t('{hours} h until {time}', {
    hours: attentionHours(end),
    time: dayClockText(end, vscode.env.language),
  });
  const count = countText({ known: items.length, isExact: list.isComplete }, vscode.env.language);
  // VS Code keeps a row collapsed if it had no children. A different ID makes it a new row.
  item.id = isNone ? `${row.id}/none` : row.id;
  const isKnown = items.length > 0 || list.hasStarted;
  item.description = isNone
    ? l10n.t('none, {period}', { period })
    : isKnown
      ? `${count} · ${period}`
      : list.state.name === 'failed'
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

/** The row of a resource: `web-1   AccessDenied · 5 nights · EBS · 3 h ago`. */
export function attentionResourceItem(row: AttentionResourceRow, now: Date): vscode.TreeItem {
  const [job] = row.item.jobs;
  const title = jobRowTitle(job);
  const state = displayState(job);
  const end = endTime(job);
  const parts = [
    shortReason(job) ?? stateTitle(state),
    row.record && recordText(row.record, end),
    job.ResourceType && visibleLine(job.ResourceType, 40),
    Number.isFinite(end) ? agoText(new Date(end), now) : undefined,
  ].filter((part) => part !== undefined && part !== '');
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = row.id;
  item.description = parts.join(' · ');
  item.iconPath = stateIcon(state);
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
  if (streak.days > 1) return l10n.t('{count} nights', { count: streak.days });
  return streak.length > 1 ? l10n.t('{count} times', { count: streak.length }) : undefined;
}
