import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
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
    await removeUnused(folder, now);
  } catch (error) {
    throw historyError(new StoreError(storeFailureOf(error)));
  }
  return file;
}

/** Removes what belongs to an index that was last used too long ago, also if it is damaged. */
async function removeUnused(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^[0-9a-f]{32}\.db/.test(name)) continue;
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (now.getTime() - mtimeMs > maxUnusedMs) await rm(file, { force: true }).catch(() => {});
  }
}

const maxUnusedMs = 30 * 24 * 60 * 60 * 1000;
