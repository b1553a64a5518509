import { withoutSecrets } from './secrets.js';
import { visibleLine } from './visibleText.js';

/** A text that has passed {@link logLine}: the only type that the log accepts. */
export type LogLine = string & { readonly kind: 'logLine' };

/**
 * Any text as one line of the log, without secrets. Text from settings or responses cannot imitate another
 * line.
 */
export function logLine(text: string, maxLength = 4000): LogLine {
  return visibleLine(withoutSecrets(text, maxLength), maxLength) as LogLine;
}
