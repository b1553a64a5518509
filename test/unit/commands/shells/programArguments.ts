/**
 * The arguments that a program on Windows parses from its command line, without the name of the program.
 *
 * @see https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
export function programArguments(line: string): string[] {
  const args: string[] = [];
  let current: string | undefined;
  let isQuoted = false;
  for (let place = 0; place < line.length; place += 1) {
    const character = line[place] ?? '';
    if ((character === ' ' || character === '\t') && !isQuoted) {
      if (current !== undefined) args.push(current);
      current = undefined;
      continue;
    }
    current ??= '';
    const backslashes = /^\\*/.exec(line.slice(place))?.[0].length ?? 0;
    if (backslashes > 0) {
      const meetsQuote = line[place + backslashes] === '"';
      current += '\\'.repeat(meetsQuote ? Math.floor(backslashes / 2) : backslashes);
      place += backslashes - 1;
      if (meetsQuote && backslashes % 2 === 1) {
        current += '"';
        place += 1;
      }
    } else if (character !== '"') current += character;
    else if (isQuoted && line[place + 1] === '"') {
      current += '"';
      place += 1;
    } else isQuoted = !isQuoted;
  }
  if (current !== undefined) args.push(current);
  return args.slice(1);
}
