import { visibleLine } from '../../jobs/visibleText.js';

/**
 * Any text as a code span of Markdown, in which nothing is markup, a link or a mention; it reads well
 * unrendered, too. Its fence is longer than every run of backticks in it. Empty where nothing of it can be
 * seen.
 *
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 */
export function codeSpan(text: string, longest = 300): string {
  const line = visibleLine(text, longest).trim();
  if (line === '') return '';
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  // A backtick beside the fence would be a part of it.
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
