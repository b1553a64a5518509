import { type CopyHead, headLines } from '../../jobs/copyHead.js';
import { type CopiedContent, escapeHtml } from '../../jobs/richText.js';
import { withoutFormula } from '../../jobs/withoutFormula.js';
import type { Section, Table, TableColumn } from './section.js';

/**
 * A copy of a section: a head that says what it is about, and its table. In the plain text, there are tabs
 * between the cells, for a spreadsheet. No cell becomes a formula in either format: spreadsheets read both.
 */
export function sectionContent(
  { caption, table, title }: Pick<Section, 'caption' | 'table' | 'title'>,
  about: Omit<CopyHead, 'headline'>,
  locale: string,
): CopiedContent {
  const [headline, ...others] = headLines({ ...about, headline: title }, locale);
  const lines = [headline?.text ?? '', caption, ...others.map(({ text }) => text)].map(cellText);
  const htmlLines = [headline?.html ?? '', escapeHtml(caption), ...others.map(({ html }) => html)];
  return {
    text: `${lines.join('\n')}\n\n${tableText(table)}`,
    html: `<p>${htmlLines.join('<br>')}</p>${tableHtml(table)}`,
  };
}

function tableText({ columns, rows }: Table): string {
  const lines = [columns.map(({ title }) => title), ...rows.map(({ cells }) => cells)];
  return lines.map((cells) => `${cells.map(cellText).join('\t')}\n`).join('');
}

function tableHtml({ columns, rows }: Table): string {
  const rowOf = (cells: readonly string[], name: 'td' | 'th') =>
    `<tr>${cells.map((cell, place) => cellHtml(cell, name, columns[place])).join('')}</tr>`;
  const head = rowOf(
    columns.map(({ title }) => title),
    'th',
  );
  const body = rows.map(({ cells }) => rowOf(cells, 'td')).join('');
  return `<table border="1"><thead>${head}</thead><tbody>${body}</tbody></table>`;
}

function cellHtml(cell: string, name: 'td' | 'th', column: TableColumn | undefined): string {
  return `<${name} align="${column?.isNumber ? 'right' : 'left'}">${escapeHtml(cellText(cell))}</${name}>`;
}

function cellText(cell: string): string {
  return withoutFormula(cell.replaceAll(/[\t\r\n]+/g, ' '));
}
