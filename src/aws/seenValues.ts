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
  /** What it has said, by the hash of that in JSON. */
  readonly seen: Map<number, SeenMember>;
}

/** What a field has said: its name and its value, as they were written. */
export interface SeenMember {
  readonly column: Column;
  readonly keptAt: number;
  readonly length: number;
  /** Where its value begins, in bytes from the start of its name. */
  readonly valueAt: number;
  /** The number that stands for the value; NaN for none. */
  readonly cell: number;
  /** What stood behind it last: jobs of one vault are likely of one plan. */
  next: SeenMember | undefined;
}

/** What was read last of a job. */
interface Before {
  column: Pick<Column, 'next'>;
  member: Pick<SeenMember, 'next'>;
}

/** The values that several jobs may share, and the bytes in which they have come: what was parsed once is not parsed again. */
export class SeenValues {
  readonly #structures = new SharedValues();
  readonly #numbers = new Map<unknown, number>();
  readonly #bytes = new KeptBytes();
  readonly #columns = new Map(
    backupJobFields.map((name, index) => [`"${name}"`, this.#newColumn(name, index)]),
  );
  readonly #beforeFirst: Before = { column: { next: undefined }, member: { next: undefined } };
  #before: Before = { ...this.#beforeFirst };
  #new: unknown[] = [];
  #parsed = 0;

  /** What nobody holds any more is let go with the rest. */
  get areTooMany(): boolean {
    return this.#parsed > maxCacheEntries || this.#bytes.size > maxBytes;
  }

  /** Tells that the fields of another job follow. */
  beginJob(): void {
    this.#before = { ...this.#beforeFirst };
  }

  /** What a field says whose name begins at a place, where that is what stood behind the field before it last. */
  likelyAt(json: JsonBytes, place: number): SeenMember | undefined {
    const { next } = this.#before.member;
    if (next === undefined || !this.#bytes.areAt(next.keptAt, next.length, json, place)) return undefined;
    if (!json.isTokenEnd(place + next.length)) return undefined;
    this.#before.column = next.column;
    this.#before.member = next;
    return next;
  }

  /** The field whose name begins at a place; undefined where it is none that is known. */
  columnAt(json: JsonBytes, place: number): Column | undefined {
    const { next } = this.#before.column;
    const column =
      next !== undefined && this.#bytes.areAt(next.keyAt, next.key.length, json, place)
        ? next
        : this.#columns.get(json.text(place, json.stringEnd(place)));
    if (column === undefined) return undefined;
    this.#before.column.next = column;
    this.#before.column = column;
    return column;
  }

  /** What a field says whose name begins at `place`, and its value is between `start` and `end`. Throws where that is no JSON. */
  memberAt(column: Column, json: JsonBytes, place: number, start: number, end: number): SeenMember {
    const hash = json.hash(start, end);
    let member = column.seen.get(hash);
    if (member === undefined || !this.#isValue(member, json, start, end)) {
      member = this.#newMember(column, json, place, start, end);
      column.seen.set(hash, member);
    }
    this.#before.member.next = member;
    this.#before.member = member;
    return member;
  }

  #isValue({ keptAt, length, valueAt }: SeenMember, json: JsonBytes, start: number, end: number): boolean {
    return length - valueAt === end - start && this.#bytes.areAt(keptAt + valueAt, end - start, json, start);
  }

  #newMember(column: Column, json: JsonBytes, place: number, start: number, end: number): SeenMember {
    this.#parsed++;
    const value = readValue(column, json, start, end);
    return {
      column,
      keptAt: this.#bytes.keep(json, place, end),
      length: end - place,
      valueAt: start - place,
      cell: value === undefined ? Number.NaN : this.#numberOf(this.#structures.of(value)),
      next: undefined,
    };
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

const maxCacheEntries = 50_000;
const maxBytes = 32 * 1024 * 1024;
