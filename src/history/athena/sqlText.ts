/** A condition of SQL that no row fulfils. */
export const noRow = 'false';

/**
 * A literal of SQL for any text, in single quotes, which are doubled. Trino knows no other escapes, so a
 * backslash is only a character. Undefined for a text that no value of a report can be equal to: it has a
 * lone surrogate or a NUL, or is longer than any value that a filter compares. Such a text does not reach the
 * service, which would replace a part of it, or reject the query.
 *
 * @see https://trino.io/docs/current/language/types.html#varchar
 */
export function literal(text: string): string | undefined {
  if (text.length > maxLength || /\p{Surrogate}|\0/u.test(text)) return undefined;
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name of a column, a table or a database, in double quotes, which are doubled. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A literal of SQL for a time, in UTC, within the years that SQL can write. */
export function timestamp(time: Date): string {
  const milliseconds = Math.min(Math.max(time.getTime(), firstTime), lastTime);
  return `timestamp '${new Date(milliseconds).toISOString().replace('T', ' ').replace('Z', '')}'`;
}

/** Whether an SQL expression is equal to a text. */
export function equals(expression: string, text: string): string {
  const value = literal(text);
  return value === undefined ? noRow : `${expression} = ${value}`;
}

/** Whether an SQL expression is equal to one of some texts. */
export function isAmong(expression: string, texts: readonly string[]): string {
  const values = texts.flatMap((text) => literal(text) ?? []);
  return values.length === 0 ? noRow : `${expression} in (${values.join(', ')})`;
}

/** The condition that is true if all of these are. */
export function allOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : conditions.map((one) => `(${one})`).join(' and ');
}

/** In UTF-16 units. An ARN has at most 2,048, and Athena accepts queries of 262,144 bytes. */
const maxLength = 10_000;
const firstTime = Date.UTC(1000, 0, 1);
const lastTime = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
