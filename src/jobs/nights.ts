/**
 * The night of a time, as the local date on which it starts: `2026-11-27` runs from noon of November 27 to
 * noon of November 28, so it contains a whole night of backups. Undefined for a missing or invalid time.
 */
export function nightOf(time: Date | undefined): string | undefined {
  if (time === undefined || Number.isNaN(time.getTime())) return undefined;
  const back = time.getHours() < 12 ? 1 : 0;
  const start = new Date(time.getFullYear(), time.getMonth(), time.getDate() - back);
  const part = (number: number) => String(number).padStart(2, '0');
  return `${start.getFullYear()}-${part(start.getMonth() + 1)}-${part(start.getDate())}`;
}

/** The number of different nights of some times. Missing and invalid times are ignored. */
export function countNights(times: readonly (Date | undefined)[]): number {
  const nights = new Set(times.map(nightOf));
  nights.delete(undefined);
  return nights.size;
}

/** The number of nights from one to a later one: 1 for the next night. */
export function nightsBetween(night: string, later: string): number {
  return (Date.parse(later) - Date.parse(night)) / (24 * hourMs);
}

/** Noon of the local date on which a night starts. */
export function startOfNight(night: string): Date {
  const [year = 0, month = 1, date = 1] = night.split('-').map(Number);
  return new Date(year, month - 1, date, 12);
}

/** Noon of the local date on which a night ends. */
export function endOfNight(night: string): Date {
  const start = startOfNight(night);
  return new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1, 12);
}

/** The dates of a night: `Nov 27 – 28`; in another year than `now`, `Nov 27 – 28, 2025`. */
export function nightTitle(night: string, now: Date, locale?: string): string {
  const end = endOfNight(night);
  const isOfOtherYear = end.getFullYear() !== now.getFullYear();
  return new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    ...(isOfOtherYear && { year: 'numeric' }),
  }).formatRange(startOfNight(night), end);
}

/**
 * The hour of a night that starts at `start`: `1:00 – 1:59 AM`. In a night in which the clocks change, it has
 * the time zone, because an hour may occur twice.
 */
export function hourTitle(start: Date, locale?: string): string {
  const night = nightOf(start);
  const changes =
    night !== undefined && startOfNight(night).getTimezoneOffset() !== endOfNight(night).getTimezoneOffset();
  return new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    ...(changes && { timeZoneName: 'short' }),
  }).formatRange(start, new Date(start.getTime() + hourMs - 1));
}

/** The start of the hour of a time, counted from the start of its night. In epoch milliseconds. */
export function startOfHour(time: number, night: string): number {
  const start = startOfNight(night).getTime();
  return start + Math.floor((time - start) / hourMs) * hourMs;
}

const hourMs = 3_600_000;
