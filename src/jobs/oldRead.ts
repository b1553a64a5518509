import { systemTime, type TimeSource } from './sweep/clock.js';

/** The time of a read: `date` for display, `elapsed` (of the {@link TimeSource}) to compute its age. */
export interface ReadTime {
  readonly date: Date;
  readonly elapsed: number;
}

/** The time of a read that starts now. */
export function readTimeNow(time: TimeSource = systemTime): ReadTime {
  return { date: new Date(time.now()), elapsed: time.elapsed() };
}

/** The earlier of two times; the known one if only one is known. */
export function earliest(one: ReadTime | undefined, other: ReadTime | undefined): ReadTime | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.elapsed <= other.elapsed ? one : other;
}

/**
 * Whether a read is too old to be reused. Checks both clocks: `elapsed` ignores changes of the system clock,
 * but may stop while the machine sleeps.
 */
export function isOldRead(readAt: ReadTime | undefined, time: TimeSource = systemTime): boolean {
  if (readAt === undefined) return false;
  const systemAge = Math.abs(time.now() - readAt.date.getTime());
  return Math.max(systemAge, time.elapsed() - readAt.elapsed) > oldReadMs;
}

/** The age, in milliseconds, beyond which a read is too old to be reused. */
export const oldReadMs = 5 * 60_000;
