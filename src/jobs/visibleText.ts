/**
 * Makes invisible characters of untrusted text visible: writes control characters, and characters that change
 * the reading direction, like `\u{202e}`, so that no name can hide or reverse a part of a row.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function visibleText(text: string): string {
  return text.replaceAll(invisible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The first `maxLength` UTF-16 units of a text, or one less to keep a surrogate pair whole. */
export function textStart(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '');
}

/** The last `maxLength` UTF-16 units of a text, or one less to keep a surrogate pair whole. */
export function textEnd(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : text.slice(-maxLength).replace(/^[\udc00-\udfff]/, '');
}

/** {@link visibleText} of the first `maxLength` UTF-16 units, with line breaks. A longer text ends in "…". */
export function visibleStart(text: string, maxLength: number): string {
  if (text.length <= maxLength) return visibleText(text);
  return `${visibleText(textStart(text, maxLength))}…`;
}

/** {@link visibleText} on one line of at most `maxLength` characters; a longer one ends in "…". */
export function visibleLine(text: string, maxLength: number): string {
  const line = textStart(text, maxLength * 2)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  const isCut = characters.length > maxLength || text.length > maxLength * 2;
  return visibleText(isCut ? `${characters.slice(0, maxLength - 1).join('')}…` : line);
}

/**
 * At most `maxLength` characters of a line. A longer one has "…" in the middle, because names differ at both
 * ends.
 */
export function withoutMiddle(line: string, maxLength: number): string {
  const characters = [...line];
  if (characters.length <= maxLength) return line;
  const end = Math.floor((maxLength - 1) / 2);
  const start = maxLength - 1 - end;
  return `${characters.slice(0, start).join('')}…${end > 0 ? characters.slice(-end).join('') : ''}`;
}

/** Control and format characters, line and paragraph separators, but not tab, newline or the emoji joiner. */
const invisible = /(?![\t\n\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
