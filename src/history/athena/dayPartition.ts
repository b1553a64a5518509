import type { ReportDays } from './reportDays.js';
import { allOf, identifier } from './sqlText.js';
import { type AthenaColumn, isText, type TableDescription } from './tableDescription.js';

/**
 * The partition of a table by the day of the report. A condition on it limits what a query reads. It is one
 * column, or three with the year, the month and the day. Without the day, whole months are read.
 */
export type DayPartition =
  | { readonly column: string; readonly format: DayFormat }
  | { readonly year: DayPart; readonly month: DayPart; readonly day?: DayPart };

/** How a column writes a day: `date` is the type of SQL, `number` is yyyyMMdd as a number. */
export type DayFormat = (typeof textFormats)[number] | 'date' | 'number';

/** A column with a part of a day: a number, or a text with or without a leading zero. */
export interface DayPart {
  readonly column: string;
  readonly isNumber: boolean;
}

/** The partition by day among the keys of a table; undefined if their form is not certain. */
export function dayPartitionOf({
  parameters,
  partitionKeys,
}: Pick<TableDescription, 'parameters' | 'partitionKeys'>): DayPartition | undefined {
  const [whole] = partitionKeys.flatMap((key) => wholeDay(key, parameters) ?? []);
  if (whole !== undefined) return whole;
  const [year, month, day] = ['year', 'month', 'day'].map((part) => dayPart(part, partitionKeys, parameters));
  if (year === undefined || month === undefined) return undefined;
  if (day !== undefined) return { year, month, day };
  return partitionKeys.some(({ name }) => name.toLowerCase() === 'day') ? undefined : { year, month };
}

/** The columns of a partition. */
export function dayColumns(partition: DayPartition): readonly string[] {
  return 'column' in partition ? [partition.column] : partsOf(partition).map(({ column }) => column);
}

/** Orders rows by the day, the latest first. */
export function latestDayFirst(partition: DayPartition): readonly string[] {
  const expressions =
    'column' in partition
      ? [identifier(partition.column)]
      : partsOf(partition).map((part) => `try_cast(${identifier(part.column)} as integer)`);
  return expressions.map((expression) => `${expression} desc nulls last`);
}

/**
 * The condition that limits a query to these days. For a partition of several columns, it also limits each
 * column by itself, because not every engine finds the partitions of a condition on several columns. Without
 * an end, the last day is `now`, as no report is of the future.
 */
export function dayCondition(partition: DayPartition, { from, to }: ReportDays, now = Date.now()): string {
  if ('column' in partition) {
    const name = identifier(partition.column);
    return allOf([
      ...(from === undefined ? [] : [`${name} >= ${dayLiteral(from, partition.format)}`]),
      ...(to === undefined ? [] : [`${name} <= ${dayLiteral(to, partition.format)}`]),
    ]);
  }
  const first = from === undefined ? undefined : dateOf(from);
  const last = dateOf(Math.min(to ?? Number.POSITIVE_INFINITY, now + dayMs));
  const columns = partsOf(partition);
  return allOf([
    ...(first === undefined ? [] : [isAt(columns, partsOfDate(first), '>')]),
    isAt(columns, partsOfDate(last), '<'),
    ...(first === undefined ? [] : withinEach(columns, first, last)),
  ]);
}

/** Whether the day of three columns is at a day, or beyond it. */
function isAt(columns: readonly DayPart[], values: readonly number[], sign: '<' | '>'): string {
  return columns.reduceRight((rest, { column }, place) => {
    const number = `try_cast(${identifier(column)} as integer)`;
    const value = values[place] ?? 0;
    return rest === ''
      ? `${number} ${sign}= ${value}`
      : `${number} ${sign} ${value} or (${number} = ${value} and (${rest}))`;
  }, '');
}

/** What each column can be within some days. */
function withinEach([year, month, day]: readonly DayPart[], first: Date, last: Date): string[] {
  const years = new Set<number>();
  const months = new Set<number>();
  const days = new Set<number>();
  const date = new Date(first);
  for (; date <= last && years.size < maxYears; date.setUTCDate(date.getUTCDate() + 1)) {
    years.add(date.getUTCFullYear());
    months.add(date.getUTCMonth() + 1);
    days.add(date.getUTCDate());
  }
  if (date <= last || year === undefined || month === undefined) return [];
  return [
    isPart(year, years),
    ...(months.size < 12 ? [isPart(month, months)] : []),
    ...(day !== undefined && days.size < 28 ? [isPart(day, days)] : []),
  ];
}

function isPart({ column, isNumber }: DayPart, values: ReadonlySet<number>): string {
  const literals = [...values].flatMap((value) =>
    isNumber ? [String(value)] : [...new Set([`'${value}'`, `'${String(value).padStart(2, '0')}'`])],
  );
  return literals.length === 0 ? 'false' : `${identifier(column)} in (${literals.join(', ')})`;
}

/**
 * The partition by day that a key is: one of the type date, or one that a projection computes from days, or
 * from numbers that are days.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
function wholeDay(
  { name, type }: AthenaColumn,
  parameters: TableDescription['parameters'],
): DayPartition | undefined {
  if (type.toLowerCase() === 'date') return { column: name, format: 'date' };
  const projected = parameters[`projection.${name}.type`]?.toLowerCase();
  if (isWholeNumber(type) && projected === 'integer')
    return /^20\d{6},20\d{6}$/.test(parameters[`projection.${name}.range`] ?? '')
      ? { column: name, format: 'number' }
      : undefined;
  if (!isText(type) || projected !== 'date') return undefined;
  const format = textFormats.find((one) => one === parameters[`projection.${name}.format`]);
  return format && { column: name, format };
}

/** The key of a part of a day. Its name says which; its type and its projection do not contradict that. */
function dayPart(
  part: string,
  keys: readonly AthenaColumn[],
  parameters: TableDescription['parameters'],
): DayPart | undefined {
  const key = keys.find(({ name }) => name.toLowerCase() === part);
  if (key === undefined) return undefined;
  const projected = parameters[`projection.${key.name}.type`]?.toLowerCase();
  if (projected !== undefined && projected !== 'integer' && projected !== 'enum') return undefined;
  if (isWholeNumber(key.type)) return { column: key.name, isNumber: true };
  return isText(key.type) ? { column: key.name, isNumber: false } : undefined;
}

function partsOf(partition: Exclude<DayPartition, { readonly column: string }>): readonly DayPart[] {
  const { day, month, year } = partition;
  return day === undefined ? [year, month] : [year, month, day];
}

/** Midnight, in UTC, within the years that SQL can write. */
function dateOf(time: number): Date {
  const bounded = Math.min(Math.max(time, firstDay), lastDay);
  return new Date(bounded - (((bounded % dayMs) + dayMs) % dayMs));
}

function partsOfDate(date: Date): readonly number[] {
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

function dayLiteral(time: number, format: DayFormat): string {
  const day = dateOf(time).toISOString().slice(0, 10);
  switch (format) {
    case 'date':
      return `date '${day}'`;
    case 'number':
      return day.replaceAll('-', '');
    case 'yyyy-MM-dd':
      return `'${day}'`;
    case 'yyyy/MM/dd':
      return `'${day.replaceAll('-', '/')}'`;
    case 'yyyyMMdd':
      return `'${day.replaceAll('-', '')}'`;
  }
}

function isWholeNumber(type: string): boolean {
  return /^(tinyint|smallint|int|integer|bigint)$/i.test(type);
}

const textFormats = ['yyyy/MM/dd', 'yyyy-MM-dd', 'yyyyMMdd'] as const;
const dayMs = 24 * 60 * 60 * 1000;
const firstDay = Date.UTC(1000, 0, 1);
const lastDay = Date.UTC(9999, 11, 31);
/** Of more years, each column by itself limits little. */
const maxYears = 30;
