import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { joinedTimes } from '../../jobs/timeSpans.js';
import type { FileBatch, FileJob, UnreadLine } from '../fileJob.js';
import { isOfUnpacking } from '../forms/fileText.js';
import { HistoryFile } from '../forms/historyFile.js';
import { knownTime } from '../knownTime.js';
import type { SeriesPlace } from '../store/filePlaces.js';
import type { HistoryDatabase } from '../store/historyDatabase.js';
import type { JobForm, JobVersion } from '../store/historyTypes.js';
import { sqliteCode } from '../store/sqlite.js';
import { StoreError } from '../store/storeFailure.js';
import { periodTime } from './coveredByReports.js';
import type { FileRecord } from './fileRecord.js';
import type { FoundFile } from './findFiles.js';
import { seriesOf } from './reportSeries.js';

/** The record of a file before it is read. */
export function unreadRecord({ changed, path, size }: FoundFile): FileRecord {
  const { places, ...facts } = new HistoryFile(path).facts;
  return { ...{ path, size, changed, isWhole: false, rows: 0, unreadRows: 0, unread: [] }, ...facts };
}

/**
 * Adds the jobs of a file to a store. Rejects with the reason of the signal, or if the store fails.
 *
 * @param onBatch is called with the jobs that were added, and how many bytes of the file have been read
 */
export async function importFile(
  database: HistoryDatabase,
  found: FoundFile,
  signal: AbortSignal,
  onBatch: (batch: FileBatch, bytes: number) => Promise<void>,
): Promise<{ readonly record: FileRecord; readonly places: readonly SeriesPlace[] }> {
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
  const { places = [], ...facts } = file.facts;
  // Lines of a file that is about something else do not matter.
  const ownRows = file.isOfJobs ? { unreadRows, unread } : { unreadRows: 0, unread: [] };
  const record: FileRecord = {
    ...unreadRecord(found),
    ...facts,
    rows,
    ...ownRows,
    isWhole: problem === undefined,
    ...(problem !== undefined && { problem }),
  };
  const series = seriesOf(record);
  const times = series === undefined ? [] : joinedTimes(facts.periods.map(periodTime));
  // A report is about one period, or a few.
  const named = times.length * places.length > maxNamedTimes ? [] : times;
  return {
    record,
    places: places.map(({ account, ...place }) => ({ series: series ?? '', account, named, ...place })),
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

const maxNamedTimes = 100_000;
/** In bytes. */
const chunkSize = 256 * 1024;
/** The rows of a file that cannot be read and are listed. All are counted. */
const maxUnread = 100;
