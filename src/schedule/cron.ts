/** The days on which a schedule runs. Weekdays count from Sunday, 0, to Saturday, 6. */
export type CronDays =
  | { readonly kind: 'everyDay' }
  | { readonly kind: 'daysOfMonth'; readonly days: readonly number[] }
  | { readonly kind: 'lastDayOfMonth'; readonly daysBefore: number }
  | { readonly kind: 'weekdayNearest'; readonly day: number | 'last' }
  | { readonly kind: 'weekdays'; readonly weekdays: readonly number[] }
  | { readonly kind: 'lastWeekday'; readonly weekday: number }
  | { readonly kind: 'nthWeekday'; readonly weekday: number; readonly nth: number };

/** A parsed AWS cron expression. Every list is ascending and has no duplicates. */
export interface CronSchedule {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: CronDays;
  /** 1 to 12. */
  readonly months: readonly number[];
  /** If absent, every year. */
  readonly years?: readonly number[];
}

/**
 * Parses `cron(minutes hours day-of-month month day-of-week year)`, with or without `cron( )`. Undefined if
 * it is not valid, to avoid showing a wrong schedule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export function readCron(expression: string): CronSchedule | undefined {
  const fields = cronFields(expression);
  const [minuteField, hourField, dayField, monthField, weekdayField, yearField] = fields;
  if (fields.length !== 6 || !minuteField || !hourField || !dayField || !monthField || !weekdayField)
    return undefined;
  const minutes = numbersOf(minuteField, { first: 0, last: 59 });
  const hours = numbersOf(hourField, { first: 0, last: 23 });
  const months = numbersOf(monthField, { first: 1, last: 12, names: monthNames });
  const years = yearField === '*' ? [] : numbersOf(yearField ?? '', { first: 1970, last: 2199 });
  const days = daysOf(dayField, weekdayField);
  if (!minutes || !hours || !months || !years || !days) return undefined;
  return { minutes, hours, days, months, ...(yearField !== '*' && { years }) };
}

/** The fields of a cron expression in capitals. The expression may be enclosed in `cron(…)`. */
export function cronFields(expression: string): readonly string[] {
  const [, inner = expression] = /^\s*cron\((.*)\)\s*$/i.exec(expression) ?? [];
  return inner.trim().toUpperCase().split(/\s+/);
}

/**
 * Whether a schedule runs on a date according to its days. Its months and years do not count. `month` is 1 to
 * 12.
 */
export function runsOnDay(days: CronDays, year: number, month: number, day: number): boolean {
  const weekday = weekdayOf(year, month, day);
  const last = daysInMonth(year, month);
  switch (days.kind) {
    case 'everyDay':
      return true;
    case 'daysOfMonth':
      return days.days.includes(day);
    case 'lastDayOfMonth':
      return day === last - days.daysBefore;
    case 'weekdayNearest':
      return day === nearestWeekday(year, month, days.day === 'last' ? last : days.day);
    case 'weekdays':
      return days.weekdays.includes(weekday);
    case 'lastWeekday':
      return weekday === days.weekday && day + 7 > last;
    case 'nthWeekday':
      return weekday === days.weekday && Math.ceil(day / 7) === days.nth;
  }
}

interface FieldRange {
  readonly first: number;
  readonly last: number;
  /** The names of the values, starting with `first`. */
  readonly names?: readonly string[];
}

/** The values of a field with lists, ranges and steps; undefined if one of them is not valid. */
function numbersOf(field: string, range: FieldRange): readonly number[] | undefined {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const found = partNumbers(part, range);
    if (found === undefined) return undefined;
    for (const value of found) values.add(value);
  }
  return [...values].sort((one, other) => one - other);
}

function partNumbers(part: string, range: FieldRange): number[] | undefined {
  const [, span = '', step] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(part) ?? [];
  const [from, to, ...rest] = span.split('-');
  const start = span === '*' ? range.first : numberOf(from, range);
  const end =
    span === '*' || (to === undefined && step !== undefined) ? range.last : numberOf(to ?? from, range);
  const width = step === undefined ? 1 : Number(step);
  if (start === undefined || end === undefined || rest.length > 0 || width < 1) return undefined;
  const size = range.last - range.first + 1;
  const length = end < start ? end + size - start : end - start;
  const values: number[] = [];
  for (let distance = 0; distance <= length; distance += width)
    values.push(range.first + ((start - range.first + distance) % size));
  return values;
}

function numberOf(text: string | undefined, { first, last, names = [] }: FieldRange): number | undefined {
  const named = names.indexOf(text ?? '');
  if (named !== -1) return first + named;
  const value = /^\d{1,4}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return value >= first && value <= last ? value : undefined;
}

/**
 * One of the two fields must be unset. AWS requires `?` for that; if the other field has a value, `*` can
 * only mean the same.
 */
function daysOf(dayField: string, weekdayField: string): CronDays | undefined {
  const isAnyDay = dayField === '?' || dayField === '*';
  const isAnyWeekday = weekdayField === '?' || weekdayField === '*';
  if (isAnyDay && isAnyWeekday) return { kind: 'everyDay' };
  if (isAnyDay) return ofWeek(weekdayField);
  return isAnyWeekday ? ofMonth(dayField) : undefined;
}

function ofMonth(field: string): CronDays | undefined {
  const [isLast, daysBefore = '0'] = /^L(?:-(\d{1,2}))?$/.exec(field) ?? [];
  if (isLast !== undefined) return { kind: 'lastDayOfMonth', daysBefore: Number(daysBefore) };
  const [, near] = /^(\d{1,2}|L)W$/.exec(field) ?? [];
  if (near === 'L') return { kind: 'weekdayNearest', day: 'last' };
  const days = numbersOf(near ?? field, { first: 1, last: 31 });
  const [day] = days ?? [];
  if (days === undefined || day === undefined) return undefined;
  return near === undefined ? { kind: 'daysOfMonth', days } : { kind: 'weekdayNearest', day };
}

function ofWeek(field: string): CronDays | undefined {
  if (field === 'L') return { kind: 'weekdays', weekdays: [6] };
  const [, name, nth] = /^(\w+?)(?:L|#([1-5]))$/.exec(field) ?? [];
  if (name !== undefined) {
    const weekday = numberOf(name, weekdayRange);
    if (weekday === undefined) return undefined;
    return nth === undefined
      ? { kind: 'lastWeekday', weekday: weekday - 1 }
      : { kind: 'nthWeekday', weekday: weekday - 1, nth: Number(nth) };
  }
  const weekdays = numbersOf(field, weekdayRange)?.map((weekday) => weekday - 1);
  return weekdays && { kind: 'weekdays', weekdays };
}

/**
 * The weekday (Monday to Friday) nearest to a day, in the same month: if the first of the month is a
 * Saturday, it is the following Monday; if the last is a Sunday, it is the preceding Friday.
 */
function nearestWeekday(year: number, month: number, day: number): number | undefined {
  const last = daysInMonth(year, month);
  if (day > last) return undefined;
  const weekday = weekdayOf(year, month, day);
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === last ? day - 2 : day + 1;
  return day;
}

function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdayRange: FieldRange = {
  first: 1,
  last: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};
