import * as l10n from '@vscode/l10n';
import type { CronDays, CronSchedule } from './cron.js';

/**
 * A schedule in words: "Every day at 05:00", "On Monday and Friday at 18:00, in March". `locale` is a BCP 47
 * language tag.
 */
export function cronWords(schedule: CronSchedule, locale: string): string {
  const values = { days: daysWords(schedule.days, locale), times: timesWords(schedule, locale) };
  const parts = [
    isAllDay(schedule) ? allDayWords(schedule.days, values) : l10n.t('{days} at {times}', values),
  ];
  if (schedule.months.length < 12)
    parts.push(
      l10n.t('in {months}', {
        months: list(
          schedule.months.map((month) => monthName(month, locale)),
          locale,
        ),
      }),
    );
  if (schedule.years !== undefined)
    parts.push(l10n.t('in {years}', { years: spans(schedule.years, locale, String) }));
  return parts.join(', ');
}

function isAllDay({ hours }: CronSchedule): boolean {
  return hours.length === 24;
}

function allDayWords(days: CronDays, values: { days: string; times: string }): string {
  return days.kind === 'everyDay' ? values.times : l10n.t('{days}: {times}', values);
}

function daysWords(days: CronDays, locale: string): string {
  switch (days.kind) {
    case 'everyDay':
      return l10n.t('Every day');
    case 'daysOfMonth':
      return l10n.t('On day {days} of the month', { days: spans(days.days, locale, String) });
    case 'lastDayOfMonth':
      if (days.daysBefore === 0) return l10n.t('On the last day of the month');
      return days.daysBefore === 1
        ? l10n.t('On the day before the last day of the month')
        : l10n.t('{days} days before the last day of the month', { days: days.daysBefore });
    case 'weekdayNearest':
      return days.day === 'last'
        ? l10n.t('On the last weekday of the month')
        : l10n.t('On the weekday nearest to day {day} of the month', { day: days.day });
    case 'weekdays':
      return l10n.t('On {days}', { days: spans(days.weekdays, locale, (day) => weekdayName(day, locale)) });
    case 'lastWeekday':
      return l10n.t('On the last {day} of the month', { day: weekdayName(days.weekday, locale) });
    case 'nthWeekday':
      return l10n.t('On {day} number {nth} of the month', {
        day: weekdayName(days.weekday, locale),
        nth: days.nth,
      });
  }
}

function timesWords(schedule: CronSchedule, locale: string): string {
  const { hours, minutes } = schedule;
  if (isAllDay(schedule)) {
    const step = evenStep(minutes, 60);
    if (step === 1) return l10n.t('Every minute');
    if (step !== undefined && step < 60) return l10n.t('Every {minutes} minutes', { minutes: step });
    return l10n.t('Every hour at minute {minutes}', { minutes: spans(minutes, locale, String) });
  }
  if (hours.length * minutes.length <= maxTimes) {
    const times = hours.flatMap((hour) => minutes.map((minute) => `${two(hour)}:${two(minute)}`));
    return list(times, locale);
  }
  return l10n.t('minute {minutes} of hour {hours}', {
    minutes: spans(minutes, locale, String),
    hours: spans(hours, locale, String),
  });
}

/** The step of values that are evenly distributed from 0 on. */
function evenStep(values: readonly number[], size: number): number | undefined {
  const step = size / values.length;
  return values.every((value, place) => value === place * step) ? step : undefined;
}

/** Ascending values; three or more in a row as "1–5". */
function spans(values: readonly number[], locale: string, name: (value: number) => string): string {
  const runs: number[][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  const texts = runs.flatMap((run) => {
    const [first = 0, last = 0] = [run[0], run.at(-1)];
    return run.length < 3 ? run.map(name) : [`${name(first)}–${name(last)}`];
  });
  return list(texts, locale);
}

function list(texts: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(texts);
}

/** January 1, 2023 was a Sunday. */
function weekdayName(weekday: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' }).format(
    Date.UTC(2023, 0, 1 + weekday),
  );
}

function monthName(month: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2023, month - 1, 1),
  );
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

const maxTimes = 6;
