import * as l10n from '@vscode/l10n';
import type { Coverage } from '../../jobs/coverage.js';
import { countText, jobsText, timeZoneName } from '../../jobs/formats.js';
import { stateOrder } from '../../jobs/jobStates.js';
import { knownCountText } from '../../jobs/knownIssueText.js';
import { listedMs } from '../../jobs/listedPeriod.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import { type CountedState, isFailing } from '../figures/countedStates.js';
import type { DayFigures, DaysFigures } from '../figures/dayTally.js';
import type { ChartDay, DaysChart, Section, TableRow } from './section.js';
import type { ViewModelContext } from './viewModelContext.js';

/**
 * The jobs by day and state. States that need attention are next to the axis, where they are easy to compare.
 */
export function daysSection(
  { days, outside }: DaysFigures,
  context: ViewModelContext,
): Section & { readonly chart: DaysChart } {
  const states = stateOrder.filter((state) => days.some((day) => day.states.has(state)));
  const titles = states.map((state) => (state === 'any other' ? l10n.t('Other states') : stateTitle(state)));
  const formats = {
    long: new Intl.DateTimeFormat(context.locale, { weekday: 'long', day: 'numeric', month: 'long' }),
    short: new Intl.DateTimeFormat(context.locale, { day: 'numeric', month: 'short' }),
  };
  const chartDays = days.map((day) => chartDayOf(day, states, titles, context, formats));
  const isEmpty = states.length === 0;
  const number = new Intl.NumberFormat(context.locale);
  const known = days.reduce((sum, day) => sum + day.known, 0);
  return {
    name: 'days',
    title: l10n.t('Jobs by day'),
    shortTitle: l10n.t('Jobs by day'),
    caption: [
      l10n.t(
        'By the day on which a job was created, in the time zone {zone}. The last day ends when the jobs were loaded.',
        { zone: timeZoneName() },
      ),
      context.coverage.isHistory && l10n.t('A plus marks a day of which the history may lack jobs.'),
      known > 0 &&
        l10n.t('Known issues among these jobs, counted with the others: {count}.', {
          count: number.format(known),
        }),
    ]
      .filter(Boolean)
      .join(' '),
    empty: isEmpty ? emptyText(context.coverage) : undefined,
    more: outside > 0 ? l10n.t('Outside these days: {count}', { count: number.format(outside) }) : undefined,
    chart: {
      states: states.map((state, index) => ({ state, title: titles[index] ?? '', isBad: isFailing(state) })),
      days: chartDays,
    },
    table: {
      columns: [
        { title: l10n.t('Day') },
        ...titles.map((title) => ({ title, isNumber: true })),
        { title: l10n.t('All jobs'), isNumber: true },
      ],
      rows: isEmpty
        ? []
        : days.map((day, index) => dayRow(day, chartDays[index], states, context)).toReversed(),
    },
  };
}

/**
 * A row of the table. Counts that may be higher have a plus, which also marks them in a copy of the table.
 */
function dayRow(
  { day, states: counts }: DayFigures,
  chartDay: ChartDay | undefined,
  states: readonly CountedState[],
  { coverage, locale }: ViewModelContext,
): TableRow {
  const isExact = coverage.hasReadBetween(day, new Date(lastMomentOf(day)));
  const ofStates = states.map((state) => counts.get(state) ?? 0);
  const all = ofStates.reduce((sum, count) => sum + count, 0);
  const texts = [...ofStates, all].map((known) => countText({ known, isExact }, locale));
  return { cells: [chartDay?.name ?? '', ...texts], target: chartDay?.target };
}

function emptyText({ isReadToEnd }: Coverage): string {
  return isReadToEnd
    ? l10n.t('There are no jobs on any of these days.')
    : l10n.t('No job is known of any of these days.');
}

/**
 * A day, marked if only a part of its jobs can be here: AWS Backup lists the jobs of 30 days, and the filter
 * may begin or end within the day.
 */
function dayName(name: string, day: Date, lastMoment: number, { asOf, coverage }: ViewModelContext): string {
  const last = new Date(lastMoment);
  const isCut = coverage.includes(day, day) !== coverage.includes(last, last);
  return isCut || (!coverage.isHistory && day.getTime() < asOf.getTime() - listedMs)
    ? l10n.t('{day}, a part of the day', { day: name })
    : name;
}

/** The last millisecond of a day. */
function lastMomentOf(day: Date): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() - 1;
}

interface DayFormats {
  readonly long: Intl.DateTimeFormat;
  readonly short: Intl.DateTimeFormat;
}

function chartDayOf(
  { day, known, states: counts }: DayFigures,
  states: readonly CountedState[],
  titles: readonly string[],
  context: ViewModelContext,
  { long: longDay, short }: DayFormats,
): ChartDay {
  const { coverage, locale, targets } = context;
  const lastMoment = lastMomentOf(day);
  const ofDay = { createdAfter: day.toISOString(), createdBefore: new Date(lastMoment).toISOString() };
  const long = dayName(longDay.format(day), day, lastMoment, context);
  const isExact = coverage.hasReadBetween(day, new Date(lastMoment));
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    label: short.format(day),
    name: dayName(short.format(day), day, lastMoment, context),
    title: [
      `${long}: ${jobsText({ known: all, isExact }, locale)}`,
      ...(known > 0 ? [knownCountText(known, locale)] : []),
    ].join(' · '),
    target: targets.add({ kind: 'filter', filter: ofDay }),
    parts: states.map((state, index) => {
      const ofState = counts.get(state) ?? 0;
      const count = countText({ known: ofState, isExact }, locale);
      const filter = state === 'any other' ? ofDay : { ...ofDay, state: [state] };
      return {
        count: ofState,
        title: l10n.t('{day}: {count} {state}', { day: long, count, state: titles[index] ?? '' }),
        target: targets.add({ kind: 'filter', filter }),
      };
    }),
  };
}
