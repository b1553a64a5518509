import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import path from 'node:path';

/** Creates a file and its folder for their owner alone, unless they exist. Throws an error of the system. */
export function createPrivate(file: string): void {
  makeFolder(path.dirname(file));
  createEmpty(file);
  // SQLite creates its journal with the mode of the file.
  chmodSync(file, 0o600);
}

/**
 * Creates an empty file for its owner alone, unless it exists. One that exists is not even opened: closing it
 * would release the locks of SQLite that this process has on it.
 *
 * @see https://sqlite.org/howtocorrupt.html#posix_close_bug
 */
function createEmpty(file: string): void {
  try {
    closeSync(openSync(file, 'ax', 0o600));
  } catch (error) {
    if (!isThere(file)) throw error;
  }
}

/**
 * Not with `recursive`, which never ends where a folder that exists says that it does not, such as
 * `/proc` on Linux.
 */
function makeFolder(folder: string): void {
  if (isThere(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another window may have created it.
    if (!isThere(folder)) throw error;
  }
}

function isThere(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false }) !== undefined;
}
