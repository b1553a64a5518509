import { withoutFormula } from '../../jobs/withoutFormula.js';
import type { Table } from './section.js';

/**
 * A table as it is pasted into a spreadsheet or a message: tabs between its cells. No cell becomes a formula
 * there.
 */
export function tableText({ columns, rows }: Table): string {
  const lines = [columns.map(({ title }) => title), ...rows.map(({ cells }) => cells)];
  return lines.map((cells) => `${cells.map(cellText).join('\t')}\n`).join('');
}

function cellText(cell: string): string {
  return withoutFormula(cell.replaceAll(/[\t\r\n]+/g, ' '));
}
