import { withoutSecrets } from './secrets.js';
import { visibleLine } from './visibleText.js';

/** What the log takes: a text that has gone through {@link logLine}. */
export type LogLine = string & { readonly kind: 'logLine' };

/** Any text as one line of the log, whatever a key of the settings or an answer holds: nothing in it looks like another line, and no secret is in it. */
export function logLine(text: string, longest = 4000): LogLine {
  return visibleLine(withoutSecrets(text, longest), longest) as LogLine;
}
