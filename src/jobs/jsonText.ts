/**
 * A value as JSON, with times in ISO 8601 and all digits of a `bigint`, which `JSON.stringify` does not
 * support. On one line without `indent`, else indented by two more spaces per level. `text` formats strings
 * and names.
 */
export function jsonText(
  value: unknown,
  indent?: string,
  text: (value: string) => string = JSON.stringify,
): string {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'null' : text(value.toISOString());
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const deeper = indent === undefined ? undefined : `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = Array.isArray(value)
    ? value.map((item) => jsonText(item, deeper, text))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(
          ([name, item]) => `${text(name)}:${deeper === undefined ? '' : ' '}${jsonText(item, deeper, text)}`,
        );
  if (parts.length === 0 || deeper === undefined) return `${open}${parts.join(',')}${close}`;
  return `${open}\n${deeper}${parts.join(`,\n${deeper}`)}\n${indent}${close}`;
}
