import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { jobsText } from '../jobs/formats.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { CoveredSpan, HistoryExtent } from './store/historyTypes.js';

/**
 * What a history holds, in one line: `History: reports-2026 · 1,234 jobs · Jan 1 – Mar 31, 2026`, how many
 * files were not read in full, and the days without a report.
 * Days are UTC, as those of reports are.
 */
export function historyFacts(
  paths: readonly string[],
  { first, jobs, last, unreadFiles }: FactsExtent,
  spans: readonly CoveredSpan[],
  locale: string,
  incomplete: readonly CoveredSpan[] = [],
): string {
  const days = dayFormat(locale);
  const period = first === undefined || last === undefined ? undefined : days.formatRange(first, last);
  const gaps = gapTexts(spans, locale, incomplete);
  const named = gaps.slice(0, maxNamed);
  const others = gaps.length - named.length;
  return [
    historyName(paths),
    jobsText({ known: jobs, isExact: true }, locale),
    period,
    unreadFiles > 0 && l10n.t('files not read in full: {count}', { count: unreadFiles }),
    ...named,
    others === 1 && l10n.t('1 more gap'),
    others > 1 && l10n.t('{count} more gaps', { count: others }),
  ]
    .filter(Boolean)
    .join(' · ');
}

interface FactsExtent extends Pick<HistoryExtent, 'first' | 'jobs' | 'last'> {
  readonly unreadFiles: number;
}

function historyName([path = '', ...others]: readonly string[]): string {
  const name = visibleLine(basename(path) || path, 60);
  return others.length === 0
    ? l10n.t('History: {name}', { name })
    : l10n.t('History: {name} and {count} more', { name, count: others.length });
}

/**
 * The times between the reports of an account and a region that no report covers, each in a few words.
 * Nothing is said of the time before the first report or after the last one. `incomplete` are the times of
 * the reports that could not be read in full.
 */
export function gapTexts(
  spans: readonly CoveredSpan[],
  locale: string,
  incomplete: readonly CoveredSpan[] = [],
): readonly string[] {
  const days = dayFormat(locale);
  const accounts = new Set(spans.map(({ accountId }) => accountId));
  return spans.flatMap((span, place) => {
    const next = spans[place + 1];
    if (next === undefined || next.region !== span.region || next.accountId !== span.accountId) return [];
    const [from, to] = [span.to, next.from];
    if (to - from < shortestGapMs) return [];
    const hasIncomplete = incomplete.some(
      (one) =>
        one.region === span.region && one.accountId === span.accountId && one.from < to && one.to > from,
    );
    const places =
      accounts.size > 1 && span.accountId !== undefined ? [span.accountId, span.region] : [span.region];
    const names = {
      days: days.formatRange(from, to - 1),
      place: places
        .map((one) => visibleLine(one, 40))
        .filter(Boolean)
        .join(' '),
    };
    return [
      hasIncomplete
        ? l10n.t('no complete report for {days}, {place}', names)
        : l10n.t('no report for {days}, {place}', names),
    ];
  });
}

/** With the year: a history has several. */
function dayFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });
}

const maxNamed = 2;
/** Reports are made once a day, not at the same second. */
const shortestGapMs = 60 * 60 * 1000;
