/**
 * The properties of a JSON object or array; undefined if the text is neither. Hides the parser's error,
 * because it quotes the text, which may be a secret.
 */
export function parseFields(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
