// Escapes text for UI elements in which VS Code interprets links, icons or markup. Each function makes any
// text safe there and keeps it readable. Only the functions of src/editor that show something need to call
// them. For the log, see logLine.ts.
import { visibleLine, visibleText } from './visibleText.js';

/**
 * The message of a notification, on one line. VS Code turns `[text](target)` into a link, which may run a
 * command.
 *
 * @see https://github.com/microsoft/vscode/blob/main/src/vs/base/common/linkedText.ts
 */
export function notificationText(text: string, maxLength = 1000): string {
  return withoutLinks(visibleLine(text, maxLength));
}

/**
 * The prompt or validation message of an input box, on one line. VS Code interprets links as in a
 * notification, and `$(icon)`.
 */
export function promptText(text: string, maxLength = 1000): string {
  return withoutIcons(withoutLinks(visibleLine(text, maxLength)));
}

/** A text of the status bar, where VS Code interprets `$(icon)`. */
export function statusText(text: string, maxLength = 300): string {
  return withoutIcons(visibleLine(text, maxLength));
}

/** A label, description or detail of a quick pick, on one line, without icons from `$(icon)`. */
export function pickText(text: string, maxLength = 300): string {
  return visibleLine(text, maxLength).replaceAll(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, String.raw`\$&`);
}

/**
 * The output of a program, for a terminal: its lines, without escape sequences, which could clear the screen,
 * set the clipboard or cover other text. A chunk may end within a line break.
 */
export function terminalText(output: string): string {
  return visibleText(output.replaceAll(/\r(?=\n|$)/g, '')).replaceAll('\n', '\r\n');
}

/** A text that Markdown shows unchanged, with its lines as paragraphs. */
export function markdownText(text: string): string {
  return visibleText(text)
    .split('\n')
    .map((line) => line.trim().replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`))
    .join('\n\n');
}

/** Inserts a hair space, so that VS Code finds no link. */
function withoutLinks(line: string): string {
  return line.replaceAll('](', ']\u200a(');
}

function withoutIcons(line: string): string {
  return line.replaceAll('$(', '$\u200a(');
}
