/**
 * The fields of a JSON object; undefined if the text is not one. Does not throw, because the parser's error
 * message quotes the text, which may be a secret.
 */
export function parseFields(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
