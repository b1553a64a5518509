import { keyIndex, readingIndexes } from './historySchema.js';
import { hashOfKey, KeyTable } from './keyTable.js';
import {
  addingSetting,
  cacheSetting,
  type SqliteDatabase,
  sortInFileSetting,
  sortInMemorySetting,
} from './sqlite.js';
import type { Statements } from './statements.js';

/**
 * The indexes of the jobs. While very many jobs are added, there are none: creating them afterwards takes a
 * fraction of the time. A {@link KeyTable} then finds the job of a row, as long as no other window writes.
 */
export class JobIndexes {
  readonly #database: SqliteDatabase;
  readonly #statements: Statements;
  /** Undefined if the index `by_key` finds rows. */
  #keys: KeyTable | undefined;
  /** That of the file when {@link #keys} had all of its rows. */
  #version: number | undefined;
  /** Whether the folder for temporary files could not be used. */
  #sortsInMemory = false;

  constructor(database: SqliteDatabase, statements: Statements) {
    this.#database = database;
    this.#statements = statements;
  }

  /**
   * What finds the rows of jobs; undefined if the index does. Creates the index if another window may have
   * written since it was dropped. Only within a transaction.
   */
  keys(): KeyTable | undefined {
    const keys = this.#keys;
    if (keys !== undefined && keys.size < maxKeys && this.#dataVersion() === this.#version) return keys;
    this.createKeyIndex();
    return undefined;
  }

  /** Drops the indexes; of very many jobs, not the one that finds a job. Only within a transaction. */
  drop(): void {
    for (const name of Object.keys(readingIndexes)) this.#database.exec(`drop index if exists ${name}`);
    const [[last] = []] = this.#statements.rows('select max(id) from jobs');
    // With more, the table is soon too large.
    if (Number(last) > maxKeys / 2) return;
    this.#database.exec(`drop index if exists ${keyIndex.name}`);
    const keys = new KeyTable();
    for (let after = 0; ; ) {
      const rows = this.#statements.rows(
        'select id, account, region, key from jobs where id > ? order by id limit ?',
        [after, rowsAtOnce],
      );
      for (const [id, account = null, region = null, key = null] of rows)
        keys.add(hashOfKey(account, region, key), Number(id));
      if (rows.length < rowsAtOnce) break;
      after = Number(rows.at(-1)?.[0]);
    }
    this.#keys = keys;
    this.#version = this.#dataVersion();
    this.#database.exec(addingSetting);
  }

  /** Creates the index that finds the row of a job if it is missing. Only within a transaction. */
  createKeyIndex(): void {
    this.#forgetKeys();
    this.#create(keyIndex.name, keyIndex.sql);
  }

  /** Creates the missing indexes, each in a transaction of its own, so that others can write meanwhile. */
  createMissing(inTransaction: (create: () => void) => void): void {
    this.#forgetKeys();
    const known = new Set(
      this.#statements.rows("select name from sqlite_schema where type = 'index'").flat(),
    );
    const create = (action: () => void) => {
      const sortedInMemory = this.#sortsInMemory;
      try {
        inTransaction(action);
      } catch (error) {
        if (this.#sortsInMemory === sortedInMemory) throw error;
        inTransaction(action);
      }
    };
    if (!known.has(keyIndex.name)) create(() => this.createKeyIndex());
    for (const [name, columns] of Object.entries(readingIndexes))
      if (!known.has(name))
        create(() => this.#create(name, `create index if not exists ${name} on ${columns}`));
  }

  #forgetKeys(): void {
    if (this.#keys !== undefined) this.#database.exec(cacheSetting);
    this.#keys = undefined;
  }

  #create(name: string, sql: string): void {
    const [known] = this.#statements.rows("select 1 from sqlite_schema where type = 'index' and name = ?", [
      name,
    ]);
    if (known !== undefined) return;
    const [[last] = []] = this.#statements.rows('select max(id) from jobs');
    const sortsInFile = !this.#sortsInMemory && Number(last) > maxSortedInMemory;
    this.#database.exec(sortsInFile ? sortInFileSetting : sortInMemorySetting);
    try {
      this.#database.exec(sql);
    } catch (error) {
      // The folder for temporary files may be full, or not writable, unlike that of the history.
      if (sortsInFile) this.#sortsInMemory = true;
      throw error;
    } finally {
      this.#database.exec(cacheSetting);
    }
  }

  /**
   * Another one each time that another connection has written.
   *
   * @see https://sqlite.org/pragma.html#pragma_data_version
   */
  #dataVersion(): number {
    return Number(this.#statements.rows('pragma data_version')[0]?.[0]);
  }
}

/** In rows: 135 MB. */
const maxKeys = 12_000_000;
const rowsAtOnce = 10_000;
/** In rows: 10 MB. */
const maxSortedInMemory = 250_000;
