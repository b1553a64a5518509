import { type TimeExpression, timeOf } from './timeExpression.js';

/**
 * What a person types for a time, as a filter keeps it: an expression as it is (with or without "since", "after",
 * "until" or "before"), a time of today (`18:00`, `6 PM`), or a date as the machine's language writes it: `11/24/2026, 6:00 PM`,
 * `24.11.2026 18:00`. Undefined where it is none of these.
 */
export function typedTime(text: string, locale?: string): TimeExpression | undefined {
  const plain = text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/^(since|after|until|before) /i, '');
  const now = new Date();
  for (const expression of [plain, plain && `today ${plain}`, timeOfToday(plain), localDate(plain, locale)]) {
    if (expression !== undefined && timeOf(expression, now) !== undefined) return expression;
  }
  return undefined;
}

/** Yesterday's evening as a language writes it, so that it is clear that a time may be typed so: {@link typedTime} understands it. */
export function exampleTime(locale?: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    // Many languages have words of their own for the halves of a day, and some write them first.
    hourCycle: 'h23',
  });
  return format.format(timeOf('yesterday 18:00', new Date()));
}

/** A time of today on a clock of twelve hours. */
function timeOfToday(text: string): TimeExpression | undefined {
  const [, hour, minute = '00', half] = /^(\d{1,2})(?::(\d{2}))? ?([ap])\.?m\.?$/i.exec(text) ?? [];
  const hours = half === undefined ? undefined : hourOfDay(Number(hour), half);
  return hours === undefined ? undefined : `today ${String(hours).padStart(2, '0')}:${minute}`;
}

/** A date in numbers in the order of a language, and perhaps a time of the day, in the way of ISO 8601. */
function localDate(text: string, locale: string | undefined): TimeExpression | undefined {
  const [, date, hour, minute, second, half] = dateAndTime.exec(text) ?? [];
  const numbers = date?.match(/\d+/g);
  if (numbers?.length !== 3) return undefined;
  const part = new Map(dateOrder(locale).map((name, place) => [name, numbers[place] ?? '']));
  const year = part.get('year') ?? '';
  const day = [
    year.length === 2 ? `20${year}` : year,
    part.get('month')?.padStart(2, '0'),
    part.get('day')?.padStart(2, '0'),
  ].join('-');
  if (hour === undefined) return day;
  const hours = hourOfDay(Number(hour), half);
  if (hours === undefined) return undefined;
  return `${day} ${String(hours).padStart(2, '0')}:${minute ?? '00'}${second === undefined ? '' : `:${second}`}`;
}

function dateOrder(locale: string | undefined): string[] {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', year: 'numeric' })
    .formatToParts(new Date())
    .map(({ type }) => type)
    .filter((type) => type === 'day' || type === 'month' || type === 'year');
}

function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** In Bulgarian, and often in Russian, a year is marked as one. */
const dateAndTime =
  /^(\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4})\.?(?: г\.?)?(?:,? (\d{1,2})(?::(\d{2}))?(?::(\d{2}))?(?: ?([ap])\.?m\.?)?)?$/i;
