import { type CronSchedule, runsOnDay } from './cron.js';

/**
 * The next run of a schedule after `now`, in a time zone (an IANA name; default UTC, as in a backup rule).
 * Undefined if it never runs, or the zone is unknown. As in AWS's schedulers, there is no run at a local time
 * that the clocks skip, and only one at a local time that occurs twice.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html Daylight savings time
 */
export function nextRun(schedule: CronSchedule, timeZone: string | undefined, now: Date): Date | undefined {
  const clock = zoneClock(timeZone || 'UTC');
  if (clock === undefined) return undefined;
  const today = new Date(clock(now));
  const [year, month, date] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  for (let ahead = -1; ahead < maxWaitDays; ahead++) {
    const day = new Date(Date.UTC(year, month, date + ahead));
    if (!runsOn(schedule, day)) continue;
    for (const hour of schedule.hours)
      for (const minute of schedule.minutes) {
        const run = instantOf(day.getTime() + hour * hourMs + minute * minuteMs, clock);
        if (run !== undefined && run > now.getTime()) return new Date(run);
      }
  }
  return undefined;
}

/** Returns the local time of a zone, as the epoch milliseconds of the UTC time with the same digits. */
type ZoneClock = (time: Date) => number;

function zoneClock(timeZone: string): ZoneClock | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      calendar: 'iso8601',
      day: 'numeric',
      hour: 'numeric',
      hourCycle: 'h23',
      minute: 'numeric',
      month: 'numeric',
      numberingSystem: 'latn',
      second: 'numeric',
      timeZone,
      year: 'numeric',
    });
  } catch {
    return undefined;
  }
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
  };
}

function runsOn({ days, months, years }: CronSchedule, day: Date): boolean {
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + 1];
  const isMonth = months.includes(month) && (years === undefined || years.includes(year));
  return isMonth && runsOnDay(days, year, month, day.getUTCDate());
}

/** The first time at which the clock shows `shown`; undefined if it skips that local time. */
function instantOf(shown: number, clock: ZoneClock): number | undefined {
  const offsets = [-1, 1].map((days) => {
    const near = shown + days * dayMs;
    return clock(new Date(near)) - near;
  });
  const candidates = [...new Set(offsets)].map((offset) => shown - offset).sort((one, other) => one - other);
  return candidates.find((candidate) => clock(new Date(candidate)) === shown);
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** The days from one February 29 to the next, across a century year without one. */
const maxWaitDays = 8 * 366 + 2;
