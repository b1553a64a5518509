/**
 * Splits a command line or a section header into words, like Python's `shlex.split`: at white space, with
 * quotes and backslashes. Undefined if a quote is not closed, or if nothing follows a backslash.
 *
 * @see https://docs.python.org/3.11/library/shlex.html#parsing-rules
 */
export function shellWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let place = 0; place < text.length; place++) {
    const character = text.charAt(place);
    if (character === '\\' && quote !== "'") {
      place++;
      if (place === text.length) return undefined;
      const escaped = text.charAt(place);
      const keepsBackslash = quote === '"' && escaped !== '\\' && escaped !== '"';
      word = `${word ?? ''}${keepsBackslash ? '\\' : ''}${escaped}`;
    } else if (quote !== '') {
      if (character === quote) quote = '';
      else word = `${word ?? ''}${character}`;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/[ \t\r\n]/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = `${word ?? ''}${character}`;
  }
  if (quote !== '') return undefined;
  if (word !== undefined) words.push(word);
  return words;
}

/**
 * Splits a command line into words, as the AWS CLI does on this platform. Undefined if a quote is not closed,
 * or if nothing follows a backslash outside Windows.
 */
export function commandWords(text: string): string[] | undefined {
  return process.platform === 'win32' ? windowsWords(text) : shellWords(text);
}

/**
 * Splits a command line into words by the rules of Windows, as the AWS CLI does there: a backslash is a
 * normal character unless it precedes a double quote. Undefined if a quote is not closed.
 *
 * @see https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments
 */
function windowsWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (const [part] of text.matchAll(/\\+"?|"|[ \t]|[^\\" \t]+/g)) {
    const backslashes = /^\\*/.exec(part)?.[0].length ?? 0;
    if (backslashes > 0) {
      const hasQuote = part.endsWith('"');
      const kept = '\\'.repeat(hasQuote ? Math.floor(backslashes / 2) : backslashes);
      const isLiteral = hasQuote && backslashes % 2 === 1;
      word = `${word ?? ''}${kept}${isLiteral ? '"' : ''}`;
      if (hasQuote && !isLiteral) isQuoted = !isQuoted;
    } else if (part === '"') {
      isQuoted = !isQuoted;
      word ??= '';
    } else if (!isQuoted && /^[ \t]$/.test(part)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = `${word ?? ''}${part}`;
  }
  if (isQuoted) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
