import { valueJson } from '../jobJson.js';

/** A row of a CSV file by RFC 4180, with its end. */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/**
 * A value as a cell. What is absent is empty, and a text of no characters is `""`; times are ISO 8601, numbers have all their digits,
 * anything with fields of its own is JSON. Texts are {@link withoutFormula}. UTF-8 has no half of a surrogate pair: it reads as U+FFFD.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  const text = withoutFormula(typeof value === 'string' ? value : valueJson(value));
  return /^[\w.:/-]+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

/**
 * A text that no spreadsheet takes for a formula: OWASP's apostrophe stands before what begins with `=`, `+`, `-`, `@`, a tab or
 * a line break, also where blanks, quotes or semicolons come first, and also in the middle of a text, after each semicolon, tab and line break
 * that leads to such a sign: a spreadsheet that cuts cells at semicolons, or minds no quotes, would begin a cell there. Who wants
 * the very text back takes one apostrophe away at each of these places.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function withoutFormula(text: string): string {
  const apart = text.replaceAll(leadIn, (blanks) => blanks.replaceAll(cellStart, "$&'"));
  return dangerousStart.test(text) ? `'${apart}` : apart;
}

/** The wide forms are what some spreadsheets in East Asian languages read as the plain ones. */
const signs = '=+\\-@＝＋－＠';
const blank = '\\s\\p{Cf}\'";';
/** It begins where no blank comes before, so that a long run is looked at once. */
const leadIn = new RegExp(`(?<![${blank}])[${blank}]+(?=[${signs}])`, 'gu');
const dangerousStart = new RegExp(`^[${blank}]*[${signs}\\t\\r\\n]`, 'u');
const cellStart = /[;\t\r\n]/g;
