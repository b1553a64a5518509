import {
  type BackupJob,
  type DescribedBackupJob,
  describedJobFields,
  fieldsOf,
  jobKey,
  newerFields,
} from '../../jobs/backupJob.js';
import { packedTimeOf, type TimeField } from '../../jobs/timeOf.js';
import { compactText, derivedKey, isDerivedKey, splitText, textOfCompact } from './compactText.js';
import type { Dictionaries } from './dictionaries.js';
import { noCreationDate } from './historySchema.js';
import type { HistoryJob, JobVersion } from './historyTypes.js';
import { RecentEntries } from './recentEntries.js';
import { ShapeIds } from './shapeIds.js';
import type { SqlValue } from './sqlite.js';
import { exactJson, parseExactJson } from './taggedJson.js';
import { formOf, rankOf, type VersionRank } from './versionOrder.js';

/** The values of the columns of a job, in the order of `jobColumns`. */
export type JobRow = readonly SqlValue[];

/** Makes rows of jobs, and the same jobs of rows. Every field survives, those of a newer API included. */
export class JobCodec {
  readonly #dictionaries: Dictionaries;
  readonly #shapes = new Map<number, object>();
  #shapesVersion: number;
  readonly #shapeIds: ShapeIds;
  readonly #folded = new RecentEntries<string, string>(maxFolded);

  constructor(dictionaries: Dictionaries) {
    this.#dictionaries = dictionaries;
    this.#shapeIds = new ShapeIds(dictionaries);
    this.#shapesVersion = dictionaries.version;
  }

  /** The columns that identify a job: its key, account and region. */
  keyOf({ job, region }: Pick<JobVersion, 'job' | 'region'>): readonly [SqlValue, number, number] {
    const { texts } = this.#dictionaries;
    const { AccountId, BackupJobId } = job;
    return [
      typeof BackupJobId === 'string' ? compactText(BackupJobId) : derivedKey(jobKey(job)),
      typeof AccountId === 'string' ? texts.idOf(AccountId) : noAccount,
      texts.idOf(region),
    ];
  }

  /** The row of a version. */
  rowOf(version: JobVersion): JobRow {
    const { messages, texts } = this.#dictionaries;
    const { job } = version;
    /** What no column has: values of another type than that of their column, and other fields. */
    const rest: (readonly [string, unknown])[] = newerFields(job).filter(([, value]) => value !== undefined);
    const take = <Value>(
      name: keyof DescribedBackupJob,
      is: (value: unknown) => value is Value,
    ): Value | undefined => {
      const value: unknown = job[name];
      if (is(value)) return value;
      if (value !== undefined) rest.push([name, value]);
      return undefined;
    };
    const text = (name: keyof BackupJob) => {
      const value = take(name, isText);
      return value === undefined ? null : texts.idOf(value);
    };
    const time = (name: TimeField) => {
      // Without a `Date` for each.
      const packed = packedTimeOf(job, name) ?? Number.NaN;
      return Number.isNaN(packed) ? (take(name, isTime)?.getTime() ?? null) : packed;
    };
    const size = (name: keyof BackupJob) => take(name, isSize) ?? null;
    const [key, account, region] = this.keyOf(version);
    take('BackupJobId', isText);
    take('AccountId', isText);
    for (const name of describedJobFields) if (job[name] !== undefined) rest.push([name, job[name]]);
    const { asOf, form, isFinished } = rankOf(version);
    const category = take('MessageCategory', isText);
    const message = take('StatusMessage', isText);
    const point = take('RecoveryPointArn', isText);
    const pointParts = point === undefined ? undefined : splitText(point);
    return [
      account,
      region,
      key,
      asOf,
      Number(isFinished),
      form,
      time('CreationDate') ?? noCreationDate,
      time('CompletionDate'),
      text('State'),
      category === undefined ? null : texts.idOf(category),
      category === undefined ? null : this.#foldedIdOf(category),
      text('BackupVaultName'),
      text('ResourceType'),
      text('ResourceArn'),
      text('ResourceName'),
      text('ParentJobId'),
      message === undefined ? null : messages.idOf(message),
      time('InitiationDate'),
      time('StartBy'),
      take('ExpectedCompletionDate', isTime)?.getTime() ?? null,
      size('BackupSizeInBytes'),
      size('BytesTransferred'),
      text('PercentDone'),
      pointParts === undefined ? null : texts.idOf(pointParts.start),
      pointParts === undefined ? null : pointParts.end,
      this.#shapeIds.idOf(job),
      rest.length === 0 ? null : exactJson(Object.fromEntries(rest)),
      Number(version.isAtLeast ?? false),
    ];
  }

  /** The number of a category in upper case. There are few of them. */
  #foldedIdOf(category: string): number {
    let folded = this.#folded.get(category);
    if (folded === undefined) {
      folded = category.toUpperCase();
      this.#folded.set(category, folded);
    }
    return this.#dictionaries.texts.idOf(folded);
  }

  /** The ID of a job with a stored key; undefined if it has none. */
  idOfKey(key: SqlValue): string | undefined {
    return key === null || isDerivedKey(key) ? undefined : textOfCompact(key as string | Uint8Array);
  }

  /** The job of a row. */
  jobOf(row: JobRow): HistoryJob {
    const { messages, texts } = this.#dictionaries;
    const at = (column: number) => row[column] ?? null;
    const text = (column: number) => {
      const id = at(column);
      return id === null ? undefined : texts.textOf(Number(id));
    };
    const time = (column: number) => {
      const value = at(column);
      return value === null || value === noCreationDate ? undefined : new Date(Number(value));
    };
    const size = (column: number) => (at(column) === null ? undefined : Number(at(column)));
    const [account, key, message, pointStart, pointEnd, rest] = [
      at(0),
      at(2),
      at(16),
      at(23),
      at(24),
      at(26),
    ];
    const fields = {
      AccountId: account === noAccount ? undefined : text(0),
      BackupJobId: this.idOfKey(key),
      CreationDate: time(6),
      CompletionDate: time(7),
      State: text(8),
      MessageCategory: text(9),
      BackupVaultName: text(11),
      ResourceType: text(12),
      ResourceArn: text(13),
      ResourceName: text(14),
      ParentJobId: text(15),
      StatusMessage: message === null ? undefined : messages.textOf(Number(message)),
      InitiationDate: time(17),
      StartBy: time(18),
      ExpectedCompletionDate: time(19),
      BackupSizeInBytes: size(20),
      BytesTransferred: size(21),
      PercentDone: text(22),
      RecoveryPointArn:
        pointStart === null ? undefined : `${text(23)}${textOfCompact(pointEnd as string | Uint8Array)}`,
      ...this.shapeOf(at(25)),
      ...(rest === null ? undefined : (parseExactJson(String(rest)) as object)),
    };
    const job: DescribedBackupJob = fieldsOf(fields);
    return {
      job,
      region: text(1) ?? '',
      asOf: Number(at(3)),
      ...(at(27) === 1 && { isAtLeast: true }),
      form: formOf(Number(at(5))),
    };
  }

  /** The fields that jobs with this shape share; undefined if there is none. */
  shapeOf(id: SqlValue): object | undefined {
    if (id === null) return undefined;
    const { version } = this.#dictionaries;
    if (version !== this.#shapesVersion) this.#shapes.clear();
    this.#shapesVersion = version;
    const known = this.#shapes.get(Number(id));
    if (known !== undefined) return known;
    const json = this.#dictionaries.shapes.textOf(Number(id));
    if (json === undefined) return undefined;
    const shape = parseExactJson(json) as object;
    if (this.#shapes.size >= maxCachedShapes) this.#shapes.clear();
    this.#shapes.set(Number(id), shape);
    return shape;
  }
}

/** The rank of a stored row. */
export function rankOfRow(row: JobRow): VersionRank {
  return { isFinished: row[4] === 1, asOf: Number(row[3]), isAtLeast: row[27] === 1, form: Number(row[5]) };
}

/** Whether two rows have the same contents, whatever their ranks. */
export function hasSameContents(one: JobRow, other: JobRow): boolean {
  return one.every(
    (value, column) =>
      column === 3 || column === 5 || column === 27 || isSameValue(value, other[column] ?? null),
  );
}

/** Whether two rows are of the same job. */
export function hasSameKey(one: JobRow, other: JobRow): boolean {
  return [0, 1, 2].every((column) => isSameValue(one[column] ?? null, other[column] ?? null));
}

function isSameValue(one: SqlValue, other: SqlValue): boolean {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other) === 0;
  return one === other;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTime(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

/** A larger integer would not be read back exactly. */
function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

const noAccount = 0;
const maxCachedShapes = 5000;
const maxFolded = 100;
