import * as l10n from '@vscode/l10n';
import { visibleStart, visibleText } from '../jobs/visibleText.js';
import type { FormatContext } from './formatContext.js';

/** A text, or the start of a long one. */
export interface ShownText {
  readonly text: string;
  /** The title of the button for the full text: "Show all 1,000,000 characters". Absent if nothing is cut. */
  readonly rest?: string;
}

/**
 * The text to show for the field at a path. A very long text takes a long time to lay out, so it is cut until
 * the user requests all of it.
 */
export function shownText(text: string, path: string, { fullTextPaths, locale }: FormatContext): ShownText {
  if (text.length <= maxShownLength || fullTextPaths?.has(path)) return { text: visibleText(text) };
  const count = new Intl.NumberFormat(locale).format(text.length);
  return { text: visibleStart(text, maxShownLength), rest: l10n.t('Show all {count} characters', { count }) };
}

/** Characters. The longest known status messages of AWS have a few thousand. */
const maxShownLength = 10_000;
