import { type BackupJob, backupJobFields, fieldsOf } from '../backupJob.js';
import { type CountedFields, fillFields } from '../countedFields.js';
import type { JobPage } from '../jobSource.js';
import { readTime, type TimeField } from '../timeOf.js';
import { withPacked } from './packedJobsOf.js';
import {
  type CellKind,
  cellIn,
  cellKindOf,
  noCell,
  oddCell,
  type PackedPage,
  placeOf,
} from './packedPage.js';
import { selfContained } from './selfContained.js';

/**
 * Turns the pages of one {@link PagePacker} back into jobs. Jobs with the same value share it.
 */
export class PageUnpacker {
  #values: unknown[] = [];

  unpack(page: PackedPage): JobPage {
    if (page.isFirst) this.#values = [];
    for (const value of page.values) this.#values.push(value);
    const values = this.#values;
    const table = new JobTable(page, values);
    const jobs = Array.from({ length: page.rows }, (_, row) => table.job(row));
    return {
      jobs: withPacked(jobs, () => selfContained(page, values)),
      ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
    };
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
    const cell = this.#cell(row, column);
    if (cell === oddCell) return undefined;
    return Math.abs(cell) <= maxTime ? Math.trunc(cell) : Number.NaN;
  }

  number(row: number, column: number): unknown {
    const cell = this.#cell(row, column);
    return cell < oddCell ? cell : this.#odd(cell, row, column);
  }

  date(row: number, column: number): unknown {
    const cell = this.#cell(row, column);
    return cell < oddCell ? new Date(cell) : this.#odd(cell, row, column);
  }

  text(row: number, column: number): unknown {
    const cell = this.#page.columns[column]?.[row] ?? Number.NaN;
    return cell < noCell ? this.#text(cell) : this.#odd(cell, row, column);
  }

  value(row: number, column: number): unknown {
    const cell = this.#page.columns[column]?.[row] ?? Number.NaN;
    return cell < noCell ? this.#values[cell] : this.#odd(cell, row, column);
  }

  /** Fills in the fields of the job in a row; false if one of its times is in no number. */
  fill(into: CountedFields, row: number): boolean {
    const created = this.time(row, timeColumns.CreationDate);
    const ended = this.time(row, timeColumns.CompletionDate);
    const startBy = this.time(row, timeColumns.StartBy);
    const started = this.time(row, timeColumns.InitiationDate);
    if (created === undefined || ended === undefined || startBy === undefined || started === undefined)
      return false;
    into.created = created;
    into.ended = ended;
    into.startBy = startBy;
    into.started = started;
    into.AccountId = this.value(row, valueColumns.AccountId) as CountedFields['AccountId'];
    into.BackupVaultName = this.value(row, valueColumns.BackupVaultName) as CountedFields['BackupVaultName'];
    into.CreatedBy = this.value(row, valueColumns.CreatedBy) as CountedFields['CreatedBy'];
    into.IsParent = this.value(row, valueColumns.IsParent) as CountedFields['IsParent'];
    into.MessageCategory = this.value(row, valueColumns.MessageCategory) as CountedFields['MessageCategory'];
    into.ParentJobId = this.value(row, valueColumns.ParentJobId) as CountedFields['ParentJobId'];
    into.ResourceArn = this.value(row, valueColumns.ResourceArn) as CountedFields['ResourceArn'];
    into.ResourceName = this.value(row, valueColumns.ResourceName) as CountedFields['ResourceName'];
    into.ResourceType = this.value(row, valueColumns.ResourceType) as CountedFields['ResourceType'];
    into.State = this.value(row, valueColumns.State) as CountedFields['State'];
    return true;
  }

  #cell(row: number, column: number): number {
    return cellIn(this.#page.columns[column], row);
  }

  /** What is in a cell without a value that its number stands for: nothing or any other value. */
  #odd(cell: number, row: number, column: number): unknown {
    return cell === oddCell ? this.#page.odd.get(placeOf(row, column)) : undefined;
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
      Object.defineProperty(PackedJob.prototype, name, { get: PackedJob.#getter(column, cellKindOf(name)) });
    }
  }

  /** Each kind has a function of its own, which the engine compiles for its cells. */
  static #getter(column: number, kind: CellKind): (this: PackedJob) => unknown {
    switch (kind) {
      case 'number':
        return function () {
          return this.#table.number(this.#row, column);
        };
      case 'text':
        return function () {
          return this.#table.text(this.#row, column);
        };
      case 'time':
        return function () {
          return this.#table.date(this.#row, column);
        };
      case 'value':
        return function () {
          return this.#table.value(this.#row, column);
        };
    }
  }

  constructor(table: JobTable, row: number) {
    this.#table = table;
    this.#row = row;
    this.BackupJobId = table.text(row, idColumn) as string | undefined;
  }

  [readTime](field: TimeField): number | undefined {
    return this.#table.time(this.#row, timeColumns[field]);
  }

  [fillFields](fields: CountedFields): boolean {
    return this.#table.fill(fields, this.#row);
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
const valueColumns = {
  AccountId: backupJobFields.indexOf('AccountId'),
  BackupVaultName: backupJobFields.indexOf('BackupVaultName'),
  CreatedBy: backupJobFields.indexOf('CreatedBy'),
  IsParent: backupJobFields.indexOf('IsParent'),
  MessageCategory: backupJobFields.indexOf('MessageCategory'),
  ParentJobId: backupJobFields.indexOf('ParentJobId'),
  ResourceArn: backupJobFields.indexOf('ResourceArn'),
  ResourceName: backupJobFields.indexOf('ResourceName'),
  ResourceType: backupJobFields.indexOf('ResourceType'),
  State: backupJobFields.indexOf('State'),
} as const;
/** The range of a `Date`. */
const maxTime = 8.64e15;
const idColumn = backupJobFields.indexOf('BackupJobId');
