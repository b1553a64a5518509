import { escapeHtml } from './richText.js';
import { withoutFormula } from './withoutFormula.js';

/** A table that is copied. */
export interface CopiedTable {
  readonly columns: readonly CopiedColumn[];
  readonly rows: readonly { readonly cells: readonly string[] }[];
}

export interface CopiedColumn {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A table as text, with tabs between the cells, for a spreadsheet. No cell becomes a formula. */
export function tableText({ columns, rows }: CopiedTable): string {
  const lines = [columns.map(({ title }) => title), ...rows.map(({ cells }) => cells)];
  return lines.map((cells) => `${cells.map(cellText).join('\t')}\n`).join('');
}

/** A table as HTML. No cell becomes markup or, in a spreadsheet, a formula. */
export function tableHtml({ columns, rows }: CopiedTable): string {
  const rowOf = (cells: readonly string[], name: 'td' | 'th') =>
    `<tr>${cells.map((cell, place) => cellHtml(cell, name, columns[place])).join('')}</tr>`;
  const head = rowOf(
    columns.map(({ title }) => title),
    'th',
  );
  const body = rows.map(({ cells }) => rowOf(cells, 'td')).join('');
  return `<table border="1"><thead>${head}</thead><tbody>${body}</tbody></table>`;
}

function cellHtml(cell: string, name: 'td' | 'th', column: CopiedColumn | undefined): string {
  return `<${name} align="${column?.isNumber ? 'right' : 'left'}">${escapeHtml(cellText(cell))}</${name}>`;
}

/** A text as a cell of a copied table, on one line. */
export function cellText(cell: string): string {
  return withoutFormula(cell.replaceAll(/[\t\r\n]+/g, ' '));
}
