import { withoutFormula } from '../../jobs/withoutFormula.js';
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
