import { cached } from '../jobs/cached.js';

/** A cell as numbers: the code of its result and doubt (`cellCode`), and the number of its detail. */
export interface CodedCell {
  readonly code: number;
  readonly detail: number;
}

/**
 * The cells of a row as a short text, because most days are like the day before: 10,000 resources and 400
 * days have four million cells. A cell is the character of its code, followed by one for the length of its
 * sequence of equal cells, if that is more than 1, and one for its detail, if it has one. The three kinds of
 * characters are in different ranges, so that each can be recognized.
 *
 * @param cellOf the cell of a slot, from 0 to `slots - 1`
 */
export function encodeRow(slots: number, cellOf: (slot: number) => CodedCell): string {
  let text = '';
  let length = 0;
  let [code, detail] = [0, 0];
  const end = () => {
    if (length > 0) text += String.fromCharCode(code);
    if (length > 1) text += String.fromCharCode(firstLength + length);
    if (detail > 0) text += String.fromCharCode(firstDetail + detail);
  };
  for (let slot = 0; slot < slots; slot++) {
    const cell = cellOf(slot);
    if (cell.code === code && cell.detail === detail && length < maxLength) {
      length++;
      continue;
    }
    end();
    ({ code, detail } = cell);
    length = 1;
  }
  end();
  return text;
}

/** The cell of a slot in a row of {@link encodeRow}; without code and detail if there is no such slot. */
export function cellAt(row: string, slot: number): CodedCell {
  return cellsIn(row)[slot] ?? noCell;
}

function decodeRow(row: string): readonly CodedCell[] {
  const cells: CodedCell[] = [];
  for (let place = 0; place < row.length; ) {
    const code = row.charCodeAt(place++);
    let [length, detail] = [1, 0];
    // After the last character, this is NaN.
    for (let next = row.charCodeAt(place); next >= firstLength; next = row.charCodeAt(++place))
      if (next >= firstDetail) detail = next - firstDetail;
      else length = next - firstLength;
    const cell = { code, detail };
    for (let count = 0; count < length; count++) cells.push(cell);
  }
  return cells;
}

/** More rows than any window shows. Many rows are alike. */
const maxDecoded = 250;
/** The cells of a row. A row is read once while it is in use, because each of its cells is asked for. */
const cellsIn = /* @__PURE__ */ cached(maxDecoded, decodeRow);
const noCell: CodedCell = { code: 0, detail: 0 };

/** Adds the codes of all cells of a row, each once. */
export function addCodesIn(row: string, codes: Set<number>): void {
  for (let place = 0; place < row.length; place++) {
    const code = row.charCodeAt(place);
    if (code < firstLength) codes.add(code);
  }
}

/** The maximum number of a detail. More would reach the surrogates, which a text cannot hold alone. */
export const maxDetail = 50_000;

/** Codes of cells are below. */
const firstLength = 256;
const firstDetail = 1024;
const maxLength = firstDetail - firstLength - 1;
