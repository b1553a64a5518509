// Texts for the places in which VS Code reads more than words. Each function takes any text, makes it harmless there, and leaves
// the words as they are for a person. The functions of src/editor that show something call them; nothing else has to. What the log takes is in logLine.ts.
import { visibleLine, visibleText } from './visibleText.js';

/**
 * A message of a notification, on one line. VS Code makes a link, which may run a command, of `[words](target)`.
 *
 * @see https://github.com/microsoft/vscode/blob/main/src/vs/base/common/linkedText.ts
 */
export function notificationText(text: string, longest = 1000): string {
  return withoutLinks(visibleLine(text, longest));
}

/** What an input box asks or complains of, on one line: links as in a notification, and `$(icon)`. */
export function promptText(text: string, longest = 1000): string {
  return withoutIcons(withoutLinks(visibleLine(text, longest)));
}

/** A text of the status bar, where `$(icon)` is an icon. */
export function statusText(text: string, longest = 300): string {
  return withoutIcons(visibleLine(text, longest));
}

/** A label, a description or a detail of a quick pick: one line, and no `$(icon)` in it becomes an icon. */
export function pickText(text: string, longest = 300): string {
  return visibleLine(text, longest).replaceAll(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, String.raw`\$&`);
}

/**
 * What a program wrote, for a terminal: its lines, in which no escape sequence clears the screen, sets the clipboard or covers
 * what stands there. A chunk may end within a line break.
 */
export function terminalText(words: string): string {
  return visibleText(words.replaceAll(/\r(?=\n|$)/g, '')).replaceAll('\n', '\r\n');
}

/** A text that markdown shows as it is, with its lines as paragraphs. */
export function markdownText(text: string): string {
  return visibleText(text)
    .split('\n')
    .map((line) => line.trim().replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`))
    .join('\n\n');
}

/** A narrow space, which is part of no link. */
function withoutLinks(line: string): string {
  return line.replaceAll('](', ']\u200a(');
}

function withoutIcons(line: string): string {
  return line.replaceAll('$(', '$\u200a(');
}
