/**
 * Milliseconds to the next read after so many failures in a row: twice as many after each, `maxMs` at the
 * most unless the interval itself is longer.
 */
export function pollBackoff(failures: number, intervalMs: number, maxMs: number): number {
  return Math.min(intervalMs * 2 ** failures, Math.max(intervalMs, maxMs));
}
