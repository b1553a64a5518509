/**
 * The milliseconds until the next read after this many failures in a row. They double with each failure, up
 * to `maxMs` or, if it is longer, the interval itself.
 */
export function pollBackoff(failures: number, intervalMs: number, maxMs: number): number {
  return Math.min(intervalMs * 2 ** failures, Math.max(intervalMs, maxMs));
}
