import type { SqliteStatement, SqlValue } from './sqlite.js';

/** The rows of a statement as arrays. Much faster than objects, where this Node can. */
export function rowsOf(statement: SqliteStatement, parameters: readonly SqlValue[]): (readonly SqlValue[])[] {
  statement.setReturnArrays?.(true);
  const rows = statement.all(...parameters);
  return statement.setReturnArrays === undefined
    ? // The fields are in the order of the SQL.
      rows.map((row) => Object.values(row as Readonly<Record<string, SqlValue>>))
    : (rows as (readonly SqlValue[])[]);
}
