import { type BackupJob, backupJobFields } from '../jobs/backupJob.js';

/**
 * A page of jobs on its way from one thread to another, and in memory from then on: a table of numbers beside
 * few texts. A hundred thousand objects of thirty fields would take longer to copy, to collect around and to
 * keep than to read.
 */
export interface PackedPage {
  readonly nextToken: string | undefined;
  /** Whether the places of `values` are counted from here; else they go on from the page before. */
  readonly isFirst: boolean;
  /** What several jobs may say, and no page before has said. */
  readonly values: readonly unknown[];
  /** The texts that are one job's own, in one. */
  readonly texts: string;
  /** Where each ends in `texts`. */
  readonly textEnds: Uint32Array;
  /** Of each job one number for each of {@link backupJobFields}; NaN where it has no such field. */
  readonly cells: Float64Array;
  /** What no number stands for, by its place in `cells`, where there is {@link oddCell}. */
  readonly odd: ReadonlyMap<number, unknown>;
  /** The fields that a newer API has added, by the row of the job. */
  readonly newer: ReadonlyMap<number, readonly (readonly [name: string, value: unknown])[]>;
}

/**
 * What the number in a cell is: itself, the place of an own text, epoch milliseconds, or the place of a
 * value.
 */
export type CellKind = 'number' | 'text' | 'time' | 'value';

/** What the number in a cell of a field is. */
export function cellKindOf(field: keyof BackupJob): CellKind {
  return kinds[field] ?? 'value';
}

/** How many cells a job has. */
export const cellsOfJob = backupJobFields.length;

/** In `odd` is what should be here. */
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
