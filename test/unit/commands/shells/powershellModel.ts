/**
 * Parses a line like PowerShell: into commands, each a list of the words that it passes on. Throws if
 * PowerShell would evaluate a part of the line.
 *
 * Single quotes, including typographic ones, enclose a verbatim string, in which two of them stand for one.
 * A word that begins with a string ends with it. Every Unicode space separates words.
 *
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 * @see
 * https://github.com/PowerShell/PowerShell/blob/master/src/System.Management.Automation/engine/parser/CharTraits.cs
 */
export function powershellCommands(line: string): string[][] {
  const commands: string[][] = [[]];
  let word: string | undefined;
  let beganAsString = false;
  const endWord = () => {
    if (word !== undefined) commands.at(-1)?.push(word);
    word = undefined;
    beganAsString = false;
  };
  for (let place = 0; place < line.length; place += 1) {
    const character = line[place] ?? '';
    if (/[\s\p{Z}\u0085]/u.test(character) && !/[\r\n]/.test(character)) endWord();
    else if (/[;\r\n]/.test(character)) {
      endWord();
      commands.push([]);
    } else if (isSingleQuote(character)) {
      if (beganAsString) endWord();
      beganAsString = word === undefined;
      word ??= '';
      for (place += 1; ; place += 1) {
        const inner = line[place];
        if (inner === undefined) throw new Error(`A string does not end: ${line}`);
        if (isSingleQuote(inner)) {
          if (!isSingleQuote(line[place + 1] ?? '')) break;
          place += 1;
        }
        word += inner;
      }
    } else if (/["\u201c-\u201e`$@(){}|&<>,]/.test(character) || (character === '#' && word === undefined))
      throw new Error(`${character} is evaluated: ${line}`);
    else {
      if (beganAsString) endWord();
      word = (word ?? '') + character;
    }
  }
  endWord();
  return commands.filter((command) => command.length > 0);
}

/**
 * The command line that Windows PowerShell, and PowerShell up to 7.2, build for a program: an empty word is
 * dropped, one with white space is put in double quotes, and nothing is escaped.
 *
 * @see
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing#passing-arguments-that-contain-quote-characters
 */
export function legacyCommandLine(words: readonly string[]): string {
  return words
    .filter((word) => word !== '')
    .map((word) => (/\s/.test(word) ? `"${word}"` : word))
    .join(' ');
}

function isSingleQuote(character: string): boolean {
  return /^['\u2018-\u201b]$/.test(character);
}
