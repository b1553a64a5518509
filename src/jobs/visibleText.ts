/**
 * Job data as text that shows what it is: control characters and those that turn the reading direction
 * are written out as `\u{202e}`, so that no name can hide or reverse a part of a row.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function visibleText(text: string): string {
  return text.replaceAll(invisible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** {@link visibleText} of the first `longest` characters, with all their lines; where there are more it ends in "…". */
export function visibleStart(text: string, longest: number): string {
  if (text.length <= longest) return visibleText(text);
  return `${visibleText(text.slice(0, longest).replace(/\p{Surrogate}$/u, ''))}…`;
}

/** {@link visibleText} on one line of at most `longest` characters; a longer one ends in "…". */
export function visibleLine(text: string, longest: number): string {
  const line = text
    .slice(0, longest * 2)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  const isCut = characters.length > longest || text.length > longest * 2;
  return visibleText(isCut ? `${characters.slice(0, longest - 1).join('')}…` : line);
}

/** Control and format characters, line and paragraph separators; not tab, newline and the joiner of emoji. */
const invisible = /(?![\t\n\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
