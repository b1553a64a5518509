/**
 * Parses a typed line like cmd.exe: into the command lines that it runs, in sequence or in parallel. Each
 * variable has a harmful value, as in the worst environment.
 *
 * The order is that of the documentation: variables are replaced, then operators and quotes are parsed. `^`
 * escapes one character outside double quotes, a double quote cannot be escaped within them, and the end of
 * the line closes them.
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

/**
 * The command lines that a batch file runs if it passes on its arguments as `%*`: cmd.exe parses them again.
 */
export function batchCommands(commandLine: string): string[] {
  return cmdCommands(commandLine);
}
