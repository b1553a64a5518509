import type { FileFacts, UnreadLine } from '../fileJob.js';
import type { FoundFile } from './findFiles.js';

/** What is known of a file that was read into the store. */
export interface FileRecord extends FoundFile, FileFacts {
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
