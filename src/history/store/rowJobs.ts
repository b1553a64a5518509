import { type BackupJob, backupJobFields } from '../../jobs/backupJob.js';
import { readTime, type TimeField } from '../../jobs/timeOf.js';
import { type HistoryReader, jobIdOf, jobWithId } from './historyReader.js';
import type { HistoryJob } from './historyTypes.js';
import { noText, numberColumn, type RowBlock, textColumn } from './rowBlock.js';
import { shapeFields } from './shapeIds.js';
import type { TextLookup } from './textLookup.js';

/** A reader for the jobs of many rows. */
export interface RowReader extends HistoryReader {
  readonly texts: TextLookup;
  readonly messages: TextLookup;
}

/** The job of a row, for code that reads a few fields of very many jobs and keeps few of them. */
export function rowJob(reader: RowReader, block: RowBlock, place: number): BackupJob {
  return new RowJob(reader, block, place) as BackupJob;
}

/** All that is known of a job of {@link rowJob}; undefined for any other object. */
export function wholeRowJob(job: object): HistoryJob | undefined {
  return job instanceof RowJob ? job.whole() : undefined;
}

// Before the class, which makes its getters with them.
const [idColumn, messageColumn, shapeColumn] = [
  numberColumn('id'),
  textColumn('message'),
  textColumn('shape'),
];
const textFields: Readonly<Partial<Record<keyof BackupJob, number>>> = {
  AccountId: textColumn('account'),
  BackupVaultName: textColumn('vault'),
  MessageCategory: textColumn('category'),
  ParentJobId: textColumn('parent'),
  ResourceArn: textColumn('resource'),
  ResourceName: textColumn('name'),
  ResourceType: textColumn('type'),
  State: textColumn('state'),
};
const timeFields: Readonly<Record<TimeField, number>> = {
  CompletionDate: numberColumn('completed'),
  CreationDate: numberColumn('created'),
  InitiationDate: numberColumn('started'),
  StartBy: numberColumn('start_by'),
};

/** A job that reads its fields from its row, and those of other columns from the file. */
class RowJob {
  readonly #reader: RowReader;
  readonly #block: RowBlock;
  readonly #place: number;

  static {
    for (const name of backupJobFields)
      Object.defineProperty(RowJob.prototype, name, { get: RowJob.#getter(name) });
  }

  /** Each kind has a function of its own, which the engine compiles for its values. */
  static #getter(name: (typeof backupJobFields)[number]): (this: RowJob) => unknown {
    const column = textFields[name];
    if (column !== undefined)
      return function () {
        const id = this.#block.text(this.#place, column);
        return id === noText ? this.#block.odd(this.#place, name) : this.#reader.texts.of(id);
      };
    if (isTimeField(name))
      return function () {
        const time = this.#block.number(this.#place, timeFields[name]);
        return Number.isNaN(time) ? this.#block.odd(this.#place, name) : new Date(time);
      };
    const shapeField = shapeFields.find((one) => one === name);
    if (shapeField !== undefined)
      return function () {
        const id = this.#block.text(this.#place, shapeColumn);
        const shape: BackupJob | undefined = id === noText ? undefined : this.#reader.codec.shapeOf(id);
        return shape?.[shapeField];
      };
    if (name === 'BackupJobId')
      return function () {
        return jobIdOf(this.#reader, this.#id) ?? this.#block.odd(this.#place, name);
      };
    if (name === 'StatusMessage')
      return function () {
        const id = this.#block.text(this.#place, messageColumn);
        return id === noText ? this.#block.odd(this.#place, name) : this.#reader.messages.of(id);
      };
    return function () {
      return this.whole()?.job[name];
    };
  }

  constructor(reader: RowReader, block: RowBlock, place: number) {
    this.#reader = reader;
    this.#block = block;
    this.#place = place;
  }

  [readTime](field: TimeField): number | undefined {
    const time = this.#block.number(this.#place, timeFields[field]);
    return Number.isNaN(time) && this.#block.odd(this.#place, field) !== undefined ? undefined : time;
  }

  whole(): HistoryJob | undefined {
    return jobWithId(this.#reader, this.#id);
  }

  get #id(): number {
    return this.#block.number(this.#place, idColumn);
  }
}

function isTimeField(name: string): name is TimeField {
  return name in timeFields;
}
