import { type BigIntStats, existsSync, renameSync, statSync } from 'node:fs';
import { createPrivate } from './privateFile.js';
import type { Sqlite, SqliteDatabase } from './sqlite.js';
import { storeFailureOf } from './storeFailure.js';

/** Identifies a file on this machine, whatever its name. */
export function identityOf(file: string): string {
  return identityIn(statSync(file, { bigint: true }));
}

/** Whether the file with this name is the one with this identity. */
export function hasName(file: string, identity: string): boolean {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found !== undefined && identityIn(found) === identity;
}

function identityIn({ dev, ino }: BigIntStats): string {
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
 * Runs an action on a file while no other window does so. A window that opens a file must not have read
 * nothing of it yet when another one renames it: it would take the journal of the next file for its own.
 * Throws an error of SQLite if that takes too long.
 */
export function inTurn<Result>(file: string, sqlite: Sqlite, action: () => Result): Result {
  const turn = lockOf(`${file}.lock`, sqlite);
  try {
    return action();
  } finally {
    turn.close();
  }
}

/**
 * Renames a damaged file, with its journal, which belongs to it. Returns the new name; undefined if the file
 * with this name is no longer the one that is damaged, because another window has put that aside. While a
 * window writes to the file, this waits: its journal must not become that of another file. Throws an error of
 * SQLite if that takes too long. Only {@link inTurn}: other windows may have found the same damage.
 */
export function putAside({ file, identity, sqlite, now = new Date() }: DamagedFile): string | undefined {
  if (!hasName(file, identity)) return undefined;
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
}

/** Holds a lock until it is closed, or the process ends. The file with this name stays empty. */
function lockOf(file: string, sqlite: Sqlite): SqliteDatabase {
  createPrivate(file);
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
    if (storeFailureOf(error).kind === 'busy') throw error;
    return undefined;
  }
}

function freeName(start: string): string {
  let name = start;
  for (let number = 2; existsSync(name); number++) name = `${start}-${number}`;
  return name;
}

const maxWaitMs = 10_000;
