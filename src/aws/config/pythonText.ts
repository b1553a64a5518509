/** What Python calls white space, as a character class: it has some that JavaScript's `\s` lacks, and not the byte order mark. */
const whiteSpace = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** Python's `str.isspace` for a single character. */
const pythonSpace = new RegExp(`[${whiteSpace}]`);

const lineEnds = '\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029';
const lineEnd = new RegExp(`\\r\\n|[${lineEnds}]`);

const notSpace = new RegExp(`[^${whiteSpace}]`);

/** Where the first character is that is no white space; 0 where there is none, as Python's configparser has it. */
export function indentOf(line: string): number {
  return Math.max(line.search(notSpace), 0);
}

/** Python's `str.strip`. */
export function pythonStrip(text: string): string {
  return pythonStripEnd(text.slice(indentOf(text)));
}

/** Python's `str.rstrip`. */
export function pythonStripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && pythonSpace.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Python's `str.splitlines`, which ends lines at more characters than its text files do. */
export function pythonLines(text: string): string[] {
  return text.split(lineEnd);
}
