import { type BackupJob, backupJobFields } from '../backupJob.js';

/**
 * A packed page of jobs: a table of numbers and a few strings. Pages are passed between threads and stay in
 * memory in this form. For a hundred thousand jobs, copying objects with thirty fields between threads and
 * collecting them as garbage would take longer than reading them.
 */
export interface PackedPage {
  readonly nextToken: string | undefined;
  /** Whether the indices of `values` start at 0. Otherwise they continue those of the previous page. */
  readonly isFirst: boolean;
  /** Values that several jobs may share, without those of previous pages. */
  readonly values: readonly unknown[];
  /** The concatenated strings that jobs do not share. */
  readonly texts: string;
  /** The end of each string in `texts`. */
  readonly textEnds: Uint32Array<ArrayBuffer>;
  readonly rows: number;
  /** Those of {@link backupJobFields}, with a number for each job; undefined if no job has the field. */
  readonly columns: readonly (PackedColumn | undefined)[];
  /** Values that no number can represent, by the {@link placeOf} a cell with {@link oddCell}. */
  readonly odd: ReadonlyMap<number, unknown>;
  /** Fields that a newer API has added, by the row of the job. */
  readonly newer: ReadonlyMap<number, readonly (readonly [name: string, value: unknown])[]>;
}

/**
 * The meaning of the number in a cell: the value itself, the index of a string in `texts`, epoch
 * milliseconds, or the index of a shared value.
 */
export type CellKind = 'number' | 'text' | 'time' | 'value';

/**
 * The numbers of a field. If all are small integers, they take half of the memory. The columns of a page
 * share one buffer.
 */
export type PackedColumn = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** The number of a row; NaN if the job lacks the field. */
export function cellIn(column: PackedColumn | undefined, row: number): number {
  const cell = column?.[row] ?? Number.NaN;
  return cell === noCell && column instanceof Uint32Array ? Number.NaN : cell;
}

/** Identifies a cell in its page. */
export function placeOf(row: number, column: number): number {
  return row * cellsOfJob + column;
}

/** Marks a cell without a number in a column of integers. */
export const noCell = 2 ** 32 - 1;

/** The meaning of the numbers in the cells of a field. */
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
