import { backupJobFields } from '../backupJob.js';
import { cellKindOf, noCell, type PackedColumn, type PackedPage } from './packedPage.js';

/**
 * The same page with the values of its own jobs, so that a `PageUnpacker` needs no earlier page.
 *
 * @param values the values of this and the earlier pages, which the cells of `page` are the indices of
 */
export function selfContained(page: PackedPage, values: readonly unknown[]): PackedPage {
  const own: unknown[] = [];
  /** The new index of each value, plus one; 0 if no cell has it so far. */
  const places = new Uint32Array(values.length);
  const columns = page.columns.map((column, field) => {
    if (column === undefined || cellKindOf(backupJobFields[field] as BackupJobField) !== 'value')
      return column;
    const renumbered: PackedColumn = column.slice();
    for (let row = 0; row < renumbered.length; row++) {
      const cell = column[row] ?? noCell;
      if (!(cell < noCell)) continue;
      places[cell] ||= own.push(values[cell]);
      renumbered[row] = (places[cell] ?? 0) - 1;
    }
    return renumbered;
  });
  return { ...page, isFirst: true, values: own, columns };
}

type BackupJobField = (typeof backupJobFields)[number];
