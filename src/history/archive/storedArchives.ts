import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { HistoryStore } from '../historyStore.js';
import type { HistoryExtent } from '../store/historyTypes.js';
import { archiveError } from './archiveFailure.js';

/** A file of an archive. */
export interface StoredArchive {
  readonly file: string;
  /** Twelve digits. */
  readonly account: string;
  /** Whether its jobs are those of an endpoint that is not AWS's own. */
  readonly isOfOtherEndpoint: boolean;
  /** What it holds; undefined if the file was put aside because it could not be read. */
  readonly extent: HistoryExtent | undefined;
}

/**
 * The archives in a folder that hold jobs, and the files that were put aside. Rejects with a JobSourceError
 * if one cannot be opened.
 */
export async function storedArchives(folder: string, workerFile: string): Promise<readonly StoredArchive[]> {
  const found: StoredArchive[] = [];
  for (const { isAside, ...archive } of await archivesIn(folder)) {
    if (isAside) continue;
    const extent = await withStore(archive.file, workerFile, (store) => store.run('extent', {}));
    if (extent.jobs > 0) found.push({ ...archive, extent });
  }
  // Opening one may have put it aside just now.
  const aside = (await archivesIn(folder)).filter(({ isAside }) => isAside);
  return [...found, ...aside.map(({ isAside: _, ...archive }) => ({ ...archive, extent: undefined }))].sort(
    (one, other) => (one.file < other.file ? -1 : 1),
  );
}

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
 * Deletes what a file holds. The file itself stays, because another window may have it open; one that was
 * put aside is removed. Rejects with a JobSourceError.
 */
export async function deleteArchive({ extent, file }: StoredArchive, workerFile: string): Promise<void> {
  if (extent === undefined) {
    await rm(file, { force: true });
    await rm(`${file}-journal`, { force: true });
  } else await withStore(file, workerFile, (store) => store.run('erase', {}));
}

async function withStore<Result>(
  file: string,
  workerFile: string,
  work: (store: HistoryStore) => Promise<Result>,
): Promise<Result> {
  try {
    const { store } = await HistoryStore.open(workerFile, file);
    try {
      return await work(store);
    } finally {
      await store.dispose();
    }
  } catch (error) {
    throw archiveError(error);
  }
}

const archiveName = /^(\d{12})(-[0-9a-f]{16})?\.db(\.damaged-.*(?<!-journal))?$/;
