import { type BackupJob, backupJobFields } from '../jobs/backupJob.js';

/**
 * A packed page of jobs: a table of numbers and a few strings. Threads exchange pages in this form, and they
 * stay in memory in it. A hundred thousand objects with thirty fields would take longer to copy between
 * threads, to garbage-collect and to store than to read.
 */
export interface PackedPage {
  readonly nextToken: string | undefined;
  /** Whether the indices of `values` start here. Otherwise they continue those of the previous page. */
  readonly isFirst: boolean;
  /** Values that several jobs may share, except those of previous pages. */
  readonly values: readonly unknown[];
  /** The strings of single jobs, concatenated. */
  readonly texts: string;
  /** The end of each string in `texts`. */
  readonly textEnds: Uint32Array;
  /** For each job a number for each of {@link backupJobFields}; NaN if the job lacks the field. */
  readonly cells: Float64Array;
  /** Values that no number can represent, by their index in `cells`, which holds {@link oddCell} there. */
  readonly odd: ReadonlyMap<number, unknown>;
  /** Fields that a newer API has added, by the row of the job. */
  readonly newer: ReadonlyMap<number, readonly (readonly [name: string, value: unknown])[]>;
}

/**
 * What the number in a cell means: the value itself, the index of a string in `texts`, epoch milliseconds, or
 * the index of a shared value.
 */
export type CellKind = 'number' | 'text' | 'time' | 'value';

/** What the number in the cells of a field means. */
export function cellKindOf(field: keyof BackupJob): CellKind {
  return kinds[field] ?? 'value';
}

/** The number of cells of a job. */
export const cellsOfJob = backupJobFields.length;

/** Marks a cell that has its value in `odd`. */
export const oddCell = Number.POSITIVE_INFINITY;

const kinds: Readonly<Partial<Record<keyof BackupJob, CellKind>>> = {
  BackupJobId: 'text',
  BackupSizeInBytes: 'number',
  BytesTransferred: 'number',
  CompletionDate: 'time',
  CreationDate: 'time',
  ExpectedCompletionDate: 'time',
  InitiationDate: 'time',
  RecoveryPointArn: 'text',
  StartBy: 'time',
};
