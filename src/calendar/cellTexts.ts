import * as l10n from '@vscode/l10n';
import { completedWithIssues } from '../jobs/jobStates.js';
import { reasonText } from '../jobs/knownIssueText.js';
import type { Slices } from '../jobs/slices.js';
import { type CellDoubt, cellCode } from './calendarCell.js';
import type { CalendarRow } from './calendarRows.js';
import type { ResultNames } from './calendarViewModel.js';
import { addCodesIn, encodeRow, maxDetail } from './rowCode.js';
import type { AcceptedResult, SlotTally } from './slotTally.js';

/** Puts cells into codes, and collects the texts of their details, each once. */
export class CellTexts {
  readonly #number: Intl.NumberFormat;
  readonly #results: ResultNames;
  readonly #places = new Map<string, number>([['', 0]]);
  readonly #codes = new Set<number>();

  constructor(locale: string, results: ResultNames) {
    this.#results = results;
    this.#number = new Intl.NumberFormat(locale);
  }

  /** In the order of their numbers. The first one is empty. */
  get details(): readonly string[] {
    return [...this.#places.keys()];
  }

  /** The codes of all cells, each once. */
  get codes(): readonly number[] {
    return [...this.#codes];
  }

  /** The cells of each row. `doubtsIn` has the slots of a region that were not read. */
  async rows(
    rows: readonly CalendarRow[],
    of: 'days' | 'hours',
    doubtsIn: (region: string) => readonly CellDoubt[],
    slices: Slices,
  ): Promise<readonly string[]> {
    const byRegion = new Map<string, readonly CellDoubt[]>();
    const texts: string[] = [];
    for (const row of rows) {
      const doubts = byRegion.get(row.region) ?? doubtsIn(row.region);
      byRegion.set(row.region, doubts);
      const tally = row[of];
      if (tally === undefined) continue;
      const cellOf = (slot: number) => ({
        code: codeOf(tally, slot, doubts[slot] ?? 'unread'),
        detail: this.#detail(tally, slot),
      });
      const text = encodeRow(tally.results.length, cellOf);
      addCodesIn(text, this.#codes);
      texts.push(text);
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    return texts;
  }

  #detail(tally: SlotTally, slot: number): number {
    const { accepted, acceptedCounts, jobs, late, missed, overdue, overlapping, reasons } = tally;
    const [ofJobs = 0, ofMissed = 0, ofOverdue = 0] = [jobs[slot], missed[slot], overdue[slot]];
    // Nearly every cell has one job, or none.
    if (ofJobs <= 1 && ofMissed + ofOverdue === 0 && !tally.hasMore(slot)) return 0;
    const known = accepted.get(slot);
    const [ofKnown = 0, ofLate = 0, ofOverlapping = 0] = [
      acceptedCounts.get(slot),
      late.get(slot),
      overlapping.get(slot),
    ];
    const isRunAlone = ofJobs === 0 && ofMissed + ofOverdue === 1;
    const parts = [
      known && this.#knownText(known),
      reasons.get(slot),
      ofJobs > 1 && l10n.t('{count} jobs', { count: this.#number.format(ofJobs) }),
      !isRunAlone && ofMissed > 0 && this.#runs(ofMissed, 'missed'),
      !isRunAlone && ofOverdue > 0 && this.#runs(ofOverdue, 'overdue'),
      ofLate > 0 && this.#runs(ofLate, 'late'),
      ofOverlapping > 0 && this.#runs(ofOverlapping, 'overlapping'),
      // The mark says it if it is alone.
      (known === undefined ? ofKnown > 0 : ofKnown > 1) &&
        l10n.t('{count} known', { count: this.#number.format(ofKnown) }),
    ];
    return this.#placeOf(parts.filter(Boolean).join(', '));
  }

  /** `failed, known issue: the reason`; the result of a good one is in its mark. */
  #knownText({ issue, result }: AcceptedResult): string {
    const text = l10n.t('known issue: {reason}', { reason: reasonText(issue) });
    return result === completedWithIssues ? text : `${this.#results[result]}, ${text}`;
  }

  #runs(count: number, kind: 'missed' | 'overdue' | 'late' | 'overlapping'): string {
    const names = { count: this.#number.format(count) };
    switch (kind) {
      case 'missed':
        return count === 1 ? l10n.t('1 missed run') : l10n.t('{count} missed runs', names);
      case 'overdue':
        return count === 1 ? l10n.t('1 overdue run') : l10n.t('{count} overdue runs', names);
      case 'late':
        return count === 1 ? l10n.t('1 late start') : l10n.t('{count} late starts', names);
      case 'overlapping':
        return count === 1 ? l10n.t('1 overlapping run') : l10n.t('{count} overlapping runs', names);
    }
  }

  #placeOf(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    if (this.#places.size > maxDetail) return 0;
    const place = this.#places.size;
    this.#places.set(text, place);
    return place;
  }
}

function codeOf({ hasUnjudged, results }: SlotTally, slot: number, doubt: CellDoubt): number {
  const own = doubt === 'known' && hasUnjudged[slot] === 1 ? 'notJudged' : doubt;
  return cellCode(results[slot] ?? 0, own);
}
