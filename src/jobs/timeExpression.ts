/**
 * A time as the user writes it. It is stored like this, so that relative times stay relative. Examples: `last
 * 24 hours`, `7 days ago`, `today`, `yesterday 18:00`, `2026-11-24`, `2026-11-24 18:00`,
 * `2026-11-24T18:00:00Z`, `2026-11-24 18:00 +0545`. A time without a zone is local.
 */
export type TimeExpression = string;

/** The time of an expression at `now`; undefined if it is not valid. */
export function timeOf(expression: TimeExpression, now: Date): Date | undefined {
  const text = oneLine(expression);
  return agoTime(text, now) ?? dayTime(text, now) ?? absoluteTime(text);
}

/** Whether the meaning of an expression depends on the current time. */
export function isRelative(expression: TimeExpression): boolean {
  return absoluteTime(oneLine(expression)) === undefined;
}

function oneLine(expression: TimeExpression): string {
  return expression.trim().replaceAll(/\s+/g, ' ');
}

function agoTime(text: string, now: Date): Date | undefined {
  const [, amount = '1', unit] = lastSpan.exec(text) ?? spanAgo.exec(text) ?? [];
  const length = unit === undefined ? undefined : unitMs.get(unit.toLowerCase());
  return length === undefined ? undefined : new Date(now.getTime() - Number(amount) * length);
}

/** Counts calendar days, because a day on which the clocks change has 23 or 25 hours. */
function dayTime(text: string, now: Date): Date | undefined {
  const [, day, hours = '0', minutes = '0'] = /^(today|yesterday)(?: (\d{1,2}):(\d{2}))?$/i.exec(text) ?? [];
  if (day === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const daysBack = day.toLowerCase() === 'yesterday' ? 1 : 0;
  return new Date(
    now.getFullYear(),
    now.getMonth(),
    now.getDate() - daysBack,
    Number(hours),
    Number(minutes),
  );
}

function absoluteTime(text: string): Date | undefined {
  const [, day, time = '00:00', utc = '', hours, minutes = '00'] = iso.exec(text) ?? [];
  // `Date` parses February 30 as March 2.
  const isReal = day !== undefined && new Date(day).toJSON()?.startsWith(day);
  const date = new Date(`${day}T${time}${hours === undefined ? utc : `${hours}:${minutes}`}`);
  return isReal && date.toJSON() !== null ? date : undefined;
}

const iso =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?: ?(?:(Z)|([+-]\d{2})(?::?(\d{2}))?))?)?$/i;

const lastSpan = /^last (?:(\d{1,4}) )?(minute|hour|day|week)s?$/i;
const spanAgo = /^(\d{1,4}) (minute|hour|day|week)s? ago$/i;

const unitMs = new Map([
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
  ['week', 7 * 86_400_000],
]);
