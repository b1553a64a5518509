import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { attentionHours, endTime, type ResourceRecord } from '../jobs/attention.js';
import { clockText, countText, dayClockText } from '../jobs/formats.js';
import type { JobCount } from '../jobs/jobList.js';
import { displayState } from '../jobs/jobStates.js';
import { oldReadMs } from '../jobs/oldRead.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { countFindings, type FindingCounts } from '../schedule/findingCounts.js';
import { attentionEnd } from './attentionEnd.js';
import { itemsOf, unknownRegions } from './attentionRows.js';
import { shortReason } from './jobItem.js';
import { findingText } from './missedItem.js';
import { findingsOf } from './missedRows.js';
import { resourceItem } from './resourceItem.js';
import type { AttentionResourceRow, AttentionRow } from './rows.js';
import { stateIcon } from './stateIcon.js';

/**
 * The first row: `Needs attention   3 · last 24 h`, or `3 failed · 1 missed · 2 overdue · last 24 h`. If the
 * jobs were loaded long ago, `3 · as of 7:10 AM`. The counts come first, because the rest may be cut.
 */
export function attentionItem(row: AttentionRow, now: Date): vscode.TreeItem {
  const lists = row.parts.map(({ list }) => list);
  const items = itemsOf(row, now);
  const unknown = unknownRegions(row);
  const isComplete = unknown.length === 0 && lists.every((list) => list.isComplete);
  const failed: JobCount = { known: items.length, isExact: isComplete };
  const unmade = unmadeOf(row, now);
  const isNone = items.length === 0 && unmade.isNone && isComplete;
  const item = new vscode.TreeItem(
    l10n.t('Needs attention'),
    isNone ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Expanded,
  );
  const without = unknown.length > 0 && l10n.t('without {regions}', { regions: unknown.join(', ') });
  const period = [without, periodText(row, now)].filter(Boolean).join(' · ');
  // VS Code keeps a row collapsed if it had no children. A different ID makes it a new row.
  item.id = isNone ? `${row.id}/none` : row.id;
  const isKnown = items.length > 0 || !unmade.isNone || lists.some((list) => list.hasStarted);
  item.description = isNone
    ? unmade.isKnown
      ? l10n.t('none, {period}', { period })
      : l10n.t('no failures, {period}', { period })
    : isKnown
      ? [countsText(failed, unmade), period].join(' · ')
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
      ...(isKnown && !isNone ? [...spokenCounts(failed, unmade), period] : [item.description]),
    ].join(', '),
  };
  return item;
}

/** The runs of a period that made no job. */
interface Unmade extends FindingCounts {
  readonly isNone: boolean;
  /** Whether missed runs are known: all jobs are loaded, and name schedules that can be judged, if any. */
  readonly isKnown: boolean;
  /** Whether all regions are known. */
  readonly isExact: boolean;
}

function unmadeOf(row: AttentionRow, now: Date): Unmade {
  const { schedule } = row;
  const counts = countFindings(findingsOf(row, now));
  const isExact = typeof schedule !== 'string' && schedule.unknownRegions.length === 0;
  return {
    ...counts,
    isNone: counts.missed + counts.overdue === 0,
    isKnown: isExact && (schedule.judged > 0 || schedule.series === 0),
    isExact,
  };
}

/** `3`, or with runs that made no job `3 failed · 1 missed · 2 overdue`. */
function countsText(failed: JobCount, { isExact, isNone, missed, overdue }: Unmade): string {
  const { language } = vscode.env;
  if (isNone) return countText(failed, language);
  const text = (known: number) => countText({ known, isExact }, language);
  const hasFailed = failed.known > 0 || !failed.isExact;
  return [
    hasFailed && l10n.t('{count} failed', { count: countText(failed, language) }),
    missed > 0 && l10n.t('{count} missed', { count: text(missed) }),
    overdue > 0 && l10n.t('{count} overdue', { count: text(overdue) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function spokenCounts(failed: JobCount, { isExact, missed, overdue }: Unmade): string[] {
  const text = (known: number) => countText({ known, isExact }, vscode.env.language);
  return [
    l10n.t('{count} resources without a complete backup', {
      count: countText(failed, vscode.env.language),
    }),
    missed === 1 && isExact
      ? l10n.t('1 missed run')
      : missed > 0 && l10n.t('{count} missed runs', { count: text(missed) }),
    overdue === 1 && isExact
      ? l10n.t('1 overdue resource')
      : overdue > 0 && l10n.t('{count} overdue resources', { count: text(overdue) }),
  ].filter((part) => part !== false);
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

/** The row of a resource below the first row. */
export function attentionResourceItem(row: AttentionResourceRow, now: Date): vscode.TreeItem {
  const [job] = row.item.jobs;
  const facts = [
    shortReason(job) ?? stateTitle(displayState(job)),
    ...row.findings.map((finding) => findingText(finding, now)),
    row.record && recordText(row.record, endTime(job)),
    row.parent.parts.length > 1 ? row.session.region : undefined,
  ];
  return resourceItem(row, job, facts, now);
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
