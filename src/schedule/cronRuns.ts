import { type CronSchedule, runsOnDay } from './cron.js';
import { timeZoneOf } from './timeZone.js';

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

/**
 * The local times at which a schedule runs in some days, from the local day `firstDay` on, in order. Times
 * are the epoch milliseconds of the UTC time with the same digits.
 */
export function* localRuns(schedule: CronSchedule, firstDay: number, days: number): Generator<number> {
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

/** The start of the local day of a local time. */
export function startOfDay(local: number): number {
  return Math.floor(local / dayMs) * dayMs;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** The days from one February 29 to the next, across a century year without one. */
const maxWaitDays = 8 * 366 + 2;
