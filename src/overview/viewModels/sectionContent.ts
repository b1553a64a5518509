import type { CopiedContent } from '../../jobs/copiedContent.js';
import { cellText, tableHtml, tableText } from '../../jobs/copiedTable.js';
import { type CopyHead, headLines } from '../../jobs/copyHead.js';
import { escapeHtml } from '../../jobs/richText.js';
import type { Section } from './section.js';

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
