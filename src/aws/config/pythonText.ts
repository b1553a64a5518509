/**
 * White space in Python, as a character class. Unlike JavaScript's `\s`, it includes some control characters,
 * but not the byte order mark.
 */
const whiteSpace = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const pythonSpace = new RegExp(`[${whiteSpace}]`);

const lineEnds = '\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029';
const lineEnd = new RegExp(`\\r\\n|[${lineEnds}]`);

/**
 * The index of the first character that is not white space; 0 if there is none, as in Python's configparser.
 */
export function indentOf(line: string): number {
  for (let place = 0; place < line.length; place++) if (!isSpace(line, place)) return place;
  return 0;
}

/** Python's `str.strip`. */
export function pythonStrip(text: string): string {
  return pythonStripEnd(text.slice(indentOf(text)));
}

/** Python's `str.rstrip`. */
export function pythonStripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text, end - 1)) end--;
  return text.slice(0, end);
}

/** Python's `str.splitlines`. It splits at more characters than Python's text files do. */
export function pythonLines(text: string): string[] {
  return text.split(lineEnd);
}

/** Python's `str.isspace` for one character. Most characters are ASCII and need no regular expression. */
function isSpace(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  if (code > 0x20 && code < 0x7f) return false;
  return code === 0x20 || pythonSpace.test(text.charAt(place));
}
