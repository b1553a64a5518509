/**
 * Makes untrusted text visible: control characters, and characters that change the reading direction, are
 * written as `\u{202e}`, so that no name can hide or reverse a part of a row.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function visibleText(text: string): string {
  return text.replaceAll(invisible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The first `longest` UTF-16 units of a text, or one less to keep a surrogate pair whole. */
export function textStart(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
}

/** The last `longest` UTF-16 units of a text, or one less to keep a surrogate pair whole. */
export function textEnd(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(-longest).replace(/^[\udc00-\udfff]/, '');
}

/** {@link visibleText} of the first `longest` characters, with its lines. A longer text ends in "…". */
export function visibleStart(text: string, longest: number): string {
  if (text.length <= longest) return visibleText(text);
  return `${visibleText(textStart(text, longest))}…`;
}

/** {@link visibleText} on one line of at most `longest` characters; a longer one ends in "…". */
export function visibleLine(text: string, longest: number): string {
  const line = textStart(text, longest * 2)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  const isCut = characters.length > longest || text.length > longest * 2;
  return visibleText(isCut ? `${characters.slice(0, longest - 1).join('')}…` : line);
}

/** Control and format characters, line and paragraph separators; not tab, newline and the joiner of emoji. */
const invisible = /(?![\t\n\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
