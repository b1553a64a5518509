import * as l10n from '@vscode/l10n';
import { visibleStart, visibleText } from '../jobs/visibleText.js';
import type { FormatContext } from './formatContext.js';

/** A text as it is read: whole, or its start and what the rest is asked for by. */
export interface ShownText {
  readonly text: string;
  /** "Show all 1,000,000 characters": there is more than is shown. */
  readonly rest?: string;
}

/**
 * The text of the field at a path. One that nobody reads to its end is sent to the page, which would take its
 * time to lay it out, only when a person asks for it; until then the start is shown, and how much there is.
 */
export function shownText(text: string, path: string, { locale, whole }: FormatContext): ShownText {
  if (text.length <= maxShownLength || whole?.has(path)) return { text: visibleText(text) };
  const count = new Intl.NumberFormat(locale).format(text.length);
  return { text: visibleStart(text, maxShownLength), rest: l10n.t('Show all {count} characters', { count }) };
}

/** Characters; the longest status messages that AWS is known to write have a few thousand. */
const maxShownLength = 10_000;
