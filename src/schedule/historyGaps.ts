import * as l10n from '@vscode/l10n';
import { entry } from './mapEntry.js';
import type { ReportedRegion } from './scheduleReport.js';

/**
 * The times of a history in which no run is judged, with their regions, in a sentence; empty if there are
 * none. Days are UTC, as those of reports are. Nothing is said of the time before the first known job.
 */
export function historyGapsText(
  regions: readonly Pick<ReportedRegion, 'known' | 'readAt' | 'region'>[],
  locale: string,
): string {
  const days = new Intl.DateTimeFormat(locale, {
    ...{ year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' },
  });
  const regionsOf = new Map<string, { readonly from: number; readonly names: string[] }>();
  for (const { region, ...times } of regions)
    for (const { from, to } of gapsIn(times)) {
      const text = Number.isFinite(from) ? days.formatRange(from, to - 1) : l10n.t('all days');
      entry(regionsOf, text, () => ({ from, names: [] })).names.push(region);
    }
  const gaps = [...regionsOf]
    .sort(([, one], [, other]) => one.from - other.from)
    .map(([text, { names }]) => `${text}, ${names.join(', ')}`);
  if (gaps.length === 0) return '';
  const more = gaps.length - maxNamed;
  const named = gaps.slice(0, maxNamed).join(' · ');
  return more > 0
    ? l10n.t('Not judged, because the history may lack jobs: {gaps} · {more} more.', { gaps: named, more })
    : l10n.t('Not judged, because the history may lack jobs: {gaps}.', { gaps: named });
}

/** The times after the first known one, until the end, of which not all jobs are known. */
function gapsIn({ known, readAt }: Pick<ReportedRegion, 'known' | 'readAt'>): readonly Gap[] {
  if (known.length === 0) return [{ from: Number.NEGATIVE_INFINITY, to: readAt }];
  return known
    .map(({ to }, place) => ({ from: to, to: known[place + 1]?.from ?? readAt }))
    .filter(({ from, to }) => to - from >= shortestGapMs);
}

interface Gap {
  readonly from: number;
  readonly to: number;
}

const maxNamed = 3;
/** Reports are made once a day, not at the same second. */
const shortestGapMs = 60 * 60 * 1000;
