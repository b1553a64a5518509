import type { AttentionRow } from './rows.js';

/**
 * The end of the row's period: the time at which its jobs were loaded, in the region where that was first.
 * Nothing is known about jobs that ended later.
 */
export function attentionEnd({ parts }: AttentionRow, now: Date): Date {
  const times = parts.flatMap(({ session }) => session.pool.readAt?.date.getTime() ?? []);
  return times.length === 0 ? now : new Date(Math.min(...times));
}
