import { cellsOfJob, noCell, type PackedColumn } from './packedPage.js';

/** The columns of a table with {@link cellsOfJob} cells for each row, row by row; NaN is no cell. */
export function columnsOf(cells: Float64Array, rows: number): readonly (PackedColumn | undefined)[] {
  const widths = Array.from({ length: cellsOfJob }, (_, column) => widthOf(cells, rows, column));
  const buffer = new ArrayBuffer(rows * widths.reduce<number>((sum, width) => sum + width, 0));
  const columns = widths.map((): PackedColumn | undefined => undefined);
  let start = 0;
  // The wide ones first, because each must start at a multiple of its width.
  for (const width of [8, 4] as const)
    for (const [column, own] of widths.entries()) {
      if (own !== width) continue;
      const packed = new (width === 8 ? Float64Array : Uint32Array)(buffer, start, rows);
      for (let row = 0; row < rows; row++) {
        const cell = cells[row * cellsOfJob + column] ?? Number.NaN;
        packed[row] = width === 4 && Number.isNaN(cell) ? noCell : cell;
      }
      columns[column] = packed;
      start += rows * width;
    }
  return columns;
}

/** The bytes that each cell of a column needs; 0 if it has none. */
function widthOf(cells: Float64Array, rows: number, column: number): 0 | 4 | 8 {
  let width: 0 | 4 = 0;
  for (let row = 0; row < rows; row++) {
    const cell = cells[row * cellsOfJob + column] ?? Number.NaN;
    if (Number.isNaN(cell)) continue;
    if (cell >>> 0 !== cell || cell === noCell || Object.is(cell, -0)) return 8;
    width = 4;
  }
  return width;
}
