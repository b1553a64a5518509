import { type BackupJob, backupJobFields } from '../backupJob.js';
import { readerOf } from '../fieldReaders.js';
import { JsonBytes } from './jsonBytes.js';
import { type CellKind, cellKindOf, type PackedPage } from './packedPage.js';

/** A field of a job. */
export interface Column {
  readonly kind: CellKind;
  readonly index: number;
  /** The name in quotes, as AWS writes it, and its index in the stored bytes. */
  readonly key: string;
  readonly keyAt: number;
  readonly read: (value: unknown) => unknown;
  /**
   * The field that followed this one last time. It is likely to follow again: most jobs have the same fields.
   */
  next: Column | undefined;
  /** Its values, by the hash of their JSON. */
  readonly seen: Map<number, SeenMember>;
}

/** A field with one of its values, as JSON. */
export interface SeenMember {
  readonly column: Column;
  readonly keptAt: number;
  readonly length: number;
  /** The start of the value, in bytes from the start of the name. */
  readonly valueAt: number;
  /** The index of the value; NaN if there is none. */
  readonly cell: number;
  /** The field and value that followed last time. Jobs of the same vault often have the same plan. */
  next: SeenMember | undefined;
}

/** The field before the current one. */
interface Before {
  column: Pick<Column, 'next'>;
  member: Pick<SeenMember, 'next'>;
}

/**
 * A cache of the values of one connection's jobs, by their bytes in JSON, so that no value is parsed twice.
 */
export class SeenValues {
  readonly #bytes = new KeptBytes();
  readonly #columns = new Map(
    backupJobFields.map((name, index) => [`"${name}"`, this.#newColumn(name, index)]),
  );
  readonly #beforeFirst: Before = { column: { next: undefined }, member: { next: undefined } };
  #before: Before = { ...this.#beforeFirst };
  #new: unknown[] = [];
  #count = 0;
  #entries = 0;

  /** Whether the cache has more entries than this, or has grown too large, and should be replaced. */
  areTooMany(maxEntries: number): boolean {
    return this.#entries > maxEntries || this.#bytes.size > maxBytes;
  }

  /** Must be called before the first field of each job. */
  beginJob(): void {
    this.#before = { ...this.#beforeFirst };
  }

  /** The field and value at `place`, if the same ones followed the previous field last time. */
  likelyAt(json: JsonBytes, place: number): SeenMember | undefined {
    const { next } = this.#before.member;
    if (next === undefined || !this.#bytes.areAt(next.keptAt, next.length, json, place)) return undefined;
    if (!json.isTokenEnd(place + next.length)) return undefined;
    this.#before.column = next.column;
    this.#before.member = next;
    return next;
  }

  /** The field whose name starts at `place`; undefined if it is not known. */
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

  /**
   * The field with its name at `place` and its value between `start` and `end`. `read` parses the value if it
   * is new.
   */
  memberAt(
    column: Column,
    json: JsonBytes,
    place: number,
    start: number,
    end: number,
    read: Read,
  ): SeenMember {
    const hash = json.hash(start, end);
    let member = column.seen.get(hash);
    if (member === undefined || !this.#isValue(member, json, start, end)) {
      member = this.#newMember(column, json, place, start, end, read(column, json, start, end));
      column.seen.set(hash, member);
    }
    this.#before.member.next = member;
    this.#before.member = member;
    return member;
  }

  #isValue({ keptAt, length, valueAt }: SeenMember, json: JsonBytes, start: number, end: number): boolean {
    return length - valueAt === end - start && this.#bytes.areAt(keptAt + valueAt, end - start, json, start);
  }

  #newMember(
    column: Column,
    json: JsonBytes,
    place: number,
    start: number,
    end: number,
    value: unknown,
  ): SeenMember {
    this.#entries++;
    if (value !== undefined) this.#new.push(value);
    return {
      column,
      keptAt: this.#bytes.keep(json, place, end),
      length: end - place,
      valueAt: start - place,
      cell: value === undefined ? Number.NaN : this.#count++,
      next: undefined,
    };
  }

  /** The new values since the last call, in the order of their indices, and whether they are the first. */
  takeNew(): Pick<PackedPage, 'isFirst' | 'values'> {
    const values = this.#new;
    this.#new = [];
    return { isFirst: this.#count === values.length, values };
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

/** Parses the value of a field between two places; undefined if there is none. */
type Read = (column: Column, json: JsonBytes, start: number, end: number) => unknown;

/** The bytes of known names and values, in one growing buffer. */
class KeptBytes {
  #memory = Buffer.alloc(firstSize);
  #kept = new JsonBytes(this.#memory);
  #end = 0;

  get size(): number {
    return this.#end;
  }

  /** Appends the bytes between two places of `json`. Returns their place in the buffer. */
  keep(json: JsonBytes, start: number, end: number): number {
    const place = this.#end;
    this.#end += end - start;
    if (this.#end > this.#memory.byteLength) this.#grow(place);
    json.copy(this.#memory, place, start, end);
    return place;
  }

  /** Whether the bytes of `json` from `start` equal those kept at `place`. */
  areAt(place: number, length: number, json: JsonBytes, start: number): boolean {
    return json.isSame(start, this.#kept, place, length);
  }

  #grow(used: number): void {
    const memory = Buffer.alloc(this.#end * 2);
    this.#memory.copy(memory, 0, 0, used);
    this.#memory = memory;
    this.#kept = new JsonBytes(memory);
  }
}

const maxBytes = 32 * 1024 * 1024;
const firstSize = 256 * 1024;
