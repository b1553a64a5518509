import type { FileFacts, FilePlace, UnreadLine } from '../fileJob.js';
import type { CoveredSpan } from '../store/historyTypes.js';
import type { FoundFile } from './findFiles.js';

/** What is known of a file that was read into the store. Its places are in a table of their own. */
export interface FileRecord extends FoundFile, Omit<FileFacts, 'places'> {
  /** Whether it has been read to its end. If not, the next import reads it again. */
  readonly isWhole: boolean;
  /** The number of its rows with a job. */
  readonly rows: number;
  /** The number of its rows that cannot be read. */
  readonly unreadRows: number;
  /** The first of these rows. */
  readonly unread: readonly UnreadLine[];
  /** Why the file cannot be read, or not in full, in the words of the system. */
  readonly problem?: string | undefined;
}

/** What is known of the accounts and regions of all files together. */
export interface HistoryPlaces {
  /** Those that jobs belong to, each once. */
  readonly places: readonly FilePlace[];
  /** When reports about several name one of them, see `CoveredByReports`. */
  readonly named: readonly CoveredSpan[];
  /** The times of the reports that are not known in full. */
  readonly incomplete: readonly CoveredSpan[];
}

/** Changes when files are read in another way, so that all are read again. */
export const readerVersion = 3;

/** The name of the note in the store that has the records. */
export const filesNote = 'files';

/** The records in a note of the store. Their times survived JSON as texts. Empty if it has none. */
export function recordsIn(note: unknown): readonly FileRecord[] {
  if (!Array.isArray(note)) return [];
  return note.map((record: FileRecord) => ({
    ...record,
    periods: record.periods.map((period) => ({
      ...period,
      from: new Date(period.from),
      to: new Date(period.to),
    })),
  }));
}
