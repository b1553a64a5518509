import { type BackupJob, backupJobFields } from '../../jobs/backupJob.js';
import { readTime, type TimeField } from '../../jobs/timeOf.js';
import { type HistoryReader, jobIdOf, jobWithId } from './historyReader.js';
import { noCreationDate } from './historySchema.js';
import type { HistoryJob } from './historyTypes.js';
import type { JobRow } from './jobCodec.js';
import { shapeFields } from './shapeIds.js';

/**
 * The columns of the rows that {@link RowJobs} takes. The others are read on access: the IDs would take as
 * long as the rest of the row.
 */
export const rowJobColumns = [
  'id',
  'rest',
  'shape',
  'message',
  'account',
  'category',
  'name',
  'parent',
  'resource',
  'state',
  'type',
  'vault',
  'created',
  'completed',
  'started',
  'start_by',
] as const;

// Before the class, which makes its getters with them.
const columnOf = (name: (typeof rowJobColumns)[number]) => rowJobColumns.indexOf(name);
const [idColumn, restColumn] = [columnOf('id'), columnOf('rest')];
const [messageColumn, shapeColumn] = [columnOf('message'), columnOf('shape')];
const textColumns: Readonly<Partial<Record<keyof BackupJob, number>>> = {
  AccountId: columnOf('account'),
  BackupVaultName: columnOf('vault'),
  MessageCategory: columnOf('category'),
  ParentJobId: columnOf('parent'),
  ResourceArn: columnOf('resource'),
  ResourceName: columnOf('name'),
  ResourceType: columnOf('type'),
  State: columnOf('state'),
};
const timeColumns: Readonly<Partial<Record<keyof BackupJob, number>>> = {
  CompletionDate: columnOf('completed'),
  CreationDate: columnOf('created'),
  InitiationDate: columnOf('started'),
  StartBy: columnOf('start_by'),
};
/** A missing account. */
const noText = 0;

/** Makes jobs of rows, for code that reads a few fields of very many jobs and keeps few of them. */
export class RowJobs {
  readonly #reader: HistoryReader;
  /** The jobs that were read as a whole. */
  readonly #whole = new WeakMap<object, HistoryJob>();

  constructor(reader: HistoryReader) {
    this.#reader = reader;
  }

  /** The job of a row with the {@link rowJobColumns}. */
  jobOf(row: JobRow): BackupJob {
    if (row[restColumn] === null) return new RowJob(this.#reader, row) as BackupJob;
    // Any field may be in this column.
    const whole = jobWithId(this.#reader, row[idColumn] ?? null);
    if (whole !== undefined) this.#whole.set(whole.job, whole);
    return whole?.job ?? {};
  }

  /** All that is known of a job that {@link jobOf} has returned; undefined for any other object. */
  wholeJob(job: object): HistoryJob | undefined {
    return job instanceof RowJob ? job.whole() : this.#whole.get(job);
  }
}

/** A job that reads its fields from its row, and those of other columns from the file. */
class RowJob {
  readonly #reader: HistoryReader;
  readonly #row: JobRow;

  static {
    for (const name of backupJobFields)
      Object.defineProperty(RowJob.prototype, name, { get: RowJob.#getter(name) });
  }

  /** Each kind has a function of its own, which the engine compiles for its values. */
  static #getter(name: (typeof backupJobFields)[number]): (this: RowJob) => unknown {
    const [textColumn, timeColumn] = [textColumns[name], timeColumns[name]];
    if (textColumn !== undefined)
      return function () {
        const id = this.#row[textColumn] ?? null;
        return id === null || id === noText
          ? undefined
          : this.#reader.dictionaries.texts.textOf(id as number);
      };
    if (timeColumn !== undefined)
      return function () {
        const time = this.#time(timeColumn);
        return Number.isNaN(time) ? undefined : new Date(time);
      };
    const shapeField = shapeFields.find((one) => one === name);
    if (shapeField !== undefined)
      return function () {
        const shape: BackupJob | undefined = this.#reader.codec.shapeOf(this.#row[shapeColumn] ?? null);
        return shape?.[shapeField];
      };
    if (name === 'BackupJobId')
      return function () {
        return jobIdOf(this.#reader, this.#row[idColumn] ?? null);
      };
    if (name === 'StatusMessage')
      return function () {
        const id = this.#row[messageColumn] ?? null;
        return id === null ? undefined : this.#reader.dictionaries.messages.textOf(id as number);
      };
    return function () {
      return this.whole()?.job[name];
    };
  }

  constructor(reader: HistoryReader, row: JobRow) {
    this.#reader = reader;
    this.#row = row;
  }

  [readTime](field: TimeField): number | undefined {
    const column = timeColumns[field];
    return column === undefined ? undefined : this.#time(column);
  }

  whole(): HistoryJob | undefined {
    return jobWithId(this.#reader, this.#row[idColumn] ?? null);
  }

  #time(column: number): number {
    const time = this.#row[column] ?? null;
    return time === null || time === noCreationDate ? Number.NaN : (time as number);
  }
}
