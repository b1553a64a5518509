import { createHash } from 'node:crypto';
import { escapeHtml } from '../../jobs/richText.js';
import type { ReportBlock, ReportFact, ReportTable } from './reportBlocks.js';
import { reportStyle } from './reportStyle.js';

/** The page around the blocks. It loads nothing, and its policy allows nothing but its own style. */
export function htmlFrame(title: string, language: string): { readonly start: string; readonly end: string } {
  const styleHash = createHash('sha256').update(reportStyle).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  return {
    start: `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
`,
    end: '</main>\n</body>\n</html>\n',
  };
}

/** A block as HTML: every text is escaped, and there is neither a link nor a script. */
export function htmlBlock(block: ReportBlock): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${block.text.html}</h1>\n`;
    case 'heading':
      return `<h2 id="${block.anchor}">${block.text.html}</h2>\n`;
    case 'paragraph':
      return `<p${block.isWarning ? ' class="warning"' : ''}>${block.text.html}</p>\n`;
    case 'list':
      return `<ul>\n${block.items.map(({ html }) => `<li>${html}</li>\n`).join('')}</ul>\n`;
    case 'sublist':
      return `<details open>\n<summary>${block.title.html}</summary>\n<ul>\n${block.items.map(({ html }) => `<li>${html}</li>\n`).join('')}</ul>\n</details>\n`;
    case 'facts': {
      const facts = `<dl>\n${block.facts.map(factHtml).join('')}</dl>\n`;
      return block.title === undefined
        ? facts
        : `<section>\n<h3>${block.title.html}</h3>\n${facts}</section>\n`;
    }
    case 'table':
      return tableHtml(block.table);
    case 'numbered':
      return `<ol start="${block.first}">\n${block.items.map(({ html }) => `<li>${html}</li>\n`).join('')}</ol>\n`;
  }
}

function factHtml({ name, values }: ReportFact): string {
  const content = values.map(({ html }) => `<dd>${html}</dd>\n`).join('');
  return `<dt>${escapeHtml(name)}</dt>\n${content}`;
}

function tableHtml({ caption, columns, rows, total }: ReportTable): string {
  const rowOf = ([first = '', ...numbers]: readonly string[]) =>
    `<tr><th scope="row">${escapeHtml(first)}</th>${numbers.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>\n`;
  const head = columns.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('');
  // Focusable, so that a keyboard can scroll a table that is wider than the page.
  return `<div class="wide" role="region" tabindex="0" aria-label="${escapeHtml(caption)}">
<table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map(rowOf).join('')}</tbody>
<tfoot>
${rowOf(total)}</tfoot>
</table>
</div>
`;
}
