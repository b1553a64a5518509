import { hasRightToLeft } from '../jobs/rightToLeft.js';

/** The parts of a row's text that it has, in this order: `AccessDenied · EBS · 2 h ago`. */
export function rowText(parts: readonly (string | false | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== false && part !== '')
    .map((part) => isolated(String(part)))
    .join(' · ');
}

/**
 * A text in isolation if it has characters that are read from right to left. They would else reorder the
 * numbers after them: the label and the description of a row are one line.
 *
 * @see https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
export function isolated(text: string): string {
  return hasRightToLeft(text) ? `\u2068${text}\u2069` : text;
}
