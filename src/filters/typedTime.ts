import { type TimeExpression, timeOf } from '../jobs/timeExpression.js';

/**
 * Parses what the user types for a time: a time expression (with or without "since", "after", "until" or
 * "before"), a time of today (`18:00`, `6 PM`), or a numeric date with or without a time: `24.11.2026 18:00`,
 * `11/24/2026, 6:00 PM`. Undefined if it is none of these, or if {@link isAmbiguousDate}.
 */
export function typedTime(text: string): TimeExpression | undefined {
  const plain = plainText(text);
  const date = numericDate(plain);
  const candidates = [plain, plain && `today ${plain}`, timeOfToday(plain), date !== 'ambiguous' && date];
  const now = new Date();
  for (const expression of candidates) if (expression && timeOf(expression, now)) return expression;
  return undefined;
}

/** Whether a text is a date in which day and month could be swapped: `03/11/2026`. */
export function isAmbiguousDate(text: string): boolean {
  return numericDate(plainText(text)) === 'ambiguous';
}

/**
 * Yesterday evening in ISO 8601 and local time. Unlike a numeric date, it means the same in every language.
 * {@link typedTime} understands it.
 */
export function exampleTime(): string {
  const now = new Date();
  const evening = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 18);
  return `${evening.getFullYear()}-${twoDigits(evening.getMonth() + 1)}-${twoDigits(evening.getDate())}T18:00`;
}

function plainText(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/^(since|after|until|before) /i, '');
}

/** A time of today on a 12-hour clock. */
function timeOfToday(text: string): TimeExpression | undefined {
  const [, hour, minute = '00', half] = /^(\d{1,2})(?::(\d{2}))? ?([ap])\.?m\.?$/i.exec(text) ?? [];
  const hours = half === undefined ? undefined : hourOfDay(Number(hour), half);
  return hours === undefined ? undefined : `today ${twoDigits(hours)}:${minute}`;
}

/**
 * A numeric date, with or without a time. If all three numbers have two digits, any of them could be the
 * year.
 */
function numericDate(text: string): TimeExpression | 'ambiguous' | undefined {
  const [, first = '', separator, second = '', third = '', hour, minute = '00', seconds, half] =
    dateAndTime.exec(text) ?? [];
  const isYearFirst = first.length === 4;
  const [year, month, date] = isYearFirst ? [first, second, third] : [third, ...monthAndDate(first, second)];
  // In other calendars the year differs: 2569 is a current year in Thailand.
  if (!/^20\d\d$/.test(year)) return undefined;
  // All languages that use dots write the day first.
  const canBeExchanged =
    !isYearFirst && separator !== '.' && first !== second && Number(first) <= 12 && Number(second) <= 12;
  if (canBeExchanged) return 'ambiguous';
  const day = `${year}-${twoDigits(month)}-${twoDigits(date)}`;
  if (hour === undefined) return day;
  const hours = hourOfDay(Number(hour), half);
  if (hours === undefined) return undefined;
  return `${day} ${twoDigits(hours)}:${minute}${seconds === undefined ? '' : `:${seconds}`}`;
}

/** The day comes first, unless the second number cannot be a month. */
function monthAndDate(first: string, second: string): [month: string, date: string] {
  return Number(second) > 12 ? [first, second] : [second, first];
}

function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function twoDigits(number: number | string): string {
  return String(number).padStart(2, '0');
}

/** Bulgarian, and often Russian, writes "г." after the year. */
const dateAndTime =
  /^(\d{1,4})([./-]) ?(\d{1,2})\2 ?(\d{1,4})\.?(?: г\.?)?(?:,? (\d{1,2})(?::(\d{2}))?(?::(\d{2}))?(?: ?([ap])\.?m\.?)?)?$/i;
