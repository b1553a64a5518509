import { visibleLine } from './visibleText.js';

/**
 * Any text as a Markdown code span, in which nothing becomes markup, a link or a mention. It is readable as
 * plain text, too. Its fence is longer than any sequence of backticks in the text. Empty if the text is
 * invisible.
 *
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 */
export function codeSpan(text: string, maxLength = 300): string {
  const line = visibleLine(text, maxLength).trim();
  if (line === '') return '';
  const backticks = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...backticks.map((sequence) => sequence.length)) + 1);
  // A backtick next to the fence would be part of it.
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
