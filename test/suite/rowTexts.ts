/**
 * A text of rows without the pairs of characters that isolate texts that are read from right to left. Those
 * of the jobs themselves are visible in it.
 */
export function withoutIsolates(text: string): string {
  const inner = text.replaceAll(/\u2068([^\u2068\u2069]*)\u2069/g, '$1');
  return inner === text ? text : withoutIsolates(inner);
}
