import type { LocalMinute } from './testCron.js';

interface TimedMinute {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly local: LocalMinute;
}

/**
 * Every fifth minute of the 33 days before `end`, by the minute of the hour that the clocks of the zone show:
 * what a person sees who looks at these clocks again and again.
 */
export function minutesOf(zone: string, end: number): ReadonlyMap<number, readonly TimedMinute[]> {
  const key = `${zone} ${end}`;
  const known = minutes.get(key);
  if (known !== undefined) return known;
  const shown = shownTimes(zone, end);
  const counts = new Map<number, number>();
  for (const local of shown.values()) counts.set(local, (counts.get(local) ?? 0) + 1);
  const found = new Map<number, TimedMinute[]>();
  for (const [time, local] of shown) {
    const date = new Date(local);
    const minute = date.getUTCMinutes();
    const fields = {
      minute,
      hour: date.getUTCHours(),
      day: date.getUTCDate(),
      weekday: date.getUTCDay() + 1,
      last: new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
      isShownAgain: (counts.get(local) ?? 0) > 1,
    };
    const same = found.get(minute);
    if (same === undefined) found.set(minute, [{ time, local: fields }]);
    else same.push({ time, local: fields });
  }
  minutes.set(key, found);
  return found;
}

const minutes = new Map<string, ReadonlyMap<number, readonly TimedMinute[]>>();

/** What the clocks of the zone show at each time, as if it were UTC. */
function shownTimes(zone: string, end: number): ReadonlyMap<number, number> {
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone });
  const clocks = (time: number) => {
    const [year = 0, month = 0, ...rest] = format.format(time).split(/\D/).map(Number);
    return Date.UTC(year, month - 1, ...rest);
  };
  const shown = new Map<number, number>();
  for (let hour = end - 33 * 24 * hourMs; hour < end; hour += hourMs) {
    const first = clocks(hour);
    // Reading the clocks is slow, and they change in few hours.
    const isSteady = clocks(hour + hourMs) === first + hourMs;
    for (let passed = 0; passed < hourMs; passed += 5 * minuteMs)
      shown.set(hour + passed, isSteady ? first + passed : clocks(hour + passed));
  }
  return shown;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
