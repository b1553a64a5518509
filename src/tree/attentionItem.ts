import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toneColors } from '../editor/stateLook.js';
import { attentionHours, endTime, type ResourceRecord } from '../jobs/attention.js';
import { countText, pastTimeText } from '../jobs/formats.js';
import { displayState } from '../jobs/jobStates.js';
import { failedText } from '../jobs/knownIssueText.js';
import { oldReadMs } from '../jobs/oldRead.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { acceptedFact } from './acceptedFact.js';
import {
  type AttentionCounts,
  attentionCounts,
  type KindCounts,
  kindsText,
  kindTexts,
  sumOf,
} from './attentionCounts.js';
import { attentionEnd } from './attentionEnd.js';
import { unknownRegions } from './attentionRows.js';
import { shortReason } from './jobItem.js';
import { findingText } from './missedItem.js';
import { resourceItem } from './resourceItem.js';
import type { AttentionResourceRow, AttentionRow } from './rows.js';
import { stateIcon } from './stateIcon.js';

/**
 * The first row: `Needs attention   3 · last 24 h`, or `3 failed · 1 missed · 2 overdue · last 24 h`. If the
 * jobs were loaded long ago, `3 · as of 7:10 AM`. The counts come first, because the rest may be cut.
 */
export function attentionItem(row: AttentionRow, now: Date): vscode.TreeItem {
  const { accepted, open, schedules } = attentionCounts(row, now);
  const unknown = unknownRegions(row);
  const known = sumOf(accepted);
  const isCalm = sumOf(open) === 0 && open.failed.isExact;
  const isNone = isCalm && known === 0;
  const item = new vscode.TreeItem(
    l10n.t('Needs attention'),
    isNone ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Expanded,
  );
  const without = unknown.length > 0 && l10n.t('without {regions}', { regions: unknown.join(', ') });
  const period = [without, periodText(row, now)].filter(Boolean).join(' · ');
  // VS Code keeps a row collapsed if it had no children. A different ID makes it a new row.
  item.id = isNone ? `${row.id}/none` : row.id;
  const isKnown = sumOf(open) + known > 0 || row.parts.some(({ list }) => list.hasStarted);
  item.description = isNone
    ? noneText(schedules, period)
    : isKnown
      ? [countsText(open, accepted), period].join(' · ')
      : unknown.length > 0
        ? l10n.t('could not be read')
        : l10n.t('loading…');
  item.iconPath = isNone
    ? stateIcon('COMPLETED', !areAllJudged(schedules))
    : new vscode.ThemeIcon('warning', new vscode.ThemeColor(toneColors[isCalm ? 'calm' : 'bad']));
  item.contextValue = 'attention';
  const spoken = [
    kindsText(open),
    known > 0 && l10n.t('known issues: {counts}', { counts: kindsText(accepted) }),
    period,
  ];
  item.accessibilityInformation = {
    label: [item.label, ...(isKnown && !isNone ? spoken.filter(Boolean) : [item.description])].join(', '),
  };
  return item;
}

/** `none`, or if that is not known, what is: `0 failed · 0 missed (1 of 21 judged)`. */
function noneText(schedules: AttentionCounts['schedules'], period: string): string {
  if (areAllJudged(schedules)) return l10n.t('none, {period}', { period });
  return schedules?.judged
    ? l10n.t('0 failed · 0 missed ({judged} of {all} judged) · {period}', { ...schedules, period })
    : l10n.t('0 failed · {period}', { period });
}

function areAllJudged(schedules: AttentionCounts['schedules']): boolean {
  return schedules !== undefined && schedules.judged === schedules.all;
}

/** `3`, or with others `3 failed · 1 missed · 2 overdue · known: 1 failed, 1 missed`. */
function countsText(open: KindCounts, accepted: KindCounts): string {
  const { language } = vscode.env;
  if (open.missed + open.overdue + accepted.missed + accepted.overdue === 0)
    return accepted.failed.known === 0
      ? countText(open.failed, language)
      : failedText(open.failed, accepted.failed.known, language);
  const known = kindTexts(accepted).join(', ');
  return [...kindTexts(open), known && l10n.t('known: {counts}', { counts: known })]
    .filter(Boolean)
    .join(' · ');
}

/**
 * The period in a few words. Only of jobs that were just loaded, it is the period before now. At the default
 * width of the view, there is no room for its length too; the tooltip has it.
 */
function periodText(row: AttentionRow, now: Date): string {
  const end = attentionEnd(row, now);
  if (Math.abs(now.getTime() - end.getTime()) <= oldReadMs)
    return l10n.t('last {hours} h', { hours: attentionHours(end) });
  return l10n.t('as of {time}', { time: pastTimeText(end, now, vscode.env.language) });
}

/** The row of a resource below the first row. */
export function attentionResourceItem(row: AttentionResourceRow, now: Date): vscode.TreeItem {
  const [job] = row.item.jobs;
  const facts = [
    row.issue && acceptedFact(row.issue),
    shortReason(job) ?? stateTitle(displayState(job)),
    ...row.findings.map((finding) => findingText(finding, now)),
    row.record && recordText(row.record, endTime(job), now),
    row.parent.parts.length > 1 ? row.session.region : undefined,
  ];
  return resourceItem(row, job, facts, now, row.issue !== undefined);
}

/** How long the resource has had no good backup, or since when it has one again. */
function recordText({ lastGood, streak }: ResourceRecord, end: number, now: Date): string | undefined {
  const goodEnd = lastGood && endTime(lastGood);
  if (goodEnd !== undefined && goodEnd > end)
    return l10n.t('good again since {time}', {
      time: pastTimeText(new Date(goodEnd), now, vscode.env.language),
    });
  if (streak === undefined || streak.isGood) return undefined;
  if (streak.nights > 1) return l10n.t('{count} nights', { count: streak.nights });
  return streak.length > 1 ? l10n.t('{count} times', { count: streak.length }) : undefined;
}
