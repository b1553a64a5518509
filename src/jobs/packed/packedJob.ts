import { type BackupJob, backupJobFields, fieldsOf } from '../backupJob.js';
import type { JobPage } from '../jobSource.js';
import { readTime, type TimeField } from '../timeOf.js';
import { type CellKind, cellIn, cellKindOf, oddCell, type PackedPage, placeOf } from './packedPage.js';

/**
 * Turns the pages of one {@link PagePacker} back into jobs. Jobs with the same value share it.
 */
export class PageUnpacker {
  #values: unknown[] = [];

  unpack(page: PackedPage): JobPage {
    if (page.isFirst) this.#values = [];
    for (const value of page.values) this.#values.push(value);
    const table = new JobTable(page, this.#values);
    const jobs = Array.from({ length: page.rows }, (_, row) => table.job(row));
    return { jobs, ...(page.nextToken !== undefined && { nextToken: page.nextToken }) };
  }
}

/** A packed page, from which jobs read their fields. */
class JobTable {
  readonly #page: PackedPage;
  readonly #values: readonly unknown[];

  constructor(page: PackedPage, values: readonly unknown[]) {
    this.#page = page;
    this.#values = values;
  }

  job(row: number): BackupJob {
    const job = new PackedJob(this, row);
    for (const [name, value] of this.#page.newer.get(row) ?? [])
      Object.defineProperty(job, name, { value, enumerable: true });
    return job;
  }

  /** The time in a cell as that of its `Date`; undefined if the cell has no number. */
  time(row: number, column: number): number | undefined {
    const cell = cellIn(this.#page.columns[column], row);
    if (cell === oddCell) return undefined;
    return Math.abs(cell) <= maxTime ? Math.trunc(cell) : Number.NaN;
  }

  read(row: number, column: number, kind: CellKind): unknown {
    const cell = cellIn(this.#page.columns[column], row);
    if (Number.isNaN(cell)) return undefined;
    if (cell === oddCell) return this.#page.odd.get(placeOf(row, column));
    switch (kind) {
      case 'number':
        return cell;
      case 'text':
        return this.#text(cell);
      case 'time':
        return new Date(cell);
      case 'value':
        return this.#values[cell];
    }
  }

  #text(index: number): string {
    const { textEnds, texts } = this.#page;
    return texts.slice(textEnds[index - 1] ?? 0, textEnds[index]);
  }
}

/**
 * A job that reads its fields from its page on access. Its only own properties are the ID, which identifies
 * it, and fields that a newer API has added. `fieldsOf` returns all fields.
 */
class PackedJob {
  readonly #table: JobTable;
  readonly #row: number;
  readonly BackupJobId: string | undefined;

  static {
    for (const [column, name] of backupJobFields.entries()) {
      if (name === 'BackupJobId') continue;
      const kind = cellKindOf(name);
      Object.defineProperty(PackedJob.prototype, name, {
        get(this: PackedJob) {
          return this.#table.read(this.#row, column, kind);
        },
      });
    }
  }

  constructor(table: JobTable, row: number) {
    this.#table = table;
    this.#row = row;
    this.BackupJobId = table.read(row, idColumn, 'text') as string | undefined;
  }

  [readTime](field: TimeField): number | undefined {
    return this.#table.time(this.#row, timeColumns[field]);
  }

  /** Makes `JSON.stringify` write all fields. */
  toJSON(): BackupJob {
    return fieldsOf(this);
  }
}

const timeColumns: Readonly<Record<TimeField, number>> = {
  CompletionDate: backupJobFields.indexOf('CompletionDate'),
  CreationDate: backupJobFields.indexOf('CreationDate'),
  InitiationDate: backupJobFields.indexOf('InitiationDate'),
  StartBy: backupJobFields.indexOf('StartBy'),
};
/** The range of a `Date`. */
const maxTime = 8.64e15;
const idColumn = backupJobFields.indexOf('BackupJobId');
