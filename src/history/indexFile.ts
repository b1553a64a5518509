import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { entry } from '../jobs/mapEntry.js';
import { historyError } from './historyFailure.js';
import { readerVersion } from './import/fileRecord.js';
import { schemaVersion } from './store/historySchema.js';
import { StoreError, storeFailureOf } from './store/storeFailure.js';

/**
 * The file of the index of a history, in a folder that only the user can read. Removes the indexes that have
 * not been used for a long time: they follow from the files. Rejects with a JobSourceError if the folder
 * cannot be used.
 *
 * @param key identifies the history
 */
export async function indexFileOf(key: string, folder: string, now = new Date()): Promise<string> {
  // What another version of the extension has read into an index, this one cannot use.
  const version = `${schemaVersion}.${readerVersion}`;
  const name = createHash('sha256').update(`${version} ${key}`).digest('hex').slice(0, 32);
  const file = path.join(folder, `${name}.db`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await utimes(file, now, now).catch(() => {});
    await removeUnused(folder, path.basename(file), now);
  } catch (error) {
    throw historyError(new StoreError(storeFailureOf(error)));
  }
  return file;
}

/**
 * Removes the indexes that were last used too long ago, also if they are damaged. The time of an index is
 * that of its latest file, and all its files go together: without its journal, an index that was being
 * written when its window ended would be damaged.
 */
async function removeUnused(folder: string, used: string, now: Date): Promise<void> {
  const indexes = new Map<string, { readonly names: string[]; lastUsed: number }>();
  for (const name of await readdir(folder)) {
    const [index] = /^[0-9a-f]{32}\.db/.exec(name) ?? [];
    if (index === undefined || index === used) continue;
    const { mtimeMs } = await stat(path.join(folder, name)).catch(() => ({ mtimeMs: now.getTime() }));
    const known = entry(indexes, index, () => ({ names: [], lastUsed: mtimeMs }));
    known.names.push(name);
    known.lastUsed = Math.max(known.lastUsed, mtimeMs);
  }
  for (const { lastUsed, names } of indexes.values())
    if (now.getTime() - lastUsed > maxUnusedMs)
      await removeAll(names.sort().map((name) => path.join(folder, name)));
}

/**
 * Removes files until that fails, as it does on Windows while another window has one open. The index comes
 * before its journal: if it stays, its journal has to stay.
 */
async function removeAll(files: readonly string[]): Promise<void> {
  try {
    for (const file of files) await rm(file, { force: true });
  } catch {
    // The next opening tries again.
  }
}

const maxUnusedMs = 30 * 24 * 60 * 60 * 1000;
