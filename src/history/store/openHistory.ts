import { HistoryDatabase } from './historyDatabase.js';
import { applicationId, readingIndexes, schema, schemaVersion } from './historySchema.js';
import { createPrivate } from './privateFile.js';
import { identityOf, inTurn, putAside } from './putAside.js';
import { cacheSetting, loadSqlite, type Sqlite, type SqliteDatabase } from './sqlite.js';
import { StoreError, storeFailureOf } from './storeFailure.js';

/** An open history. */
export interface OpenedHistory {
  readonly database: HistoryDatabase;
  /** That of its file, see {@link identityOf}. */
  readonly identity: string;
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
  try {
    return inTurn(file, sqlite, () => openInTurn(file, sqlite));
  } catch (error) {
    throw new StoreError(storeFailureOf(error));
  }
}

function openInTurn(file: string, sqlite: Sqlite): OpenedHistory {
  const identity = createFile(file);
  try {
    return { identity, database: openDatabase(file, sqlite) };
  } catch (error) {
    if (storeFailureOf(error).kind !== 'damaged') throw error;
    const aside = putAside({ file, identity, sqlite });
    return { identity: createFile(file), database: openDatabase(file, sqlite), putAside: aside };
  }
}

function createFile(file: string): string {
  createPrivate(file);
  return identityOf(file);
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
    // Another window may just have created the tables. While it writes again, SQLite would not notice them.
    numberOf(database, 'select count(*) as value from (select 1 from notes limit 1)');
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
pragma trusted_schema = off;
`;
