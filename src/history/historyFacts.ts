import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { jobsText } from '../jobs/formats.js';
import { entry } from '../jobs/mapEntry.js';
import { joinedTimes, without } from '../jobs/timeSpans.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type Gap, groupedGaps } from '../schedule/historyGaps.js';
import type { HistoryPlaces } from './import/fileRecord.js';
import type { CoveredSpan, HistoryExtent } from './store/historyTypes.js';

/**
 * What a history holds, in one line: `History: reports-2026 · 1,234 jobs · Jan 1 – Mar 31, 2026`, after its
 * name how many files were not read in full, and the days without a report.
 * Days are UTC, as those of reports are.
 */
export function historyFacts(
  paths: readonly string[],
  { end, first, jobs, last, unreadFiles }: FactsExtent,
  reports: ReportTimes,
  locale: string,
): string {
  const days = dayFormat(locale);
  const period = first === undefined || last === undefined ? undefined : days.formatRange(first, last);
  const gaps = gapTexts(reports, locale, end);
  const named = gaps.slice(0, maxNamed);
  const others = gaps.length - named.length;
  return [
    historyName(paths),
    // The status bar cuts the end of a long line: what is not known comes first.
    unreadFiles > 0 && l10n.t('files not read in full: {count}', { count: unreadFiles }),
    ...named,
    others === 1 && l10n.t('1 more gap'),
    others > 1 && l10n.t('{count} more gaps', { count: others }),
    jobsText({ known: jobs, isExact: true }, locale),
    period,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The times that reports cover, and those of which they may lack something. */
export interface ReportTimes extends Partial<Pick<HistoryPlaces, 'incomplete' | 'named'>> {
  readonly spans: readonly CoveredSpan[];
}

interface FactsExtent extends Pick<HistoryExtent, 'first' | 'jobs' | 'last'> {
  readonly unreadFiles: number;
  /** When the history ends, in epoch milliseconds. */
  readonly end?: number | undefined;
}

function historyName([path = '', ...others]: readonly string[]): string {
  const name = visibleLine(basename(path) || path, 60);
  return others.length === 0
    ? l10n.t('History: {name}', { name })
    : l10n.t('History: {name} and {count} more', { name, count: others.length });
}

/**
 * The times without a report, each in a few words: `no report for Mar 4, 2026, eu-west-1`. They are
 * between the reports of an account and a region, or after the last of them. Nothing is said of the time
 * before the first one. Gaps of several accounts are one if they are of the same days. The times in which
 * reports about several accounts do not name one that they name before are gaps as well.
 *
 * @param end when the history ends, in epoch milliseconds
 */
export function gapTexts(
  { incomplete = [], named = [], spans }: ReportTimes,
  locale: string,
  end = Number.NEGATIVE_INFINITY,
): readonly string[] {
  const hasSeveralAccounts = new Set(spans.map(({ accountId }) => accountId)).size > 1;
  const incompleteOf = new Map<string, CoveredSpan[]>();
  for (const span of incomplete) entry(incompleteOf, placeKey(span), () => []).push(span);
  const gaps = spans.map((span, place) => {
    const next = spans[place + 1];
    const isLast = next === undefined || placeKey(span) !== placeKey(next);
    // Until a day after the last report, none is missing.
    const to = isLast ? (end - span.to < dayMs ? span.to : end) : next.from;
    const isIncomplete =
      to > span.to && incompleteOf.get(placeKey(span))?.some((one) => one.from < to && one.to > span.to);
    return { from: span.to, to, span, isIncomplete: isIncomplete === true };
  });
  const grouped = (some: readonly SpanGap[]) => groupedGaps(placedGaps(some, hasSeveralAccounts), locale);
  return [
    ...grouped(gaps.filter(({ isIncomplete }) => !isIncomplete)).map(({ from, text }) => ({
      from,
      text: l10n.t('no report for {gap}', { gap: text }),
    })),
    ...grouped(gaps.filter(({ isIncomplete }) => isIncomplete)).map(({ from, text }) => ({
      from,
      text: l10n.t('no complete report for {gap}', { gap: text }),
    })),
    ...grouped(unnamedTimes(spans, named)).map(({ from, text }) => ({
      from,
      text: l10n.t('not in the reports: {gap}', { gap: text }),
    })),
  ]
    .sort((one, other) => one.from - other.from)
    .map(({ text }) => text);
}

type SpanGap = Gap & { readonly span: CoveredSpan };

/** The covered times in which no report names a place that one has named before. */
function unnamedTimes(spans: readonly CoveredSpan[], named: readonly CoveredSpan[]): readonly SpanGap[] {
  const namedOf = new Map<string, CoveredSpan[]>();
  for (const span of named) entry(namedOf, placeKey(span), () => []).push(span);
  return spans.flatMap((span) => {
    const own = namedOf.get(placeKey(span));
    if (own === undefined) return [];
    const before = { from: Number.NEGATIVE_INFINITY, to: Math.min(...own.map(({ from }) => from)) };
    const lastNamed = Math.max(...own.map(({ to }) => to));
    return without([span], joinedTimes([before, ...own]))
      .filter(({ from, to }) => from < lastNamed || to - from > weekMs)
      .map((time) => ({ ...time, span }));
  });
}

/** Gaps with the names of their places. Those of several accounts at the same time in a region are one. */
function placedGaps(gaps: readonly SpanGap[], namesAccount: boolean) {
  const byTime = new Map<string, { readonly gap: Gap; readonly spans: CoveredSpan[] }>();
  for (const { from, span, to } of gaps) {
    const key = `${from} ${to} ${span.region}`;
    entry(byTime, key, () => ({ gap: { from, to }, spans: [] })).spans.push(span);
  }
  return [...byTime.values()].map(({ gap, spans: [first, ...others] }) => {
    const region = visibleLine(first?.region ?? '', 40);
    const account = visibleLine(first?.accountId ?? '', 40);
    const name = namesAccount ? `${account} ${region}`.trim() : region;
    const count = others.length + 1;
    return { ...gap, place: count === 1 ? name : l10n.t('{region} ({count} accounts)', { region, count }) };
  });
}

function placeKey({ accountId, region }: CoveredSpan): string {
  return `${accountId ?? ''} ${region}`;
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
/** A place with a backup once a week is not named in the last reports either. */
const weekMs = 8 * 24 * 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;
