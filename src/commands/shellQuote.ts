import { isPlainWord } from '../jobs/plainWord.js';
import type { Shell } from './shell.js';

/** Why a text cannot be quoted as one word of a command line. */
export type UnquotableReason =
  | 'unprintable'
  | 'doubleQuote'
  | 'percent'
  | 'operator'
  | 'trailingBackslash'
  | 'empty';

/**
 * Why a shell cannot pass a text to a native program as one argument, however it is quoted; undefined if
 * {@link shellQuote} can quote it.
 *
 * In every shell, a terminal acts on control characters while they are pasted, and format characters hide
 * what is pasted.
 *
 * PowerShell up to 7.2 passes a double quote unescaped, drops an empty argument, and puts an argument with a
 * space in double quotes without escaping a backslash at its end. `aws` may be a batch file (`aws.cmd` of the
 * AWS CLI 1), for which cmd.exe parses the arguments again: it replaces `%NAME%`, and runs what follows an
 * operator outside double quotes.
 *
 * cmd.exe also replaces `%NAME%` inside double quotes, and no escape of a double quote works for both cmd.exe
 * and the program.
 *
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing
 * @see https://learn.microsoft.com/windows-server/administration/windows-commands/cmd
 */
export function unquotableReason(text: string, shell: Shell): UnquotableReason | undefined {
  if (!isPrintable(text)) return 'unprintable';
  if (shell !== 'powershell' && shell !== 'cmd') return undefined;
  if (text.includes('"')) return 'doubleQuote';
  if (text.includes('%')) return 'percent';
  if (shell === 'cmd') return undefined;
  if (text === '') return 'empty';
  if (/\s/.test(text) && text.endsWith('\\')) return 'trailingBackslash';
  return !text.includes(' ') && /[&|<>^()]/.test(text) ? 'operator' : undefined;
}

/**
 * Quotes a text as one word of a command line: nothing in it is expanded or ends the word, in a script and at
 * a prompt. Linear time.
 *
 * @throws RangeError if there is an {@link unquotableReason}.
 */
export function shellQuote(text: string, shell: Shell): string {
  const reason = unquotableReason(text, shell);
  if (reason !== undefined) throw new RangeError(`No quoting for ${shell}: ${reason}`);
  if (isPlainWord(text)) return text;
  switch (shell) {
    case 'posix':
    case 'gitBash':
    case 'fish':
      // Inside single quotes, fish treats a backslash as an escape and POSIX does not. Outside, they agree.
      return `'${text.replaceAll(/['\\]/g, "'\\$&'")}'`;
    case 'powershell':
      // PowerShell treats typographic quotes like the ASCII one.
      return `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
    case 'cmd':
      // The program reads a backslash before the closing quote as an escape.
      return `"${text}${'\\'.repeat(trailingBackslashes(text))}"`;
  }
}

/** Whether a text is a single line without control or invisible characters. */
export function isPrintable(text: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(text);
}

function trailingBackslashes(text: string): number {
  let start = text.length;
  while (text[start - 1] === '\\') start -= 1;
  return text.length - start;
}
