import { withoutFormula } from '../../jobs/withoutFormula.js';
import { valueJson } from '../jobJson.js';

/** A row of a CSV file, with its line end, by RFC 4180. */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/**
 * A value as a cell. An absent value is empty, and an empty text is `""`. Times are ISO 8601, numbers have
 * all their digits, and structures are JSON. No text runs as a formula, see {@link withoutFormula}. Half a
 * surrogate pair becomes U+FFFD, because UTF-8 cannot encode it.
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
