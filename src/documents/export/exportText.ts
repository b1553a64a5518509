import { type BackupJob, fieldsOf } from '../../jobs/backupJob.js';
import { jobJsonItem, jobJsonLine } from '../jobJson.js';
import { csvLine } from './csvCell.js';
import type { CsvColumn } from './csvColumns.js';

/** The format of an export. */
export type ExportFormat =
  | { readonly kind: 'csv'; readonly columns: readonly CsvColumn[]; readonly hasByteOrderMark: boolean }
  | {
      readonly kind: 'json' | 'ndjson';
      /** Whether each job has the region in which it was read. AWS's own output does not. */
      readonly namesRegion: boolean;
    };

/** Jobs of one region, to be written next. */
export interface JobBatch {
  readonly region: string;
  readonly jobs: readonly BackupJob[];
}

/**
 * The text of an export in pieces. A piece is not much longer than {@link pieceLength}, unless a single job
 * is. JSON is what the AWS CLI prints for ListBackupJobs, with times in ISO 8601. NDJSON has one job per
 * line. CSV begins with the column names. Calls `onWritten` with the number of jobs so far.
 */
export async function* exportText(
  batches: AsyncIterable<JobBatch> | Iterable<JobBatch>,
  format: ExportFormat,
  onWritten: (jobs: number) => void = () => {},
): AsyncGenerator<string, void, undefined> {
  const frame = frameOf(format);
  let piece = frame.start;
  let count = 0;
  for await (const { region, jobs } of batches) {
    for (const job of jobs) {
      piece += frame.item(job, region, count === 0);
      count++;
      if (piece.length < pieceLength) continue;
      yield piece;
      onWritten(count);
      piece = '';
    }
  }
  yield piece + frame.end(count === 0);
  onWritten(count);
}

/** The text around the jobs, and around each of them. */
interface Frame {
  readonly start: string;
  item(job: BackupJob, region: string, isFirst: boolean): string;
  end(isEmpty: boolean): string;
}

function frameOf(format: ExportFormat): Frame {
  switch (format.kind) {
    case 'csv':
      return {
        start: `${format.hasByteOrderMark ? '\ufeff' : ''}${csvLine(format.columns.map(({ name }) => name))}`,
        item: (job, region) => csvLine(format.columns.map((column) => column.valueOf(job, region))),
        end: () => '',
      };
    case 'json':
      return {
        start: '{\n  "BackupJobs": [',
        item: (job, region, isFirst) =>
          `${isFirst ? '' : ','}\n    ${jobJsonItem(placed(job, region, format.namesRegion), '    ')}`,
        end: (isEmpty) => (isEmpty ? ']\n}\n' : '\n  ]\n}\n'),
      };
    case 'ndjson':
      return {
        start: '',
        item: (job, region) => `${jobJsonLine(placed(job, region, format.namesRegion))}\n`,
        end: () => '',
      };
  }
}

function placed(job: BackupJob, region: string, namesRegion: boolean): BackupJob {
  if (!namesRegion) return job;
  const placedJob = { Region: region, ...fieldsOf(job) };
  return placedJob;
}

/** In characters: long enough for few writes, short enough to keep the extension host responsive. */
export const pieceLength = 256 * 1024;
