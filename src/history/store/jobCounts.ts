import { type CountedColumn, countedColumns, countedValue, groupingOf } from './countedColumns.js';
import type { Dictionaries } from './dictionaries.js';
import { type HistoryReader, jobWithId } from './historyReader.js';
import type { CountedBy, HistoryCount, HistoryQuery } from './historyTypes.js';
import type { JobRow } from './jobCodec.js';
import type { SqlValue } from './sqlite.js';
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
  const grouped = selected.length === 0 ? '' : ` group by ${groupingOf(selected).join(', ')}`;
  const results = [...selected, 'count(*)', withExamples ? 'max(id)' : 'null'];
  const rows = statements.rows(
    `select ${results.join(', ')} from jobs where ${where.sql}${grouped}`,
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
