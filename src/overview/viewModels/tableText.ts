import { withoutFormula } from '../../jobs/withoutFormula.js';
import type { Table } from './section.js';

/** A table as text for a spreadsheet, with tabs between the cells. No cell becomes a formula. */
export function tableText({ columns, rows }: Table): string {
  const lines = [columns.map(({ title }) => title), ...rows.map(({ cells }) => cells)];
  return lines.map((cells) => `${cells.map(cellText).join('\t')}\n`).join('');
}

function cellText(cell: string): string {
  return withoutFormula(cell.replaceAll(/[\t\r\n]+/g, ' '));
}
