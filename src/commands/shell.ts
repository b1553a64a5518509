/** The shells for which a command line can be quoted, grouped by common rules. */
export const shells = ['posix', 'gitBash', 'fish', 'powershell', 'cmd'] as const;

/**
 * `posix`: sh, bash, zsh, dash and ksh. `gitBash`: such a shell on Windows. `powershell`: Windows PowerShell
 * and PowerShell 7. `cmd`: the Windows command prompt.
 */
export type Shell = (typeof shells)[number];

/**
 * The shell for the path or name of a program, such as `C:\Program Files\PowerShell\7\pwsh.exe`; undefined if
 * it is none of {@link shells}.
 */
export function shellOfProgram(program: string, isWindows: boolean): Shell | undefined {
  const fileName = program.slice(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
  const name = fileName.toLowerCase().replace(/\.exe$/, '');
  const shell = programs.get(name);
  return shell === 'posix' && isWindows ? 'gitBash' : shell;
}

/** Joins commands into one line, because each of several lines would run as soon as it is pasted. */
export function oneLine(commands: readonly string[], shell: Shell): string {
  return commands.join(shell === 'cmd' ? ' & ' : '; ');
}

/**
 * The longest command line, in UTF-8 bytes. Linux allows 128 KiB for one argument, Windows 32,767 characters
 * for a command line, cmd.exe 8,191.
 *
 * @see https://man7.org/linux/man-pages/man2/execve.2.html
 * @see https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-createprocessw
 * @see
 * https://learn.microsoft.com/troubleshoot/windows-client/shell-experience/command-line-string-limitation
 */
export const maxCommandBytes: Readonly<Record<Shell, number>> = {
  posix: 131_071,
  gitBash: 32_766,
  fish: 131_071,
  powershell: 32_766,
  cmd: 8190,
};

const programs: ReadonlyMap<string, Shell> = new Map([
  ['ash', 'posix'],
  ['bash', 'posix'],
  ['dash', 'posix'],
  ['ksh', 'posix'],
  ['ksh93', 'posix'],
  ['mksh', 'posix'],
  ['sh', 'posix'],
  ['zsh', 'posix'],
  ['fish', 'fish'],
  ['powershell', 'powershell'],
  ['powershell_ise', 'powershell'],
  ['pwsh', 'powershell'],
  ['pwsh-preview', 'powershell'],
  ['cmd', 'cmd'],
]);
