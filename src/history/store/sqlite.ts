/**
 * The part of `node:sqlite` that the history uses. The types of the oldest Node for development lack the
 * module.
 *
 * @see https://nodejs.org/api/sqlite.html
 */
export interface Sqlite {
  readonly DatabaseSync: new (file: string, options?: { readonly readOnly?: boolean }) => SqliteDatabase;
}

export interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

/** A value of a column. An integer beyond 2^53 is never stored, so none is a bigint. */
export type SqlValue = null | number | string | Uint8Array;

export interface SqliteStatement {
  all(...parameters: readonly SqlValue[]): unknown[];
  get(...parameters: readonly SqlValue[]): unknown;
  run(...parameters: readonly SqlValue[]): {
    readonly changes: number | bigint;
    readonly lastInsertRowid: number | bigint;
  };
  /** Absent before Node 22.16. */
  setReturnArrays?(enabled: boolean): void;
}

/**
 * The memory for pages of the file, in KiB. In a history of a million jobs, the index that finds a job fits.
 */
export const cacheSetting = 'pragma cache_size = -49152; pragma temp_store = memory;';

/** For adding jobs without indexes: they are at the end of the file. */
export const addingSetting = 'pragma cache_size = -24576;';

/** For creating an index, which sorts its rows in memory. It takes no longer with a smaller cache. */
export const sortInMemorySetting = 'pragma cache_size = -16384;';

/**
 * Sorts in temporary files, which SQLite deletes when it has opened them, or when it closes them. It takes as
 * much memory as the cache in addition, and is hardly slower with less.
 */
export const sortInFileSetting = 'pragma cache_size = -8192; pragma temp_store = file;';

/** `node:sqlite`; undefined if this Node or Electron does not have it. */
export function loadSqlite(): Sqlite | undefined {
  // Unlike an import, this is neither resolved when the file loads nor an error if the module is missing.
  return process.getBuiltinModule('node:sqlite') as Sqlite | undefined;
}

/** The primary result code of an error of SQLite; undefined if it is another error. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return error.errcode & 0xff;
}

/**
 * Whether an error says that the file has been renamed since it was opened (SQLITE_READONLY_DBMOVED).
 *
 * @see https://sqlite.org/rescode.html#readonly_dbmoved
 */
export function isMoved(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 1032;
}

/** Result codes of SQLite: https://sqlite.org/rescode.html */
export const sqliteCodes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  damaged: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;
