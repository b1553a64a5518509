import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { FileBatch, FileJob, FilePlace, UnreadLine } from '../fileJob.js';
import { isOfUnpacking } from '../forms/fileText.js';
import { HistoryFile } from '../forms/historyFile.js';
import { knownTime } from '../knownTime.js';
import type { HistoryDatabase } from '../store/historyDatabase.js';
import type { CoveredSpan, JobForm, JobVersion } from '../store/historyTypes.js';
import { sqliteCode } from '../store/sqlite.js';
import { StoreError } from '../store/storeFailure.js';
import { spansOf } from './coveredByReports.js';
import { type FileRecord, filesNote, recordsIn } from './fileRecord.js';
import { type FoundFile, type FoundFiles, findFiles } from './findFiles.js';

/** How far an import is. */
export interface ImportProgress {
  readonly files: number;
  readonly ofFiles: number;
  readonly bytes: number;
  readonly ofBytes: number;
  /** The rows with a job so far. */
  readonly rows: number;
}

/** What an import has found. */
export interface ImportResult extends Pick<FoundFiles, 'isCut' | 'unreadable'> {
  readonly files: readonly FileRecord[];
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
  const save = (covered: readonly CoveredSpan[] = []) => {
    const own = [...records.values(), ...added];
    database.changeNote(filesNote, (stored) => mergedRecords(recordsIn(stored), own), covered);
    for (const record of added) records.set(record.path, record);
    added = [];
  };
  if (known !== undefined && missing.length > 0) save();
  if (progress.ofBytes > Math.max(bytesKnown, minBytesWithoutIndexes)) database.dropReadingIndexes();
  let reported = 0;
  try {
    for (const file of missing) {
      signal.throwIfAborted();
      const record = await importFile(database, file, signal, async ({ jobs }, bytes) => {
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
      added.push(record);
      progress.files++;
      progress.bytes += file.size;
      report?.({ ...progress });
    }
    if (missing.length > 0 && lacksPlaces([...records.values(), ...added]))
      for (let key = database.joinPlaces(); key !== undefined; key = database.joinPlaces(key)) {
        await setTimeout(pauseMs);
        signal.throwIfAborted();
      }
    // At once: an import that finds every file read does not look for what they cover.
    if (missing.length > 0) save(spansOf([...records.values(), ...added]));
  } catch (error) {
    if (signal.aborted) save();
    else database.rollBack();
    throw error;
  }
  if (!database.isReadOnly) database.createReadingIndexes();
  const all = [...records.values()];
  const hasEvents = all.some(({ kinds }) => kinds.includes('events'));
  const fieldsOfFirstEvents = hasEvents ? database.fieldsOfFirstEvents() : undefined;
  return { files: all, isCut, unreadable, ...(fieldsOfFirstEvents && { fieldsOfFirstEvents }) };
}

/** Whether jobs of some files may be those of others, which name their account and region. */
function lacksPlaces(records: readonly FileRecord[]): boolean {
  const places = records.flatMap((record) => record.places ?? [{ region: '' }, { account: '', region: '-' }]);
  const isWhole = ({ account, region }: FilePlace) => account !== undefined && region !== '';
  return places.some(isWhole) && !places.every(isWhole);
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

function unreadRecord({ changed, path, size }: FoundFile): FileRecord {
  return {
    ...{ path, size, changed, isWhole: false, rows: 0, unreadRows: 0, unread: [] },
    ...new HistoryFile(path).facts,
  };
}

async function importFile(
  database: HistoryDatabase,
  found: FoundFile,
  signal: AbortSignal,
  onBatch: (batch: FileBatch, bytes: number) => Promise<void>,
): Promise<FileRecord> {
  const file = new HistoryFile(found.path);
  const stream = createReadStream(found.path, { highWaterMark: chunkSize });
  let [rows, unreadRows] = [0, 0];
  let problem: string | undefined;
  const unread: UnreadLine[] = [];
  try {
    for await (const batch of file.read(stream)) {
      signal.throwIfAborted();
      const refused = putJobs(database, batch.jobs);
      rows += batch.jobs.length - refused.length;
      unreadRows += batch.unread.length + refused.length;
      unread.push(...[...batch.unread, ...refused].slice(0, maxUnread - unread.length));
      await onBatch(batch, stream.bytesRead);
    }
    const { mtimeMs, size } = await stat(found.path);
    if (size !== found.size || Math.trunc(mtimeMs) !== found.changed) problem = 'It was changed meanwhile';
  } catch (error) {
    signal.throwIfAborted();
    if (!isOfReading(error)) throw error;
    problem = error.message;
  } finally {
    stream.destroy();
  }
  const facts = file.facts;
  // Lines of a file that is about something else do not matter.
  const ownRows = file.isOfJobs ? { unreadRows, unread } : { unreadRows: 0, unread: [] };
  return {
    ...unreadRecord(found),
    ...facts,
    rows,
    ...ownRows,
    isWhole: problem === undefined,
    ...(problem !== undefined && { problem }),
  };
}

/** Stores jobs. Returns the lines of those that cannot be stored. */
function putJobs(database: HistoryDatabase, jobs: readonly FileJob[]): readonly UnreadLine[] {
  try {
    if (jobs.length > 0) database.add(jobs.map(versionOf));
    return [];
  } catch (error) {
    if (isOfStore(error)) throw error;
    const [only] = jobs;
    // One job must not prevent the others from being read.
    if (jobs.length > 1 || only === undefined) return jobs.flatMap((job) => putJobs(database, [job]));
    return [{ line: only.line, reason: 'badFormat' }];
  }
}

function versionOf({ job, kind, region, statedAt }: FileJob): JobVersion {
  return { job, region: region ?? '', form: jobForm(kind, job), ...knownTime(job, statedAt, Date.now()) };
}

function jobForm(kind: FileJob['kind'], job: FileJob['job']): JobForm {
  switch (kind) {
    case 'apiJobs':
      return isPicked(job) ? 'oldReport' : 'whole';
    case 'collector':
      return 'whole';
    case 'csvExport':
      return 'report';
    case 'events':
      return 'event';
    case 'report':
      return job.CreatedBy?.BackupPlanName === undefined && job.ResourceName === undefined
        ? 'oldReport'
        : 'report';
  }
}

/** Whether a job as the API returns it lacks fields that every job has: a query of the AWS CLI picks some. */
function isPicked({ CreationDate, IamRoleArn, ResourceArn }: FileJob['job']): boolean {
  return CreationDate === undefined || IamRoleArn === undefined || ResourceArn === undefined;
}

/** Whether an error is not about the values that were to be stored. */
function isOfStore(error: unknown): boolean {
  return error instanceof StoreError || sqliteCode(error) !== undefined;
}

/** Whether an error is about the file that is read. */
function isOfReading(error: unknown): error is Error {
  return error instanceof Error && ('syscall' in error || isOfUnpacking(error));
}

/** In bytes. */
const chunkSize = 256 * 1024;
/** The rows of a file that cannot be read and are listed. All are counted. */
const maxUnread = 100;
/** The longest time in which no other window can write. One waits for ten seconds. */
const maxOpenMs = 4000;
const pauseMs = 120;
const reportIntervalMs = 100;
/** Of fewer bytes, dropping and creating indexes takes longer than it saves. */
const minBytesWithoutIndexes = 16 * 1024 * 1024;
