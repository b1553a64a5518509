import { backupJobFields } from '../backupJob.js';
import { epochMilliseconds, type JsonObject } from '../fieldReaders.js';
import { byteOf, type JsonBytes } from './jsonBytes.js';
import type { CellKind, PackedPage } from './packedPage.js';
import { PageRows } from './pageRows.js';
import { type Column, SeenValues } from './seenValues.js';

/** Options of a {@link JobPacker}. */
export interface JobPackerOptions {
  /** Parses members of an object. Throws if they are not valid, or too many. */
  readonly parse: (members: string) => JsonObject;
  /** Whether a job with a field that is not known can be packed. */
  readonly takesNewer: boolean;
  /** When more values are known, all are forgotten. */
  readonly maxValues: number;
}

/**
 * Packs jobs in JSON as pages. The `PageUnpacker` must get all pages in the same order. Most fields of a job
 * have the same bytes as in an earlier job, in the same order, so comparing bytes is enough.
 */
export class JobPacker {
  readonly #options: JobPackerOptions;
  readonly #rows = new PageRows();
  #seen = new SeenValues();

  constructor(options: JobPackerOptions) {
    this.#options = options;
  }

  /** Must be called before the first job of a page. `bytes` is the maximum length of its jobs. */
  beginPage(bytes: number): void {
    if (this.#seen.areTooMany(this.#options.maxValues)) this.#seen = new SeenValues();
    this.#rows.beginPage(bytes);
  }

  /**
   * Packs the job that starts at a place. Returns the place after it. Throws if it is not valid or written in
   * a way that AWS does not use; the page is then without it.
   */
  packJob(json: JsonBytes, start: number): number {
    this.#rows.beginRow();
    this.#seen.beginJob();
    try {
      return this.#packMembers(json, start);
    } catch (error) {
      this.dropJob();
      throw error;
    }
  }

  /** Leaves the last job out. */
  dropJob(): void {
    this.#rows.dropRow();
  }

  /** The packed page. Its new values must reach the unpacker. */
  takePage(): Omit<PackedPage, 'nextToken'> {
    return { ...this.#rows.packed(), ...this.#seen.takeNew() };
  }

  #packMembers(json: JsonBytes, start: number): number {
    const newer: string[] = [];
    let at = json.afterMark(byteOf.brace, start);
    while (json.at(at) !== byteOf.braceEnd)
      at = json.afterMember(this.#packMember(json, at, newer), byteOf.braceEnd);
    if (newer.length > 0) this.#packNewer(newer);
    return at + 1;
  }

  /** Packs a field, or adds it to `newer` if it is not known. Returns the place after it. */
  #packMember(json: JsonBytes, place: number, newer: string[]): number {
    const likely = this.#seen.likelyAt(json, place);
    if (likely !== undefined) {
      this.#rows.setCell(likely.column.index, likely.cell);
      return place + likely.length;
    }
    const column = this.#seen.columnAt(json, place);
    if (column === undefined && !this.#options.takesNewer) throw new SyntaxError('There is an unknown field');
    const start = afterKey(json, column === undefined ? json.stringEnd(place) : place + column.key.length);
    const end = json.valueEnd(start);
    if (column === undefined) newer.push(json.text(place, end));
    else if (column.kind !== 'value') this.#packOwn(column, json, start, end);
    else
      this.#rows.setCell(column.index, this.#seen.memberAt(column, json, place, start, end, this.#read).cell);
    return end;
  }

  /** Packs a value that jobs do not share: a number, a time or a string. */
  #packOwn(column: Column, json: JsonBytes, start: number, end: number): void {
    const { kind, index } = column;
    const cell = plainCell(kind, json, start, end);
    if (cell !== undefined) this.#rows.setCell(index, cell);
    else if (kind === 'text' && json.isPlainString(start, end))
      this.#rows.setText(index, json, start + 1, end - 1);
    else this.#rows.setValue(index, this.#read(column, json, start, end));
  }

  /** Packs the fields that a newer API has added. */
  #packNewer(members: readonly string[]): void {
    const fields = Object.entries(this.#options.parse(members.join()));
    if (fields.some(([name]) => backupJobFields.some((known) => known === name)))
      throw new SyntaxError('A known field is written in an odd way');
    this.#rows.setNewer(fields.filter(([, value]) => value !== null));
  }

  /** Parses a value. Returns undefined for null and for a value of the wrong type. */
  readonly #read = ({ key, read }: Column, json: JsonBytes, start: number, end: number): unknown => {
    const [value] = Object.values(this.#options.parse(`${key}:${json.text(start, end)}`));
    return value === null ? undefined : read(value);
  };
}

/** The place after the colon that follows the name of a member, and after the white space around it. */
export function afterKey(json: JsonBytes, keyEnd: number): number {
  return json.afterMark(byteOf.colon, json.afterSpace(keyEnd));
}

/** The cell of a number or a time; undefined if the value is not in a usual form. */
function plainCell(kind: CellKind, json: JsonBytes, start: number, end: number): number | undefined {
  if (kind === 'text') return undefined;
  const number = json.plainNumber(start, end);
  if (!Number.isNaN(number)) return kind === 'time' ? epochMilliseconds(number) : number;
  const time = kind === 'time' ? json.isoTime(start, end) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
