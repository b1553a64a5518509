import * as l10n from '@vscode/l10n';
import type { JobCount } from './jobList.js';
import { listedMs } from './listedPeriod.js';

/** A count as text: `1,204` if it is exact, `1,000+` if there may be more. */
export function countText(count: JobCount, locale?: string): string {
  return `${plainNumber(locale).format(count.known)}${count.isExact ? '' : '+'}`;
}

/** A count with its noun: `1 job`, `1,204 jobs`, `1+ jobs`. */
export function jobsText(count: JobCount, locale?: string): string {
  if (count.known === 1 && count.isExact) return l10n.t('1 job');
  return l10n.t('{count} jobs', { count: countText(count, locale) });
}

/**
 * A size as text: `0 bytes`, `1 byte`, `1,001 bytes`, `1.4 GiB`, rounded to three digits or to whole
 * units, whichever is more precise.
 */
export function bytesText(bytes: number | bigint, locale?: string): string {
  const number = new Intl.NumberFormat(locale, {
    maximumFractionDigits: 0,
    maximumSignificantDigits: 3,
    roundingPriority: 'morePrecision',
  });
  let size = Number(bytes);
  if (size === 1) return l10n.t('1 byte');
  if (Math.abs(size) < 1024) return l10n.t('{bytes} bytes', { bytes: number.format(size) });
  let unit = -1;
  // Rounds first, so that 1,024 of a unit becomes 1 of the next.
  for (; Math.round(Math.abs(size)) >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${number.format(size)} ${units[unit] ?? ''}`;
}

/**
 * A duration as text: `47 s`, `5 min`, `2 h 5 min`, `3 d`, `3 d 4 h`. Less than a day is rounded; a day or
 * more is rounded down.
 */
export function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return l10n.t('{seconds} s', { seconds });
  // Computed from the milliseconds, to avoid rounding twice.
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 60) return l10n.t('{minutes} min', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    const rest = minutes % 60;
    return rest === 0
      ? l10n.t('{hours} h', { hours })
      : l10n.t('{hours} h {minutes} min', { hours, minutes: rest });
  }
  const days = Math.floor(hours / 24);
  const rest = hours % 24;
  return rest === 0 ? l10n.t('{days} d', { days }) : l10n.t('{days} d {hours} h', { days, hours: rest });
}

/** The distance of a time from `now`, in one unit: `now`, `5 min ago`, `2 h ago`, `3 d ago`, `in 2 h`. */
export function agoText(time: Date, now: Date): string {
  const distance = now.getTime() - time.getTime();
  const minutes = Math.floor(Math.abs(distance) / 60_000);
  if (minutes < 1) return l10n.t('now');
  const isPast = distance >= 0;
  if (minutes < 60)
    return isPast ? l10n.t('{minutes} min ago', { minutes }) : l10n.t('in {minutes} min', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return isPast ? l10n.t('{hours} h ago', { hours }) : l10n.t('in {hours} h', { hours });
  const days = Math.floor(hours / 24);
  return isPast ? l10n.t('{days} d ago', { days }) : l10n.t('in {days} d', { days });
}

/** {@link agoText}, or the day of a time that is longer ago than the jobs that AWS Backup lists. */
export function ageOrDateText(time: Date, now: Date, locale?: string): string {
  return now.getTime() - time.getTime() > listedMs ? dateText(time, locale) : agoText(time, now);
}

/** A local time with its time zone: `Nov 24, 2026, 1:05:09 AM GMT+1`. */
export function localTimeText(time: Date, locale?: string): string {
  return localTime(locale).format(time);
}

/** The day of the week and the local time: `Sun 3:12 AM`. */
export function dayClockText(time: Date, locale?: string): string {
  return dayClock(locale).format(time);
}

/** The local date and time without the year: `Nov 28, 3:12 AM`. */
export function dateClockText(time: Date, locale?: string): string {
  return dateClock(locale).format(time);
}

/** The local date, with the year, and time: `Nov 28, 2026, 3:12 AM`. */
export function longDateClockText(time: Date, locale?: string): string {
  return longDateClock(locale).format(time);
}

/**
 * A time of the past, as short as it is clear: `3:12 AM` today, `Sat 3:12 AM` in the last days, else with the
 * date: `Nov 5, 3:12 AM`.
 */
export function pastTimeText(time: Date, now: Date, locale?: string): string {
  if (time.toDateString() === now.toDateString()) return clockText(time, locale);
  return dayTimeText(time, now, locale);
}

/** A time of the last days with the day, `Sat 3:12 AM`, else with the date: `Nov 5, 3:12 AM`. */
export function dayTimeText(time: Date, now: Date, locale?: string): string {
  const isOfLastDays = Math.abs(now.getTime() - time.getTime()) < 6 * dayMs;
  return (isOfLastDays ? dayClockText : dateClockText)(time, locale);
}

/** A number with the separators of the locale: `1,200`. */
export function numberText(value: number, locale?: string): string {
  return plainNumber(locale).format(value);
}

/** The local date without the year: `Nov 28`. */
export function shortDateText(time: Date | number, locale?: string): string {
  return shortDate(locale).format(time);
}

/** The local date with the year: `Mar 29, 2025`. */
export function dateText(time: Date, locale?: string): string {
  return longDate(locale).format(time);
}

/** The local time of day: `3:12 AM`. */
export function clockText(time: Date, locale?: string): string {
  return clock(locale).format(time);
}

/**
 * The time zone of {@link localTimeText} and of all days: that of the machine on which the extension runs.
 * With Remote - SSH, this is the remote machine.
 */
export function timeZoneName(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A time in UTC: `2026-11-24 00:05:09 UTC`. */
export function utcTimeText(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

const dayMs = 86_400_000;
const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB'] as const;

/** Creating a formatter takes longer than using it a hundred times. */
const plainNumber = cachedByLocale((locale) => new Intl.NumberFormat(locale));
// Marked as pure, so that bundles that do not use it, such as activation, omit it.
const shortDate = /* @__PURE__ */ cachedByLocale(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
);
const longDate = /* @__PURE__ */ cachedByLocale(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
);
const dayClock = cachedByLocale(
  (locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', hour: 'numeric', minute: '2-digit' }),
);
const dateClock = cachedByLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }),
);
const longDateClock = /* @__PURE__ */ cachedByLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    }),
);
const clock = cachedByLocale(
  (locale) => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }),
);

const localTime = cachedByLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      month: 'short',
      second: '2-digit',
      timeZoneName: 'short',
      year: 'numeric',
    }),
);

function cachedByLocale<Format>(create: (locale: string | undefined) => Format) {
  const formats = new Map<string | undefined, Format>();
  return (locale: string | undefined): Format => {
    const format = formats.get(locale) ?? create(locale);
    formats.set(locale, format);
    return format;
  };
}
