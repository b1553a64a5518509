import { systemTime, type TimeSource } from './sweep/clock.js';

/** When something was read: `date` for display, `elapsed` (of the {@link TimeSource}) for its age. */
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
 * Whether a read is too old to answer a new question. Compares both clocks: `elapsed` ignores changes of the
 * system clock, but may stand still while the machine sleeps.
 */
export function isOldRead(readAt: ReadTime | undefined, time: TimeSource = systemTime): boolean {
  if (readAt === undefined) return false;
  const ofCalendar = Math.abs(time.now() - readAt.date.getTime());
  return Math.max(ofCalendar, time.elapsed() - readAt.elapsed) > oldMs;
}

const oldMs = 5 * 60_000;
