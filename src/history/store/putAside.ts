import { existsSync, renameSync, statSync } from 'node:fs';
import { createEmpty } from './privateFile.js';
import { isBusy, type Sqlite, type SqliteDatabase } from './sqlite.js';

/** Identifies a file on this machine, whatever its name. */
export function identityOf(file: string): string {
  const { dev, ino } = statSync(file, { bigint: true });
  return `${dev} ${ino}`;
}

/** A file that was found to be damaged, and what moving it needs. */
export interface DamagedFile {
  readonly file: string;
  /** That of the file that is damaged. */
  readonly identity: string;
  readonly sqlite: Sqlite;
  readonly now?: Date;
}

/**
 * Renames a damaged file, with its journal, which belongs to it. Returns the new name; undefined if the file
 * with this name is no longer the one that is damaged, because another window has put that aside. While a
 * window writes to the file, this waits: its journal must not become that of another file. Throws an error of
 * SQLite if that takes too long.
 */
export function putAside({ file, identity, sqlite, now = new Date() }: DamagedFile): string | undefined {
  // Other windows may have found the same damage: nobody else renames between this check and the renaming.
  const turn = lockOf(`${file}.lock`, sqlite);
  try {
    if (!existsSync(file) || identityOf(file) !== identity) return undefined;
    const writers = writersOf(file, sqlite);
    try {
      const aside = freeName(`${file}.damaged-${now.toISOString().replaceAll(':', '-')}`);
      // First: the next file must not find a journal of this one.
      if (existsSync(`${file}-journal`)) renameSync(`${file}-journal`, `${aside}-journal`);
      renameSync(file, aside);
      return aside;
    } finally {
      writers?.close();
    }
  } finally {
    turn.close();
  }
}

/** Holds a lock until it is closed, or the process ends. The file with this name stays empty. */
function lockOf(file: string, sqlite: Sqlite): SqliteDatabase {
  createEmpty(file);
  const lock = new sqlite.DatabaseSync(file);
  try {
    lock.exec(`pragma busy_timeout = ${maxWaitMs}; pragma journal_mode = memory; begin exclusive`);
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

/** Keeps all others from writing to a file; undefined if it is so damaged that nobody can write to it. */
function writersOf(file: string, sqlite: Sqlite): SqliteDatabase | undefined {
  const database = new sqlite.DatabaseSync(file);
  try {
    database.exec(`pragma busy_timeout = ${maxWaitMs}; begin exclusive`);
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) throw error;
    return undefined;
  }
}

function freeName(start: string): string {
  let name = start;
  for (let number = 2; existsSync(name); number++) name = `${start}-${number}`;
  return name;
}

const maxWaitMs = 10_000;
