import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { countText } from '../jobs/formats.js';
import type { JobCount } from '../jobs/jobList.js';
import { splitFindings } from '../schedule/acceptedFindings.js';
import { countFindings, type FindingCounts } from '../schedule/findingCounts.js';
import { itemsOf, unknownRegions } from './attentionRows.js';
import { findingsOf } from './missedRows.js';
import type { AttentionRow } from './rows.js';

/** What needs attention, by its kind: resources without a complete backup, missed runs, overdue resources. */
export interface KindCounts extends FindingCounts {
  readonly failed: JobCount;
  /** Whether the missed runs and overdue resources of all regions are known. */
  readonly isExact: boolean;
}

export interface AttentionCounts {
  /** Without those that are accepted as known issues. */
  readonly open: KindCounts;
  readonly accepted: KindCounts;
  /** How many schedules there are, and how many of them are judged; undefined if not all jobs are loaded. */
  readonly schedules: { readonly all: number; readonly judged: number } | undefined;
}

/** The counts of an attention row, as far as its jobs are loaded. */
export function attentionCounts(row: AttentionRow, now: Date): AttentionCounts {
  const { schedule } = row;
  const items = itemsOf(row, now);
  const findings = splitFindings(findingsOf(row, now), row.known);
  const isComplete =
    unknownRegions(row).length === 0 &&
    row.parts.every(({ list, whole }) => list.isComplete || whole.list.isComplete);
  const isExact = typeof schedule !== 'string' && schedule.unknownRegions.length === 0;
  return {
    open: {
      ...countFindings(findings.open),
      failed: { known: items.open.length, isExact: isComplete },
      isExact,
    },
    accepted: {
      ...countFindings(findings.accepted.map(({ finding }) => finding)),
      failed: { known: items.accepted.length, isExact: true },
      isExact: true,
    },
    schedules: isExact ? { all: schedule.series, judged: schedule.judged } : undefined,
  };
}

/** How many there are of all kinds. */
export function sumOf({ failed, missed, overdue }: KindCounts): number {
  return failed.known + missed + overdue;
}

/** The counts of the kinds that there are: `3 failed`, `1 missed`. */
export function kindTexts({ failed, isExact, missed, overdue }: KindCounts): readonly string[] {
  const { language } = vscode.env;
  const text = (count: number) => countText({ known: count, isExact }, language);
  const hasFailed = failed.known > 0 || !failed.isExact;
  return [
    hasFailed && l10n.t('{count} failed', { count: countText(failed, language) }),
    missed > 0 && l10n.t('{count} missed', { count: text(missed) }),
    overdue > 0 && l10n.t('{count} overdue', { count: text(overdue) }),
  ].filter((kind) => kind !== false);
}

/** `2 resources without a complete backup, 1 missed run`: those that there are. */
export function kindsText({ failed, isExact, missed, overdue }: KindCounts): string {
  const { language } = vscode.env;
  const text = (known: number) => countText({ known, isExact }, language);
  const [isOneMissed, isOneOverdue] = [missed, overdue].map((count) => count === 1 && isExact);
  return [
    failed.known === 1 && failed.isExact
      ? l10n.t('1 resource without a complete backup')
      : (failed.known > 0 || !failed.isExact) &&
        l10n.t('{count} resources without a complete backup', { count: countText(failed, language) }),
    isOneMissed
      ? l10n.t('1 missed run')
      : missed > 0 && l10n.t('{count} missed runs', { count: text(missed) }),
    isOneOverdue
      ? l10n.t('1 overdue resource')
      : overdue > 0 && l10n.t('{count} overdue resources', { count: text(overdue) }),
  ]
    .filter(Boolean)
    .join(', ');
}
