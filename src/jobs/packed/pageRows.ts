import type { JsonBytes } from './jsonBytes.js';
import { columnsOf } from './packedColumns.js';
import { cellsOfJob, oddCell, type PackedPage } from './packedPage.js';

/** The rows of a page that is being packed. The next page reuses the memory. */
export class PageRows {
  #cells = new Float64Array(cellsOfJob * 1000);
  #rows = 0;
  #texts = Buffer.alloc(0);
  #textsEnd = 0;
  #textEnds: number[] = [];
  #odd = new Map<number, unknown>();
  #newer = new Map<number, readonly [name: string, value: unknown][]>();
  /** The numbers of strings and of their bytes before the last row. */
  #before = { strings: 0, bytes: 0 };

  /** `bytes` is the maximum length of all strings of the page. */
  beginPage(bytes: number): void {
    this.#rows = 0;
    this.#textsEnd = 0;
    this.#textEnds = [];
    this.#odd = new Map();
    this.#newer = new Map();
    if (this.#texts.byteLength < bytes) this.#texts = Buffer.alloc(bytes);
  }

  /** Adds an empty row for a job. Throws if there are far more jobs than AWS ever sends. */
  beginRow(): void {
    if (this.#rows >= maxRows) throw new RangeError('There are too many jobs in it');
    this.#before = { strings: this.#textEnds.length, bytes: this.#textsEnd };
    const start = this.#rows++ * cellsOfJob;
    const end = start + cellsOfJob;
    if (this.#cells.length < end) {
      const cells = new Float64Array(end * 2);
      cells.set(this.#cells);
      this.#cells = cells;
    }
    this.#cells.fill(Number.NaN, start, end);
  }

  /** Removes the last row, which cannot be packed. */
  dropRow(): void {
    for (let column = 0; column < cellsOfJob; column++) this.#odd.delete(this.#cellAt(column));
    this.#textEnds.length = this.#before.strings;
    this.#textsEnd = this.#before.bytes;
    this.#rows--;
  }

  /** Sets a cell of the last row. A repeated field replaces the earlier one. */
  setCell(column: number, cell: number): void {
    this.#cells[this.#cellAt(column)] = cell;
  }

  /**
   * Sets a value that is neither shared nor a plain string. Numbers and times go into the cell, other values
   * into `odd`.
   */
  setValue(column: number, value: unknown): void {
    const cell = cellOf(value);
    this.setCell(column, cell);
    if (cell === oddCell) this.#odd.set(this.#cellAt(column), value);
  }

  /** Sets the fields that a newer API has added. */
  setNewer(fields: readonly [name: string, value: unknown][]): void {
    if (fields.length > 0) this.#newer.set(this.#rows - 1, fields);
  }

  /** Sets a string of ASCII characters, which is between two places of `json`. */
  setText(column: number, json: JsonBytes, start: number, end: number): void {
    json.copy(this.#texts, this.#textsEnd, start, end);
    this.#textsEnd += end - start;
    this.setCell(column, this.#textEnds.push(this.#textsEnd) - 1);
  }

  /** The packed rows of the page. */
  packed(): Pick<PackedPage, 'columns' | 'newer' | 'odd' | 'rows' | 'textEnds' | 'texts'> {
    return {
      texts: this.#texts.toString('latin1', 0, this.#textsEnd),
      textEnds: Uint32Array.from(this.#textEnds),
      rows: this.#rows,
      columns: columnsOf(this.#cells, this.#rows),
      odd: this.#odd,
      newer: this.#newer,
    };
  }

  #cellAt(column: number): number {
    return (this.#rows - 1) * cellsOfJob + column;
  }
}

function cellOf(value: unknown): number {
  if (value === undefined) return Number.NaN;
  if (value instanceof Date) return value.getTime();
  return typeof value === 'number' ? value : oddCell;
}

/**
 * Limits the memory: an empty job has two bytes in the response, but a hundred times as many in the table.
 */
const maxRows = 10_000;
