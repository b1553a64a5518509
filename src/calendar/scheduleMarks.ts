import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import type { Dimension } from '../jobs/grouping.js';
import type { KnownIssue } from '../jobs/knownIssue.js';
import type { Slices } from '../jobs/slices.js';
import { unmadeRun } from '../schedule/acceptedFindings.js';
import type { JudgedSeries } from '../schedule/foldFindings.js';
import { ExpectedRuns } from '../schedule/ruleSchedule.js';
import type { RunStarts } from '../schedule/runStarts.js';
import type { ScheduleReport } from '../schedule/scheduleReport.js';
import { unjudgedRuns } from '../schedule/unjudgedRuns.js';
import type { CalendarRow, RowKeys } from './calendarRows.js';
import { type Slots, slotOf } from './calendarSlots.js';
import { placeOf, type SlotTally } from './slotTally.js';

export interface ScheduleMarkOptions {
  /** Undefined if not all jobs of each resource are known. */
  readonly report: ScheduleReport | undefined;
  readonly dimension: Dimension | undefined;
  /** The known issues that count. */
  readonly accepted: AcceptedIssues;
  readonly days: Slots;
  readonly hours: Slots | undefined;
  /** The time, in epoch milliseconds, until which runs are expected. */
  readonly until: number;
  /** Whether all selected jobs of a region that were created at a time are known. */
  readonly isRead: (region: string, time: number) => boolean;
}

/**
 * Adds the missed, overdue, late and overlapping runs to the rows, and marks the slots with runs that are not
 * judged: nested jobs and those that name no rule belong to no schedule. Nothing is claimed of a time that
 * was not read.
 */
export async function addScheduleMarks(
  rows: ReadonlyMap<string, CalendarRow>,
  keys: RowKeys,
  options: ScheduleMarkOptions,
  slices: Slices,
): Promise<void> {
  const { accepted, days, dimension, hours, report, until } = options;
  if (report === undefined) {
    for (const row of rows.values())
      if (row.hasRule || row.hasNested) doubtEmptySlots(row, { days, hours, until });
    return;
  }
  const judgedRows = new Set<CalendarRow>();
  const overdue = overdueRuns(report);
  const expected = new ExpectedRuns({ from: days.starts[0] ?? days.end, to: until });
  for (const judged of report.series) {
    const pause = slices.next();
    if (pause !== undefined) await pause;
    const row = rows.get(keyOfSeries(judged, dimension, keys));
    if (row === undefined) continue;
    judgedRows.add(row);
    const isRead = (time: number) => options.isRead(row.region, time);
    const silent = overdue.get(judged) ?? [];
    const runs = {
      missed: judged.judgement.missed.filter(isRead),
      overdue: silent.filter(isRead),
      unjudged: await unjudgedRuns(judged, expected, silent, slices),
      issue: accepted.issueOfRun(unmadeRun(judged)),
      starts: judged.judgement.starts,
    };
    if (runs.unjudged === undefined) doubtEmptySlots(row, { days, hours, until });
    addRuns(row.days, days, runs);
    if (row.hours && hours) addRuns(row.hours, hours, runs);
  }
  for (const row of rows.values()) {
    const pause = slices.next();
    if (pause !== undefined) await pause;
    if (row.hasNested || (row.hasRule && !judgedRows.has(row))) doubtEmptySlots(row, { days, hours, until });
  }
}

/** Runs without a job, in epoch milliseconds, and what the others prove about their starts. */
interface MarkedRuns {
  readonly missed: readonly number[];
  readonly overdue: readonly number[];
  readonly unjudged: readonly number[] | undefined;
  /** The known issue that accepts them. */
  readonly issue: KnownIssue | undefined;
  readonly starts: RunStarts;
}

function addRuns(
  tally: SlotTally,
  slots: Slots,
  { issue, missed, overdue, starts, unjudged = [] }: MarkedRuns,
): void {
  const add = (times: readonly number[], mark: (slot: number) => void) => {
    for (const time of times) {
      const slot = slotOf(time, slots);
      if (slot !== undefined) mark(slot);
    }
  };
  add(missed, (slot) => tally.addRun('missed', slot, issue));
  add(overdue, (slot) => tally.addRun('overdue', slot, issue));
  add(starts.late, (slot) => tally.addStart('late', slot));
  add(starts.overlapping, (slot) => tally.addStart('overlapping', slot));
  add(unjudged, (slot) => {
    tally.hasUnjudged[slot] = 1;
  });
}

/** Without a schedule, any slot without a job may have had a run. */
function doubtEmptySlots(
  row: CalendarRow,
  { days, hours, until }: Pick<ScheduleMarkOptions, 'days' | 'hours' | 'until'>,
): void {
  doubtEmpty(row.days, days, until);
  if (row.hours && hours) doubtEmpty(row.hours, hours, until);
}

function doubtEmpty(tally: SlotTally, { starts }: Slots, until: number): void {
  const none = placeOf('none');
  for (const [slot, start] of starts.entries())
    if (tally.results[slot] === none && start < until) tally.hasUnjudged[slot] = 1;
}

/** The runs of each series that are overdue. Those of a series that has ended are not. */
function overdueRuns({ findings }: ScheduleReport): ReadonlyMap<JudgedSeries, readonly number[]> {
  const times = new Map<JudgedSeries, readonly number[]>();
  for (const { kind, series } of findings)
    if (kind === 'overdue')
      for (const { of, times: own } of series) times.set(of, [...(times.get(of) ?? []), ...own]);
  return times;
}

/** The row of a series. The group is that of its latest job. */
function keyOfSeries(
  { judgement: { latest }, series: { accountId, region, resourceArn } }: JudgedSeries,
  dimension: Dimension | undefined,
  keys: RowKeys,
): string {
  return keys.ofResource(region, accountId, resourceArn, latest && dimension?.groupOf(latest.job));
}
