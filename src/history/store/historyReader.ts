import type { BackupJob } from '../../jobs/backupJob.js';
import type { Dictionaries } from './dictionaries.js';
import { jobColumns } from './historySchema.js';
import type { HistoryJob } from './historyTypes.js';
import type { JobCodec } from './jobCodec.js';
import type { Notes } from './notes.js';
import type { SqlValue } from './sqlite.js';
import type { Statements } from './statements.js';

/** What every question to a history needs. */
export interface HistoryReader {
  readonly statements: Statements;
  readonly dictionaries: Dictionaries;
  readonly codec: JobCodec;
  readonly notes: Notes;
}

/** The job whose row has a number; undefined if there is none. */
export function jobWithId({ codec, statements }: HistoryReader, id: SqlValue): HistoryJob | undefined {
  const [row] = statements.rows(`select ${columns} from jobs where id = ?`, [id]);
  return row && codec.jobOf(row);
}

/** The ID of the job whose row has a number. */
export function jobIdOf({ codec, statements }: HistoryReader, id: SqlValue): BackupJob['BackupJobId'] {
  const [row] = statements.rows('select key from jobs where id = ?', [id]);
  return codec.idOfKey(row?.[0] ?? null);
}

/** The columns that {@link JobCodec} reads. */
export const columns = jobColumns.join(', ');
