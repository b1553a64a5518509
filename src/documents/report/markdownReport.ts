import type { ReportBlock, ReportFact, ReportTable } from './reportBlocks.js';

/** A block as Markdown that GitHub, GitLab and most chats show, and that reads well as plain text. */
export function markdownBlock(block: ReportBlock): string {
  switch (block.kind) {
    case 'title':
      return `# ${block.text.markdown}\n`;
    case 'heading':
      return `\n## ${block.text.markdown}\n`;
    case 'paragraph':
      return `\n${block.isWarning ? `> **${block.text.markdown}**` : block.text.markdown}\n`;
    case 'list':
      return `\n${block.items.map(({ markdown }) => `- ${markdown}\n`).join('')}`;
    case 'sublist':
      return block.items.map(({ markdown }) => `  - ${markdown}\n`).join('');
    case 'facts':
      return `${block.title === undefined ? '' : `\n### ${block.title.markdown}\n`}\n${block.facts.map(factLines).join('')}`;
    case 'table':
      return tableLines(block.table);
    case 'numbered':
      // Nothing between the parts of a list, so that it stays one.
      return block.items
        .map(
          ({ markdown }, place) =>
            `${place + block.first === 1 ? '\n' : ''}${block.first + place}. ${markdown}\n`,
        )
        .join('');
  }
}

function factLines({ name, values }: ReportFact): string {
  const [first, ...others] = values;
  if (others.length === 0) return `- **${name}:** ${first?.markdown ?? ''}\n`;
  return `- **${name}:**\n${values.map(({ markdown }) => `  - ${markdown}\n`).join('')}`;
}

function tableLines({ caption, columns, rows, total }: ReportTable): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  const align = columns.map((_, place) => (place === 0 ? '---' : '---:'));
  return `\n${caption}\n\n${[columns, align, ...rows, total].map(line).join('')}`;
}
