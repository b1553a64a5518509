import type { SqliteDatabase, SqliteStatement, SqlValue } from './sqlite.js';
import { rowsOf } from './sqlRows.js';

/** Runs SQL, and keeps the statements that were prepared last. */
export class Statements {
  readonly #database: SqliteDatabase;
  readonly #prepared = new Map<string, SqliteStatement>();

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  /** The rows that a query finds, as arrays. */
  rows(sql: string, parameters: readonly SqlValue[] = []): (readonly SqlValue[])[] {
    return rowsOf(this.#of(sql), parameters);
  }

  /** Runs a change. Returns how many rows it has changed. */
  run(sql: string, parameters: readonly SqlValue[] = []): number {
    return Number(this.#of(sql).run(...parameters).changes);
  }

  /** Must be called before the database is closed. */
  clear(): void {
    this.#prepared.clear();
  }

  #of(sql: string): SqliteStatement {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    if (this.#prepared.size >= maxStatements) this.#prepared.clear();
    this.#prepared.set(sql, statement);
    return statement;
  }
}

const maxStatements = 50;
