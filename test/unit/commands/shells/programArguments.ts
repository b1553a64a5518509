/**
 * The arguments that a program on Windows parses from its command line, without the name of the program.
 *
 * @see https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
export function programArguments(line: string): string[] {
  const args: string[] = [];
  let current: string | undefined;
  let isQuoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index] ?? '';
    if ((character === ' ' || character === '\t') && !isQuoted) {
      if (current !== undefined) args.push(current);
      current = undefined;
      continue;
    }
    current ??= '';
    const backslashes = /^\\*/.exec(line.slice(index))?.[0].length ?? 0;
    if (backslashes > 0) {
      const isBeforeQuote = line[index + backslashes] === '"';
      current += '\\'.repeat(isBeforeQuote ? Math.floor(backslashes / 2) : backslashes);
      index += backslashes - 1;
      if (isBeforeQuote && backslashes % 2 === 1) {
        current += '"';
        index += 1;
      }
    } else if (character !== '"') current += character;
    else if (isQuoted && line[index + 1] === '"') {
      current += '"';
      index += 1;
    } else isQuoted = !isQuoted;
  }
  if (current !== undefined) args.push(current);
  return args.slice(1);
}
