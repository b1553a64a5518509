import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { attentionHours } from '../jobs/attention.js';
import { countText, localTimeText } from '../jobs/formats.js';
import { knownCountText } from '../jobs/knownIssueText.js';
import { attentionCounts, type KindCounts, kindsText, kindTexts, sumOf } from './attentionCounts.js';
import { attentionEnd } from './attentionEnd.js';
import { unknownRegions } from './attentionRows.js';
import type { AttentionRow } from './rows.js';

/** How much needs attention. */
export interface AttentionCount extends vscode.ViewBadge {
  /** The counts in a few words: `3 failed · 1 missed`. */
  readonly short: string;
}

/**
 * The view's badge: the resources without a complete backup and the missed runs of the row Needs attention.
 * Overdue resources are not counted. What is accepted as a known issue is counted apart; if there is nothing
 * else, the number is 0. Undefined if there is nothing.
 */
export function attentionBadge(row: AttentionRow, now: Date): AttentionCount | undefined {
  const counts = attentionCounts(row, now);
  const open = withoutOverdue(counts.open);
  const accepted = sumOf(withoutOverdue(counts.accepted));
  const value = sumOf(open);
  if (value + accepted === 0) return undefined;
  return {
    value,
    tooltip: [
      value > 0 && periodText(open, attentionEnd(row, now)),
      open.missed > 0 && l10n.t('A missed run made no job, but a later run of its rule did.'),
      notCountedText(counts.open.overdue, accepted),
      unknownText(row),
    ]
      .filter(Boolean)
      .join('\n'),
    short: [...kindTexts(open), accepted > 0 && knownCountText(accepted, vscode.env.language)]
      .filter(Boolean)
      .join(' · '),
  };
}

function withoutOverdue(counts: KindCounts): KindCounts {
  return { ...counts, overdue: 0 };
}

/** `In the 24 hours until Nov 30, 2026, 7:10:00 AM UTC: 1 missed run`. */
function periodText(counts: KindCounts, end: Date): string {
  return l10n.t('In the {hours} hours until {time}: {counts}', {
    hours: attentionHours(end),
    time: localTimeText(end, vscode.env.language),
    counts: kindsText(counts),
  });
}

function notCountedText(overdue: number, accepted: number): string | undefined {
  const { language } = vscode.env;
  const text = (known: number) => countText({ known, isExact: true }, language);
  const kinds = [
    overdue > 0 &&
      (overdue === 1
        ? l10n.t('1 overdue resource')
        : l10n.t('{count} overdue resources', { count: text(overdue) })),
    accepted > 0 &&
      (accepted === 1
        ? l10n.t('1 accepted as a known issue')
        : l10n.t('{count} accepted as known issues', { count: text(accepted) })),
  ].filter(Boolean);
  return kinds.length === 0 ? undefined : l10n.t('Not counted: {kinds}', { kinds: kinds.join(', ') });
}

function unknownText(row: AttentionRow): string | undefined {
  const regions = unknownRegions(row);
  return regions.length === 0
    ? undefined
    : l10n.t('These regions could not be read: {regions}.', { regions: regions.join(', ') });
}
