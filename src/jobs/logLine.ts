import { withoutSecrets } from './secrets.js';
import { visibleLine } from './visibleText.js';

/** A text that has passed {@link logLine}: the only type that the log accepts. */
export type LogLine = string & { readonly kind: 'logLine' };

/**
 * Any text as one line of the log: it cannot look like another line, and contains no secrets, whatever is in
 * settings or answers.
 */
export function logLine(text: string, longest = 4000): LogLine {
  return visibleLine(withoutSecrets(text, longest), longest) as LogLine;
}
