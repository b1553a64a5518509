import { type BackupJob, backupJobFields } from '../jobs/backupJob.js';
import { readerOf } from './fieldReaders.js';
import { JsonBytes } from './jsonBytes.js';
import { KeptBytes } from './keptBytes.js';
import { type CellKind, cellKindOf, type PackedPage } from './packedPage.js';
import { parseObject } from './readAnswer.js';
import { SharedValues } from './sharedValues.js';

/** A field of a job, in what jobs of one connection say. */
export interface Column {
  readonly kind: CellKind;
  readonly index: number;
  /** Its name as AWS writes it, in quotes, and where that is kept. */
  readonly key: string;
  readonly keyAt: number;
  readonly read: (value: unknown) => unknown;
  /** The field that stood behind it last: most jobs have the same ones. */
  next: Column | undefined;
  /** What it was in JSON, by the hash of that, and what its cell is then. */
  readonly seen: Map<number, { readonly keptAt: number; readonly length: number; readonly cell: number }>;
}

/** The values that several jobs may share, and the bytes in which they have come: what was parsed once is not parsed again. */
export class SeenValues {
  readonly #structures = new SharedValues();
  readonly #numbers = new Map<unknown, number>();
  readonly #bytes = new KeptBytes();
  readonly #columns = new Map(
    backupJobFields.map((name, index) => [`"${name}"`, this.#newColumn(name, index)]),
  );
  /** Before the first field of a job. */
  readonly start: Pick<Column, 'next'> = { next: undefined };
  #new: unknown[] = [];
  #parsed = 0;

  /** What nobody holds any more is let go with the rest. */
  get areTooMany(): boolean {
    return this.#parsed > mostParsed || this.#bytes.size > mostBytes;
  }

  /** The field whose name begins at a place, behind the field `before`; undefined where it is none that is known. */
  columnAt(json: JsonBytes, place: number, before: Pick<Column, 'next'>): Column | undefined {
    const { next } = before;
    if (next !== undefined && this.#bytes.areAt(next.keyAt, next.key.length, json, place)) return next;
    const column = this.#columns.get(json.text(place, json.stringEnd(place)));
    if (column !== undefined) before.next = column;
    return column;
  }

  /** The number that stands for the value of a field that is written between two places; NaN for none. Throws where it is no JSON. */
  cellOf(column: Column, json: JsonBytes, start: number, end: number): number {
    const hash = json.hash(start, end);
    const length = end - start;
    const seen = column.seen.get(hash);
    if (seen?.length === length && this.#bytes.areAt(seen.keptAt, length, json, start)) return seen.cell;
    this.#parsed++;
    const value = readValue(column, json, start, end);
    const cell = value === undefined ? Number.NaN : this.#numberOf(this.#structures.of(value));
    column.seen.set(hash, { keptAt: this.#bytes.keep(json, start, end), length, cell });
    return cell;
  }

  /** Those since the last call, in the order of their numbers, and whether there was none before. */
  takeNew(): Pick<PackedPage, 'isFirst' | 'values'> {
    const values = this.#new;
    this.#new = [];
    return { isFirst: this.#numbers.size === values.length, values };
  }

  #numberOf(value: unknown): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(value, number);
    this.#new.push(value);
    return number;
  }

  #newColumn(name: keyof BackupJob, index: number): Column {
    const key = `"${name}"`;
    const keyAt = this.#bytes.keep(new JsonBytes(Buffer.from(key)), 0, key.length);
    return {
      kind: cellKindOf(name),
      index,
      key,
      keyAt,
      read: readerOf(name),
      next: undefined,
      seen: new Map(),
    };
  }
}

/** What is written between two places, as the field says it; undefined where it says nothing. Throws where it is no JSON. */
export function readValue({ key, read }: Column, json: JsonBytes, start: number, end: number): unknown {
  const [value] = Object.values(parseObject(`{${key}:${json.text(start, end)}}`));
  return value === null ? undefined : read(value);
}

const mostParsed = 50_000;
const mostBytes = 32 * 1024 * 1024;
