import { type CountedColumn, countedColumns, countedValue, groupingOf } from './countedColumns.js';
import { countedGroups } from './countedGroups.js';
import type { Dictionaries } from './dictionaries.js';
import { type HistoryReader, jobWithId } from './historyReader.js';
import { groupColumns } from './historySchema.js';
import type { CountedBy, HistoryCount, HistoryQuery } from './historyTypes.js';
import type { JobRow } from './jobCodec.js';
import type { SqlValue } from './sqlite.js';
import type { Statements } from './statements.js';
import { whereClause } from './whereClause.js';

/** See `HistoryDatabase.count`. */
export function countsOf(
  reader: HistoryReader,
  query: HistoryQuery,
  by: readonly CountedBy[],
  withExamples: boolean,
): readonly HistoryCount[] | undefined {
  const { dictionaries, notes, statements } = reader;
  const { unanswered, ...where } = whereClause(query, dictionaries);
  if (unanswered.length > 0) return undefined;
  const counted = by.map((one) => countedColumns[one]);
  const selected = counted.flatMap((one) => one.columns);
  const grouping = groupingOf(selected);
  const results = [...selected, 'count(*)', withExamples ? 'max(id)' : 'null'];
  const rows =
    countedByIndex(statements, query, grouping, results, where.parameters[0]) ??
    statements.rows(
      `select ${results.join(', ')} from jobs where ${where.sql}${
        grouping.length === 0 ? '' : ` group by ${grouping.join(', ')}`
      }`,
      where.parameters,
    );
  const counts = mergedCounts(rows, counted, dictionaries).map(({ count, id, values }) => ({
    values,
    count,
    ...(withExamples && { example: jobWithId(reader, id) }),
  }));
  notes.checkGeneration();
  return counts;
}

/** The counts of all jobs of a region, or of all regions, if the index has what they are grouped by. */
function countedByIndex(
  statements: Statements,
  { clientFilters = [], notSeen, query, region, seen }: HistoryQuery,
  grouping: readonly string[],
  results: readonly string[],
  regionId: SqlValue | undefined,
): readonly JobRow[] | undefined {
  const isAll =
    notSeen === undefined &&
    seen === undefined &&
    clientFilters.length === 0 &&
    Object.values(query).every((value) => value === undefined);
  const isOfIndex = grouping.length > 0 && grouping.every((name, place) => name === groupColumns[place]);
  if (!isAll || !isOfIndex) return undefined;
  return countedGroups(statements, grouping.length, results, region === undefined ? undefined : regionId);
}

/** The counts of rows with equal values: an empty text is no value, and several messages have one pattern. */
function mergedCounts(
  rows: readonly JobRow[],
  counted: readonly CountedColumn[],
  dictionaries: Dictionaries,
): readonly MergedCount[] {
  const byKey = new Map<string, MergedCount>();
  for (const row of rows) {
    let place = 0;
    const values = counted.map((one) => {
      const own = row.slice(place, place + one.columns.length);
      place += one.columns.length;
      return countedValue(one, own, dictionaries);
    });
    const count = Number(row[place]);
    const id = row[place + 1] ?? null;
    const key = JSON.stringify(values.map((value) => value ?? null));
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { values, count, id });
    else known.count += count;
  }
  return [...byKey.values()];
}

interface MergedCount {
  readonly values: readonly (string | undefined)[];
  count: number;
  /** The number of one of the jobs. */
  readonly id: SqlValue;
}
