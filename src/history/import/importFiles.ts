import { createReadStream } from 'node:fs';
import type { FileBatch, FileJob, UnreadLine } from '../fileJob.js';
import { HistoryFile } from '../forms/historyFile.js';
import { knownTime } from '../knownTime.js';
import type { HistoryDatabase } from '../store/historyDatabase.js';
import type { JobForm, JobVersion } from '../store/historyTypes.js';
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
  const known = reusableRecords(recordsIn(database.readNote(filesNote)), files);
  // A row that a file no longer has cannot be found in the store, so nothing can be reused.
  if (known === undefined) database.clear();
  const records = new Map((known ?? []).map((record) => [record.path, record]));
  const missing = files.filter(({ path }) => !records.get(path)?.isWhole);
  const progress = {
    files: 0,
    ofFiles: missing.length,
    bytes: 0,
    ofBytes: missing.reduce((bytes, { size }) => bytes + size, 0),
    rows: 0,
  };
  const save = () => database.writeNote(filesNote, [...records.values()]);
  let saved = Date.now();
  // Before the first row is stored, so that the rows of an import that ends early have a record.
  for (const file of missing) records.set(file.path, unreadRecord(file));
  if (missing.length > 0) save();
  try {
    for (const file of missing) {
      signal.throwIfAborted();
      const record = await importFile(database, file, signal, ({ jobs }, bytes) => {
        progress.rows += jobs.length;
        report?.({ ...progress, bytes: progress.bytes + bytes });
      });
      records.set(file.path, record);
      progress.files++;
      progress.bytes += file.size;
      report?.({ ...progress });
      if (Date.now() - saved < saveIntervalMs) continue;
      save();
      saved = Date.now();
    }
  } finally {
    if (missing.length > 0) save();
  }
  if (missing.length > 0) database.cover(spansOf([...records.values()]));
  return { files: [...records.values()], isCut, unreadable };
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
  onBatch: (batch: FileBatch, bytes: number) => void,
): Promise<FileRecord> {
  const file = new HistoryFile(found.path);
  const stream = createReadStream(found.path, { highWaterMark: chunkSize });
  let [rows, unreadRows] = [0, 0];
  let problem: string | undefined;
  const unread: UnreadLine[] = [];
  try {
    for await (const batch of file.read(stream)) {
      signal.throwIfAborted();
      if (batch.jobs.length > 0) database.put(batch.jobs.map(versionOf));
      rows += batch.jobs.length;
      unreadRows += batch.unread.length;
      unread.push(...batch.unread.slice(0, maxUnread - unread.length));
      onBatch(batch, stream.bytesRead);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!isOfReading(error)) throw error;
    problem = error.message;
  } finally {
    stream.destroy();
  }
  const facts = file.facts;
  // Lines of a file that is about something else do not matter.
  const ownRows = rows === 0 ? { unreadRows: 0, unread: [] } : { unreadRows, unread };
  return {
    ...unreadRecord(found),
    ...facts,
    rows,
    ...ownRows,
    isWhole: true,
    ...(problem !== undefined && { problem }),
  };
}

function versionOf({ job, kind, region, statedAt }: FileJob): JobVersion {
  return { job, region: region ?? '', form: jobForm(kind, job), ...knownTime(job, statedAt, Date.now()) };
}

function jobForm(kind: FileJob['kind'], job: FileJob['job']): JobForm {
  switch (kind) {
    case 'apiJobs':
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

/** Whether an error is one of the system that reads a file. */
function isOfReading(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** In bytes. */
const chunkSize = 1024 * 1024;
/** The rows of a file that cannot be read and are listed. All are counted. */
const maxUnread = 100;
const saveIntervalMs = 2000;
