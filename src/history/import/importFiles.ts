import { setTimeout } from 'node:timers/promises';
import type { FilePlace } from '../fileJob.js';
import { joinedPlaces, type SeriesPlace } from '../store/filePlaces.js';
import type { HistoryDatabase } from '../store/historyDatabase.js';
import type { CoveredSpan } from '../store/historyTypes.js';
import { CoveredByReports } from './coveredByReports.js';
import { type FileRecord, filesNote, type HistoryPlaces, recordsIn } from './fileRecord.js';
import { type FoundFile, type FoundFiles, findFiles } from './findFiles.js';
import { importFile, unreadRecord } from './importFile.js';

/** How far an import is. */
export interface ImportProgress {
  readonly files: number;
  readonly ofFiles: number;
  readonly bytes: number;
  readonly ofBytes: number;
  /** The rows with a job so far. */
  readonly rows: number;
}

/** The files of an import, and what was left out. */
export interface ReadFiles extends Pick<FoundFiles, 'isCut' | 'unreadable'> {
  readonly files: readonly FileRecord[];
}

/** What an import has found. */
export interface ImportResult extends ReadFiles, HistoryPlaces {
  /** The fields that are stated of each job of which only its first event is known, if there is one. */
  readonly fieldsOfFirstEvents?: readonly string[] | undefined;
}

/** Options of {@link importFiles}. */
export interface ImportOptions {
  readonly signal: AbortSignal;
  readonly report?: ((progress: ImportProgress) => void) | undefined;
}

/**
 * Reads the jobs of files and folders into a store, which then holds the jobs of these files and no others. A
 * file that has not changed since it was read is not read again. Rejects with the reason of the signal; the
 * next import then goes on with the files that are missing.
 */
export async function importFiles(
  database: HistoryDatabase,
  paths: readonly string[],
  { report, signal }: ImportOptions,
): Promise<ImportResult> {
  const { files, isCut, unreadable } = await findFiles(paths, signal);
  // Before the records are read: if another window clears the store in between, the first write fails.
  database.follow();
  const note = database.readNote(filesNote);
  const known = note === undefined ? undefined : reusableRecords(recordsIn(note), files);
  const records = new Map((known ?? []).map((record) => [record.path, record]));
  const missing = files.filter(({ path }) => !records.get(path)?.isWhole);
  const progress = {
    files: 0,
    ofFiles: missing.length,
    bytes: 0,
    ofBytes: missing.reduce((bytes, { size }) => bytes + size, 0),
    rows: 0,
  };
  // Before the first row is stored, so that the rows of an import that ends early have a record.
  for (const file of missing) records.set(file.path, unreadRecord(file));
  const bytesKnown = files.reduce((bytes, { size }) => bytes + size, 0) - progress.ofBytes;
  // A row that a file no longer has cannot be found in the store, so nothing can be reused.
  if (known === undefined) database.clear({ [filesNote]: [...records.values()] });
  /** Files whose rows have been added, which may still be undone. */
  let added: FileRecord[] = [];
  let places: SeriesPlace[] = [];
  const save = (spans: readonly CoveredSpan[] = []) => {
    const own = [...records.values(), ...added];
    database.changeNote(filesNote, (stored) => mergedRecords(recordsIn(stored), own), { spans, places });
    for (const record of added) records.set(record.path, record);
    [added, places] = [[], []];
  };
  const knownPlaces = () => joinedPlaces([...database.filePlaces(), ...places]);
  if (known !== undefined && missing.length > 0) save();
  if (progress.ofBytes > Math.max(bytesKnown, minBytesWithoutIndexes)) database.dropIndexes();
  let reported = 0;
  let isRead = false;
  try {
    for (const file of missing) {
      signal.throwIfAborted();
      const read = await importFile(database, file, signal, async ({ jobs }, bytes) => {
        progress.rows += jobs.length;
        if (performance.now() - reported >= reportIntervalMs) {
          report?.({ ...progress, bytes: progress.bytes + bytes });
          reported = performance.now();
        }
        if (performance.now() - (database.addingSince ?? Number.POSITIVE_INFINITY) < maxOpenMs) return;
        save();
        // SQLite has no queue: another window that waits looks ten times a second whether it can write.
        await setTimeout(pauseMs);
      });
      added.push(read.record);
      places.push(...read.places);
      progress.files++;
      progress.bytes += file.size;
      report?.({ ...progress });
    }
    isRead = true;
    const all = [...records.values(), ...added];
    if (missing.length > 0 && lacksPlaces(all, knownPlaces())) {
      database.createKeyIndex();
      for (let key = database.joinPlaces(); key !== undefined; key = database.joinPlaces(key)) {
        await setTimeout(pauseMs);
        signal.throwIfAborted();
      }
    }
    // At once: an import that finds every file read does not look for what they cover.
    if (missing.length > 0) save(new CoveredByReports(all, knownPlaces()).spans);
  } catch (error) {
    // With the record of each file, the next import would take the last steps for done.
    if (signal.aborted && !isRead) save();
    else database.rollBack();
    throw error;
  }
  if (!database.isReadOnly) database.createIndexes();
  const all = [...records.values()];
  const hasEvents = all.some(({ kinds }) => kinds.includes('events'));
  const fieldsOfFirstEvents = hasEvents ? database.fieldsOfFirstEvents() : undefined;
  const placesNow = knownPlaces();
  const { incomplete, named } = new CoveredByReports(all, placesNow);
  return {
    ...{ files: all, isCut, unreadable, places: placesOf(placesNow), named, incomplete },
    ...(fieldsOfFirstEvents && { fieldsOfFirstEvents }),
  };
}

/** Whether jobs of some files may be those of others, which name their account and region. */
function lacksPlaces(records: readonly FileRecord[], places: readonly SeriesPlace[]): boolean {
  if (records.some(({ times }) => times !== undefined)) return true;
  const isWhole = ({ account, region }: SeriesPlace) => account !== undefined && region !== '';
  return places.some(isWhole) && !places.every(isWhole);
}

/** The places of all series together. */
function placesOf(places: readonly SeriesPlace[]): readonly FilePlace[] {
  const all = joinedPlaces(places.map((place) => ({ ...place, series: '', named: [] })));
  return all.map(({ account, first, last, region }) => ({
    ...(account !== undefined && { account }),
    region,
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
  }));
}

/**
 * The records of two imports of the same files, of which another window may run one. None may be lost,
 * because the rows of a file without a record would stay when the file is gone.
 */
function mergedRecords(stored: readonly FileRecord[], own: readonly FileRecord[]): readonly FileRecord[] {
  const merged = new Map(stored.map((record) => [record.path, record]));
  for (const record of own) if (!merged.get(record.path)?.isWhole) merged.set(record.path, record);
  return [...merged.values()];
}

/**
 * The records of files whose rows are in the store and are still right; undefined if a file that was read, if
 * only in part, is now another one or is gone.
 */
function reusableRecords(
  records: readonly FileRecord[],
  files: readonly FoundFile[],
): readonly FileRecord[] | undefined {
  const current = new Map(files.map((file) => [file.path, file]));
  const isSame = ({ changed, path, size }: FileRecord) =>
    current.get(path)?.size === size && current.get(path)?.changed === changed;
  return records.every(isSame) ? records : undefined;
}

/** The longest time in which no other window can write. One waits for ten seconds. */
const maxOpenMs = 4000;
const pauseMs = 120;
const reportIntervalMs = 100;
/** Of fewer bytes, dropping and creating indexes takes longer than it saves. */
const minBytesWithoutIndexes = 16 * 1024 * 1024;
