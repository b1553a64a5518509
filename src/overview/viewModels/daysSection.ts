import * as l10n from '@vscode/l10n';
import { countText, jobsText, timeZoneName } from '../../jobs/formats.js';
import { stateOrder } from '../../jobs/jobStates.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import type { CountedState } from '../figures/countedStates.js';
import type { DayFigures, DaysFigures } from '../figures/dayTally.js';
import type { ChartDay, DaysChart, Section, TableRow } from './section.js';
import type { ViewModelContext } from './viewModelContext.js';

/**
 * The jobs by day, stacked by state with what needs attention at the axis, where it is compared most easily.
 */
export function daysSection(
  { days, elsewhere }: DaysFigures,
  context: ViewModelContext,
): Section & { readonly chart: DaysChart } {
  const states = stateOrder.filter((state) => days.some((day) => day.states.has(state)));
  const titles = states.map((state) => (state === 'any other' ? l10n.t('Other states') : stateTitle(state)));
  const formats = {
    long: new Intl.DateTimeFormat(context.locale, { weekday: 'long', day: 'numeric', month: 'long' }),
    short: new Intl.DateTimeFormat(context.locale, { day: 'numeric', month: 'short' }),
  };
  const chartDays = days.map((day) => chartDay(day, states, titles, context, formats));
  const isEmpty = states.length === 0;
  const number = new Intl.NumberFormat(context.locale);
  return {
    name: 'days',
    title: l10n.t('Jobs by day'),
    caption: l10n.t(
      'By the day on which a job was created, in the time zone {zone}. The last day ends when the jobs were loaded.',
      { zone: timeZoneName() },
    ),
    empty: isEmpty ? l10n.t('There are no jobs on any of these days.') : undefined,
    more:
      elsewhere > 0 ? l10n.t('Outside these days: {count}', { count: number.format(elsewhere) }) : undefined,
    chart: { states: states.map((state, place) => ({ state, title: titles[place] ?? '' })), days: chartDays },
    table: {
      columns: [
        { title: l10n.t('Day') },
        ...titles.map((title) => ({ title, isNumber: true })),
        { title: l10n.t('All jobs'), isNumber: true },
      ],
      rows: isEmpty
        ? []
        : days.map((day, place) => dayRow(day, chartDays[place], states, context)).toReversed(),
    },
  };
}

/**
 * With a plus at what may be more, as in the chart: a copy of the table has nothing else beside it that says
 * so.
 */
function dayRow(
  { day, states: counts }: DayFigures,
  drawn: ChartDay | undefined,
  states: readonly CountedState[],
  { coverage, locale }: ViewModelContext,
): TableRow {
  const isExact = coverage.hasRead(day);
  const ofStates = states.map((state) => counts.get(state) ?? 0);
  const all = ofStates.reduce((sum, count) => sum + count, 0);
  const texts = [...ofStates, all].map((known) => countText({ known, isExact }, locale));
  return { cells: [drawn?.label ?? '', ...texts], target: drawn?.target };
}

interface DayFormats {
  readonly long: Intl.DateTimeFormat;
  readonly short: Intl.DateTimeFormat;
}

function chartDay(
  { day, states: counts }: DayFigures,
  states: readonly CountedState[],
  titles: readonly string[],
  { coverage, locale, targets }: ViewModelContext,
  { long: longDay, short }: DayFormats,
): ChartDay {
  const lastMoment = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() - 1;
  const ofDay = { createdAfter: day.toISOString(), createdBefore: new Date(lastMoment).toISOString() };
  const long = longDay.format(day);
  const isExact = coverage.hasRead(day);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    label: short.format(day),
    title: `${long}: ${jobsText({ known: all, isExact }, locale)}`,
    target: targets.add({ kind: 'filter', filter: ofDay }),
    parts: states.map((state, place) => {
      const known = counts.get(state) ?? 0;
      const count = countText({ known, isExact }, locale);
      const filter = state === 'any other' ? ofDay : { ...ofDay, state: [state] };
      return {
        count: known,
        title: l10n.t('{day}: {count} {state}', { day: long, count, state: titles[place] ?? '' }),
        target: targets.add({ kind: 'filter', filter }),
      };
    }),
  };
}
