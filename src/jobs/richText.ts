import * as l10n from '@vscode/l10n';
import { codeSpan } from './codeSpan.js';
import { hasRightToLeft } from './rightToLeft.js';
import { visibleLine } from './visibleText.js';
import { withoutFormula } from './withoutFormula.js';

/** One text in the formats in which it leaves the extension. */
export interface RichText {
  /** Without markup. */
  readonly text: string;
  readonly markdown: string;
  readonly html: string;
}

/** A text of the extension itself, which has no markup. */
export function plain(text: string): RichText {
  return { text, markdown: text, html: escapeHtml(text) };
}

/**
 * Any text on one line, in which nothing becomes markup, a link or a mention, and which does not reorder what
 * is beside it. Empty if it is invisible.
 */
export function code(text: string, maxLength = 300): RichText {
  const line = visibleLine(text, maxLength).trim();
  if (line === '') return plain('');
  return { text: line, ...isolated(line, codeSpan(text, maxLength), codeHtml(line)) };
}

/** {@link code} of a name; `(blank)` if it is invisible. */
export function codeOrBlank(text: string, maxLength?: number): RichText {
  const shown = code(text, maxLength);
  return shown.text === '' ? plain(l10n.t('(blank)')) : shown;
}

/** {@link code} at the start of a line, where a spreadsheet could read a formula in a pasted text. */
export function codeAtStart(text: string, maxLength = 300): RichText {
  const { markdown, text: line } = code(text, maxLength);
  const safe = withoutFormula(line);
  return line === '' ? plain('') : { text: safe, markdown, html: isolated(line, '', codeHtml(safe)).html };
}

function codeHtml(line: string): string {
  return `<code>${escapeHtml(line)}</code>`;
}

/**
 * Isolates a text that is read from right to left: a number beside it would be shown on its other side. In
 * Markdown by the characters for this, outside of the code, so that they are not copied with it.
 *
 * @see https://www.w3.org/International/articles/inline-bidi-markup/
 */
function isolated(line: string, markdown: string, html: string): Pick<RichText, 'markdown' | 'html'> {
  return hasRightToLeft(line)
    ? { markdown: `\u2068${markdown}\u2069`, html: `<bdi>${html}</bdi>` }
    : { markdown, html };
}

export function strong({ html, markdown, text }: RichText): RichText {
  return { text, markdown: `**${markdown}**`, html: `<strong>${html}</strong>` };
}

/** A link to an address that the extension has built. */
export function link(title: string, address: string): RichText {
  return {
    text: `${title}: ${address}`,
    markdown: `[${title}](${address})`,
    html: `<a href="${escapeHtml(address)}">${escapeHtml(title)}</a>`,
  };
}

/** A translated template such as `vault {name}`, with values in place of the names. */
export function fill(template: string, values: Readonly<Record<string, RichText>>): RichText {
  const filled = (own: string, format: keyof RichText) =>
    own.replaceAll(/\{(\w+)\}/g, (match, name: string) => values[name]?.[format] ?? match);
  return {
    text: filled(template, 'text'),
    markdown: filled(template, 'markdown'),
    html: filled(escapeHtml(template), 'html'),
  };
}

/** The texts with a separator between them. Absent and empty ones are left out. */
export function join(parts: readonly (RichText | string | false | undefined)[], separator = ''): RichText {
  const texts = parts
    .map((part) => (typeof part === 'string' ? plain(part) : part || plain('')))
    .filter(({ text }) => text !== '');
  return {
    text: texts.map(({ text }) => text).join(separator),
    markdown: texts.map(({ markdown }) => markdown).join(separator),
    html: texts.map(({ html }) => html).join(escapeHtml(separator)),
  };
}

/** A text as HTML, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
