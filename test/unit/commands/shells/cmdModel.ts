/**
 * What cmd.exe makes of a line that is typed: the command lines that it runs one after the other, or side by side.
 * Each variable has a value that does harm, as the worst environment could give it.
 *
 * The order is that of its documentation: variables are replaced, then operators and quotes are read. `^` escapes one character
 * outside of double quotes, a double quote has no escape within them, and the end of the line closes them.
 *
 * @see https://learn.microsoft.com/windows-server/administration/windows-commands/cmd
 * @see https://ss64.com/nt/syntax-esc.html
 */
export function cmdCommands(line: string): string[] {
  const expanded = line.replaceAll(/%[^%]+%/g, '" & PWNED & "');
  const commands: string[] = [];
  let current = '';
  let isQuoted = false;
  for (let place = 0; place < expanded.length; place += 1) {
    const character = expanded[place] ?? '';
    if (/[\r\n]/.test(character)) {
      commands.push(current);
      current = '';
      isQuoted = false;
    } else if (character === '"') {
      isQuoted = !isQuoted;
      current += character;
    } else if (isQuoted) current += character;
    else if (character === '^') {
      place += 1;
      current += expanded[place] ?? '';
    } else if (/[&|<>()]/.test(character)) {
      commands.push(current);
      current = '';
    } else current += character;
  }
  commands.push(current);
  return commands.map((command) => command.trim()).filter((command) => command !== '');
}

/** What reaches a program behind a batch file that hands on `%*`: cmd.exe reads the arguments a second time. */
export function batchCommands(commandLine: string): string[] {
  return cmdCommands(commandLine);
}
