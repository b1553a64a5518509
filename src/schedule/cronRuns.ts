import type { Slices } from '../jobs/slices.js';
import { type CronSchedule, runsOnDay } from './cron.js';
import { type TimeZone, timeZoneOf } from './timeZone.js';

/**
 * The next run of a schedule after `now`, in a time zone (an IANA name; default UTC, as in a backup rule).
 * Undefined if it never runs, or the zone is unknown. As in AWS's schedulers, there is no run at a local time
 * that the clocks skip, and only one at a local time that occurs twice.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html Daylight savings time
 */
export function nextRun(schedule: CronSchedule, timeZone: string | undefined, now: Date): Date | undefined {
  const zone = timeZoneOf(timeZone || 'UTC');
  if (zone === undefined) return undefined;
  const start = now.getTime();
  for (const local of localRuns(schedule, startOfDay(zone.localTime(start)) - dayMs, maxWaitDays)) {
    const [run] = zone.timesOf(local);
    if (run !== undefined && run > start) return new Date(run);
  }
  return undefined;
}

/** A time at which a schedule runs. */
export interface ExpectedRun {
  /** In epoch milliseconds. */
  readonly time: number;
  /** False if the clocks skip or repeat its local time, so that nobody can say when, or whether, it runs. */
  readonly isCertain: boolean;
}

/**
 * The runs of a schedule from `from` until before `to` (epoch milliseconds), in order; of a long time the
 * latest, some 100,000 of them. A run whose local time the clocks skip is at the time that they show instead.
 * Undefined if a day has more runs than any rule of AWS Backup. Works in slices; rejects with the signal's
 * reason when it aborts.
 */
export async function runsBetween(
  schedule: CronSchedule,
  zone: TimeZone,
  range: { readonly from: number; readonly to: number },
  slices: Slices,
): Promise<readonly ExpectedRun[] | undefined> {
  const { hours, minutes } = schedule;
  const perDay = hours.length * minutes.length;
  if (perDay > maxRunsPerDay) return undefined;
  const { to } = range;
  const from = Math.max(range.from, to - Math.floor(maxRuns / perDay) * dayMs);
  const firstDay = startOfDay(zone.localTime(from)) - dayMs;
  const days = Math.ceil((to - from) / dayMs) + 3;
  const runs: ExpectedRun[] = [];
  for (const local of localRuns(schedule, firstDay, days)) {
    const pause = slices.next();
    if (pause !== undefined) await pause;
    const run = expectedAt(local, zone);
    if (run.time < from || run.time >= to) continue;
    // The run of a skipped local time may fall on the next one of an hourly schedule, which is certain.
    if (run.time === runs.at(-1)?.time) runs.pop();
    runs.push(run);
  }
  return runs.sort((one, other) => one.time - other.time);
}

function expectedAt(local: number, zone: TimeZone): ExpectedRun {
  const [time, again] = zone.timesOf(local);
  if (time !== undefined) return { time, isCertain: again === undefined };
  const offsetBefore = zone.localTime(local - dayMs) - (local - dayMs);
  return { time: local - offsetBefore, isCertain: false };
}

/**
 * The local times at which a schedule runs in some days, from the local day `firstDay` on, in order. Times
 * are the epoch milliseconds of the UTC time with the same digits.
 */
function* localRuns(schedule: CronSchedule, firstDay: number, days: number): Generator<number> {
  for (let ahead = 0; ahead < days; ahead++) {
    const day = firstDay + ahead * dayMs;
    if (!runsOn(schedule, new Date(day))) continue;
    for (const hour of schedule.hours)
      for (const minute of schedule.minutes) yield day + hour * hourMs + minute * minuteMs;
  }
}

function runsOn({ days, months, years }: CronSchedule, day: Date): boolean {
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + 1];
  const isMonth = months.includes(month) && (years === undefined || years.includes(year));
  return isMonth && runsOnDay(days, year, month, day.getUTCDate());
}

function startOfDay(local: number): number {
  return Math.floor(local / dayMs) * dayMs;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** The days from one February 29 to the next, across a century year without one. */
const maxWaitDays = 8 * 366 + 2;
/** AWS Backup allows a run each hour at most, so these are more than eleven years. */
const maxRuns = 100_000;
const maxRunsPerDay = 600;
