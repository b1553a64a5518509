import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { historyFailure } from '../historyFailure.js';
import { HistoryStore, type OpenedStore } from '../historyStore.js';
import type { HistoryExtent } from '../store/historyTypes.js';
import { archiveError, storeFailureIn } from './archiveFailure.js';

/** A file of an archive. */
export interface StoredArchive {
  readonly file: string;
  /** Twelve digits. */
  readonly account: string;
  /** Whether its jobs are those of an endpoint that is not AWS's own. */
  readonly isOfOtherEndpoint: boolean;
  /** What it holds; undefined if the file could not be read. */
  readonly extent: HistoryExtent | undefined;
  /** Why it cannot be opened; undefined if it can, and for a file that was put aside. */
  readonly reason: string | undefined;
  /** Whether this version of the extension can change it. */
  readonly isWritable: boolean;
}

/** The archives in a folder that hold jobs or cannot be read, and the files that were put aside. */
export async function storedArchives(folder: string, workerFile: string): Promise<readonly StoredArchive[]> {
  const found: StoredArchive[] = [];
  for (const { isAside, ...archive } of await archivesIn(folder)) {
    if (isAside) continue;
    try {
      const content = await withStore(archive.file, workerFile, async ({ opening, store }) => ({
        extent: await store.run('extent', {}),
        isWritable: !opening.isReadOnly,
      }));
      if (content.extent.jobs > 0) found.push({ ...archive, ...content, reason: undefined });
    } catch (error) {
      const failure = storeFailureIn(error);
      if (failure === undefined) throw error;
      if (failure.putAside === undefined)
        found.push({ ...archive, ...unreadable, reason: historyFailure(failure).summary });
    }
  }
  // Opening one may have put it aside just now.
  const aside = (await archivesIn(folder)).filter(({ isAside }) => isAside);
  return [
    ...found,
    ...aside.map(({ isAside: _, ...archive }) => ({ ...archive, ...unreadable, reason: undefined })),
  ].sort((one, other) => (one.file < other.file ? -1 : 1));
}

const unreadable = { extent: undefined, isWritable: false };

/** The files in a folder that have the name of an archive, or of one that was put aside. */
async function archivesIn(folder: string) {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => {
    const [, account, endpoint, aside] = archiveName.exec(name) ?? [];
    if (account === undefined) return [];
    const file = path.join(folder, name);
    return [{ file, account, isOfOtherEndpoint: endpoint !== undefined, isAside: aside !== undefined }];
  });
}

/**
 * Deletes what a file holds. The file itself stays, because another window may have it open; one that cannot
 * be changed is removed. Rejects with a JobSourceError or an error of the system.
 */
export async function deleteArchive(
  { file, isWritable }: Pick<StoredArchive, 'file' | 'isWritable'>,
  workerFile: string,
): Promise<void> {
  if (isWritable) return withStore(file, workerFile, ({ store }) => store.run('erase', {}));
  // First: the next file must not find a journal of this one.
  await rm(`${file}-journal`, { force: true });
  await rm(file, { force: true });
}

async function withStore<Result>(
  file: string,
  workerFile: string,
  work: (opened: OpenedStore) => Promise<Result>,
): Promise<Result> {
  try {
    const opened = await HistoryStore.open(workerFile, file);
    try {
      return await work(opened);
    } finally {
      await opened.store.dispose();
    }
  } catch (error) {
    throw archiveError(error);
  }
}

const archiveName = /^(\d{12})(-[0-9a-f]{16})?\.db(\.damaged-.*(?<!-journal))?$/;
