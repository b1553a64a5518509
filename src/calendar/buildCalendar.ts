import * as l10n from '@vscode/l10n';
import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import { type Coverage, coverageOf } from '../jobs/coverage.js';
import { figuresBasis } from '../jobs/figuresBasis.js';
import { localTimeText, numberText } from '../jobs/formats.js';
import { issuesUnknownText } from '../jobs/issuesUnknownText.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';
import { knownJobsText } from '../jobs/knownJobsText.js';
import { type ListedTime, listedTimes } from '../jobs/listedPeriod.js';
import { jobsByRegion } from '../jobs/readSubject.js';
import { Slices } from '../jobs/slices.js';
import type { ReadJobs } from '../jobs/subjectModel.js';
import { historyGapsText } from '../schedule/historyGaps.js';
import { resourceOutcomes } from '../schedule/resourceOutcomes.js';
import type { ScheduleReport } from '../schedule/scheduleReport.js';
import type { CellDoubt } from './calendarCell.js';
import { dimensionOf } from './calendarGrouping.js';
import type { CalendarGrouping } from './calendarGroupingNames.js';
import { type CalendarRow, countRows, RowKeys } from './calendarRows.js';
import { calendarSchedule } from './calendarSchedule.js';
import { daySlots, firstTime, hourSlots, type Slots, slotEnd } from './calendarSlots.js';
import type { CalendarViewModel } from './calendarViewModel.js';
import { CellTexts } from './cellTexts.js';
import { resultNames } from './resultNames.js';
import { outcomeKey, rowsInOrder } from './rowOrder.js';
import { rowTexts } from './rowTexts.js';
import { addScheduleMarks } from './scheduleMarks.js';
import { daySlotTexts, hourSlotTexts } from './slotTexts.js';

/** What the user has chosen. */
export interface CalendarChoices {
  readonly grouping: CalendarGrouping;
  /** The start of the day that is opened to its hours, in epoch milliseconds. */
  readonly openDay: number | undefined;
}

/** A calendar, and what its page refers to by number. */
export interface BuiltCalendar {
  readonly viewModel: CalendarViewModel;
  /** In the order of the view model. */
  readonly rows: readonly CalendarRow[];
  readonly days: Slots;
  readonly hours: Slots | undefined;
  readonly grouping: CalendarGrouping;
}

export interface BuildOptions {
  readonly locale: string;
  readonly now: Date;
  /** The known issues that count. */
  readonly accepted: AcceptedIssues;
}

/**
 * Builds the calendar of jobs that were read, in slices of a few milliseconds. Rejects with the signal's
 * reason when it aborts.
 */
export async function buildCalendar(
  { lists, readResult, signal, subject }: ReadJobs,
  { grouping, openDay }: CalendarChoices,
  { accepted, locale, now }: BuildOptions,
): Promise<BuiltCalendar> {
  const slices = new Slices({ signal });
  const { asOf, coverage, until } = figuresBasis(subject, readResult, now);
  const report = await calendarSchedule(subject, lists, coverage, signal);
  const listed = new Map(
    subject.sessions.map((session) => [session.region, listedTimes(session.listed, until.getTime())]),
  );
  const end = until.getTime();
  // The last report of a history ends at midnight, which is no day of its own.
  const lastMoment = subject.sessions.some(({ history }) => history !== undefined) ? end - 1 : end;
  const days = daySlots(firstTime(filterStart(subject), startsOf(subject, listed), lastMoment), lastMoment);
  const place = openDay === undefined ? -1 : days.starts.indexOf(openDay);
  const hours = place === -1 ? undefined : hourSlots(days, place);
  const dimension = dimensionOf(grouping);
  const keys = new RowKeys();
  const slotOptions = { accepted, days, dimension, hours };
  const counted = await countRows(jobsByRegion(subject, lists), slotOptions, keys, slices);
  const known = knownTimes(subject, readResult, coverage, listed);
  const isRead = (region: string, time: number) => known(region, time, time) !== 'unread';
  const marks = { ...slotOptions, report, until: end, isRead };
  await addScheduleMarks(counted.rows, keys, marks, slices);
  const outcomes =
    report !== undefined && coverage.knowsResources && dimension === undefined
      ? await resourceOutcomes(report, asOf, { accepted, signal })
      : [];
  const byResource = new Map(
    outcomes.map((one) => [
      outcomeKey(one.region, one.key),
      one.issue === undefined ? one.outcome : ('accepted' as const),
    ]),
  );
  const rows = await rowsInOrder(counted.rows.values(), dimension, byResource, slices);
  const results = resultNames(coverage.isFiltered);
  const texts = new CellTexts(locale, results);
  const cellsOf = (slots: Slots, of: 'days' | 'hours') =>
    texts.rows(
      rows,
      of,
      (region) =>
        slots.starts.map((start, slot) => known(region, start, Math.min(slotEnd(slots, slot), end) - 1)),
      slices,
    );
  const dayRows = await cellsOf(days, 'days');
  const hourRows = hours && (await cellsOf(hours, 'hours'));
  const { groups, rows: rowLists } = await slices.after(() => rowTexts(rows, dimension, locale));
  const jobs = knownJobsText({ known: counted.jobs, isExact: coverage.isReadToEnd }, locale);
  const number = new Intl.NumberFormat(locale);
  const viewModel: CalendarViewModel = {
    note: noteText(jobs, rows, localTimeText(asOf, locale), number),
    empty: coverage.isReadToEnd
      ? l10n.t('There are no jobs.')
      : l10n.t('It is not known whether there are jobs.'),
    limits: limitsText(report, rows, counted.outside, coverage, locale),
    rows: rowLists,
    groups,
    days: { slots: daySlotTexts(days, now, locale), rows: dayRows },
    hours: hours && hourRows && { day: place, slots: hourSlotTexts(hours, locale), rows: hourRows },
    details: texts.details,
    codes: texts.codes,
    results,
  };
  return { viewModel, rows, days, hours, grouping };
}

function noteText(
  jobs: string,
  rows: readonly CalendarRow[],
  time: string,
  number: Intl.NumberFormat,
): string {
  if (rows.length === 0) return l10n.t('{jobs}, as of {time}', { jobs, time });
  const resources = resourcesText(resourcesIn(rows), number);
  return l10n.t('{jobs} of {resources}, as of {time}', { jobs, resources, time });
}

/** Whether all jobs of a region between two times (epoch milliseconds) are known and selected. */
type KnownTimes = (region: string, from: number, to: number) => CellDoubt;

/** A day of which the source lists only a part counts as not read. */
function knownTimes(
  { selection }: JobsSubject,
  { completeRegions, failures, readSince }: ReadJobs['readResult'],
  coverage: Coverage,
  listed: ReadonlyMap<string, readonly ListedTime[]>,
): KnownTimes {
  const failed = new Set(failures.map(({ region }) => region));
  const ofComplete = coverageOf(selection, { isComplete: true, readSince: undefined });
  const ofPartial = coverageOf(selection, { isComplete: false, readSince });
  return (region, from, to) => {
    const isComplete = coverage.isComplete || (completeRegions.has(region) && !failed.has(region));
    const own = isComplete ? ofComplete : ofPartial;
    const start = new Date(from);
    const end = Math.max(from, to);
    const isListed = listed.get(region)?.some((time) => time.from <= from && end <= time.to) ?? false;
    const isKnown = isListed && own.hasRead(start) && own.includes(start, new Date(end));
    return isKnown ? 'known' : 'unread';
  };
}

/** When the jobs of each region begin: those that are listed or, of a history, the first one that it has. */
function startsOf(
  { sessions }: JobsSubject,
  listed: ReadonlyMap<string, readonly ListedTime[]>,
): readonly number[] {
  return [
    ...[...listed.values()].flatMap(([first]) => first?.from ?? []),
    ...sessions.flatMap(({ history }) => history?.first ?? []),
  ];
}

/** The time from which on the filter selects jobs; -Infinity if it has no such limit. */
function filterStart({ selection: { parts } }: JobsSubject): number {
  return Math.min(
    ...parts.map(({ query: { createdAfter } }) => createdAfter?.getTime() ?? Number.NEGATIVE_INFINITY),
  );
}

function resourcesIn(rows: readonly CalendarRow[]): number {
  const keys = new RowKeys();
  return new Set(rows.map(({ latest, region }) => keys.ofJob(region, latest, undefined))).size;
}

function resourcesText(count: number, number: Intl.NumberFormat): string {
  return count === 1 ? l10n.t('1 resource') : l10n.t('{count} resources', { count: number.format(count) });
}

function limitsText(
  report: ScheduleReport | undefined,
  rows: readonly CalendarRow[],
  outside: number,
  { isHistory, namesIssues }: Coverage,
  locale: string,
): string {
  const sentences = [
    report === undefined && rows.some(({ hasNested, hasRule }) => hasRule || hasNested)
      ? isHistory
        ? l10n.t('Missed runs are not known: the history may lack jobs.')
        : l10n.t('Missed runs are not known: this needs all jobs of each resource.')
      : '',
    report?.unknownRegions !== undefined
      ? l10n.t('Missed runs are not known in {regions}: not all jobs are loaded.', {
          regions: report.unknownRegions.join(', '),
        })
      : '',
    isHistory && report !== undefined ? historyGapsText(report.regions, locale) : '',
    namesIssues ? '' : issuesUnknownText(),
    outside > 0 ? l10n.t('Jobs on none of these days: {count}.', { count: numberText(outside, locale) }) : '',
  ];
  return sentences.filter(Boolean).join(' ');
}
