/** Whose rules a command line is quoted by: of `sh`, `bash` and `zsh`, or of PowerShell. */
export type Shell = 'posix' | 'powershell';

/**
 * A text as one word of a command line, whatever it holds: nothing in it is expanded, ends the line or steers the terminal
 * that it is pasted into. A text with control or format characters takes the `$'…'` of `bash` and `zsh`. No argument of a command
 * can hold a NUL: it is left out.
 */
export function shellQuote(text: string, shell: Shell): string {
  const word = text.replaceAll('\0', '');
  // For zsh, `=ls` is where the program `ls` is.
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word) && !(shell === 'powershell' && /[@%,]/.test(word)))
    return word;
  return shell === 'posix' ? posixQuote(word) : powershellQuote(word);
}

function posixQuote(text: string): string {
  if (text.search(unseen) === -1) return `'${text.replaceAll("'", "'\\''")}'`;
  const inner = text
    .replaceAll(/['\\]/g, '\\$&')
    .replaceAll(unseen, (character) =>
      [...new TextEncoder().encode(character)]
        .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
        .join(''),
    );
  return `$'${inner}'`;
}

/** Typographic quotes end a string of PowerShell's too. */
function powershellQuote(text: string): string {
  if (text.search(unseen) === -1) return `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
  const inner = text
    .replaceAll(/["`$\u201c-\u201e]/g, '`$&')
    .replaceAll(unseen, (character) =>
      [...new Array(character.length).keys()]
        .map((place) => `$([char]0x${character.charCodeAt(place).toString(16)})`)
        .join(''),
    );
  return `"${inner}"`;
}

/** What a terminal obeys or hides, tab and newline included. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
