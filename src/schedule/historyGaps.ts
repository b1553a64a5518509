import * as l10n from '@vscode/l10n';
import { entry } from '../jobs/mapEntry.js';
import type { ReportedRegion } from './scheduleReport.js';

/**
 * The times of a history in which no run is judged, with their regions, in a sentence; empty if there are
 * none. Days are UTC, as those of reports are. Nothing is said of the time before the first known job.
 */
export function historyGapsText(
  regions: readonly Pick<ReportedRegion, 'known' | 'readAt' | 'region'>[],
  locale: string,
): string {
  const gaps = groupedGaps(
    regions.flatMap(({ region, ...times }) => gapsIn(times).map((gap) => ({ ...gap, place: region }))),
    locale,
  ).map(({ text }) => text);
  if (gaps.length === 0) return '';
  const more = gaps.length - maxNamed;
  const named = gaps.slice(0, maxNamed).join(' · ');
  return more > 0
    ? l10n.t('Not judged, because the history may lack jobs: {gaps} · {more} more.', { gaps: named, more })
    : l10n.t('Not judged, because the history may lack jobs: {gaps}.', { gaps: named });
}

/** A time of which not all jobs of a place are known, in epoch milliseconds; from -Infinity for all times. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * The days of gaps with their places, in the order of time: `Mar 4, 2026, eu-west-1, us-east-1`. Gaps of the
 * same days are one. Days are UTC, as those of reports are. Too short gaps are left out: reports are made
 * once a day, not at the same second.
 */
export function groupedGaps(
  gaps: readonly (Gap & { readonly place: string })[],
  locale: string,
): readonly GapGroup[] {
  const days = new Intl.DateTimeFormat(locale, {
    ...{ year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' },
  });
  const byDays = new Map<string, { readonly from: number; readonly places: string[] }>();
  for (const { from, place, to } of gaps) {
    if (to - from < shortestGapMs) continue;
    const text = Number.isFinite(from) ? days.formatRange(from, to - 1) : l10n.t('all days');
    entry(byDays, text, () => ({ from, places: [] })).places.push(place);
  }
  return [...byDays]
    .sort(([, one], [, other]) => one.from - other.from)
    .map(([text, { from, places }]) => ({ from, text: `${text}, ${placesText(places)}` }));
}

/** Gaps of the same days, in words. */
export interface GapGroup {
  /** When the first of them begins, in epoch milliseconds. */
  readonly from: number;
  readonly text: string;
}

function placesText(places: readonly string[]): string {
  const named = places.slice(0, maxPlaces).join(', ');
  const count = places.length - maxPlaces;
  return count > 0 ? l10n.t('{places} and {count} more', { places: named, count }) : named;
}

/** The times after the first known one, until the end, of which not all jobs are known. */
function gapsIn({ known, readAt }: Pick<ReportedRegion, 'known' | 'readAt'>): readonly Gap[] {
  if (known.length === 0) return [{ from: Number.NEGATIVE_INFINITY, to: readAt }];
  return known.map(({ to }, place) => ({ from: to, to: known[place + 1]?.from ?? readAt }));
}

const maxNamed = 3;
/** The regions, or accounts, that a gap is named with. */
const maxPlaces = 5;
/** Reports are made once a day, not at the same second. */
const shortestGapMs = 60 * 60 * 1000;
