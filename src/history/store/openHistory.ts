import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { HistoryDatabase } from './historyDatabase.js';
import { applicationId, readingIndexes, schema, schemaVersion } from './historySchema.js';
import { cacheSetting, loadSqlite, type Sqlite, type SqliteDatabase } from './sqlite.js';
import { StoreError, storeFailureOf } from './storeFailure.js';

/** An open history. */
export interface OpenedHistory {
  readonly database: HistoryDatabase;
  /** Where the file is now that was there before and could not be read. It is never deleted. */
  readonly putAside?: string | undefined;
}

/**
 * Opens the history in a file, or creates it, readable by its owner only. A file that is damaged or not ours
 * is put aside under another name, and a new one is begun. One of a newer version is opened for reading only.
 *
 * @throws StoreError
 */
export function openHistory(file: string, sqlite: Sqlite | null = loadSqlite() ?? null): OpenedHistory {
  if (sqlite === null) throw new StoreError({ kind: 'noEngine', detail: '' });
  let identity: string | undefined;
  try {
    createPrivate(file);
    identity = identityOf(file);
    return { database: openDatabase(file, sqlite) };
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure.kind !== 'damaged' || identity === undefined) throw new StoreError(failure);
    try {
      const aside = putAside(file, identity);
      createPrivate(file);
      return { database: openDatabase(file, sqlite), putAside: aside };
    } catch (next) {
      throw new StoreError(storeFailureOf(next));
    }
  }
}

/** Identifies a file on this machine, whatever its name. */
export function identityOf(file: string): string {
  const { dev, ino } = statSync(file, { bigint: true });
  return `${dev} ${ino}`;
}

/**
 * Renames a file, with its journal, which belongs to it. Returns the new name; undefined if the file with
 * this name is no longer the one with this identity, because another window has put that aside.
 */
export function putAside(file: string, identity: string, now = new Date()): string | undefined {
  if (!existsSync(file) || identityOf(file) !== identity) return undefined;
  const start = `${file}.damaged-${now.toISOString().replaceAll(':', '-')}`;
  let aside = start;
  for (let number = 2; existsSync(aside); number++) aside = `${start}-${number}`;
  renameSync(file, aside);
  if (existsSync(`${file}-journal`)) renameSync(`${file}-journal`, `${aside}-journal`);
  return aside;
}

function createPrivate(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  // SQLite creates its journal with the mode of the file.
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

function openDatabase(file: string, sqlite: Sqlite): HistoryDatabase {
  const database = new sqlite.DatabaseSync(file);
  try {
    database.exec(settings);
    const version = prepareSchema(database);
    if (version <= schemaVersion) return new HistoryDatabase(database, false);
  } catch (error) {
    database.close();
    throw error;
  }
  database.close();
  const readOnly = new sqlite.DatabaseSync(file, { readOnly: true });
  try {
    readOnly.exec(`pragma busy_timeout = ${busyTimeoutMs}`);
    return new HistoryDatabase(readOnly, true);
  } catch (error) {
    readOnly.close();
    throw error;
  }
}

/** Creates the schema in a new file. Returns the version of the schema of the file. */
function prepareSchema(database: SqliteDatabase): number {
  database.exec('begin immediate');
  try {
    const isEmpty = numberOf(database, 'select count(*) as value from sqlite_schema') === 0;
    const id = numberOf(database, 'select application_id as value from pragma_application_id');
    if (!isEmpty && id !== applicationId)
      throw new StoreError({ kind: 'damaged', detail: 'The file is a database of another program' });
    if (isEmpty) {
      database.exec(schema);
      for (const [name, columns] of Object.entries(readingIndexes))
        database.exec(`create index ${name} on ${columns}`);
    }
    const version = numberOf(database, 'select user_version as value from pragma_user_version');
    database.exec('commit');
    return version;
  } catch (error) {
    try {
      database.exec('rollback');
    } catch {
      // There may be no transaction any more.
    }
    throw error;
  }
}

function numberOf(database: SqliteDatabase, sql: string): number {
  const { value } = database.prepare(sql).get() as { readonly value: number };
  return value;
}

const busyTimeoutMs = 10_000;
/**
 * Not write-ahead logging: SQLite before 3.51.3 can damage a file when it resets the log, and VS Code 1.105
 * has such a version.
 */
const settings = `
pragma busy_timeout = ${busyTimeoutMs};
pragma journal_mode = truncate;
pragma synchronous = normal;
${cacheSetting}
pragma temp_store = memory;
pragma trusted_schema = off;
`;
