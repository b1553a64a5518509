import { systemTime, type TimeSource } from './sweep/clock.js';

/** When something was read: `date` is for the calendar, and `elapsed` is the {@link TimeSource}'s, for its age. */
export interface ReadTime {
  readonly date: Date;
  readonly elapsed: number;
}

/** What is read from now on. */
export function readTimeNow(time: TimeSource = systemTime): ReadTime {
  return { date: new Date(time.now()), elapsed: time.elapsed() };
}

/** The earlier of two times, where both are known. */
export function earliest(one: ReadTime | undefined, other: ReadTime | undefined): ReadTime | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.elapsed <= other.elapsed ? one : other;
}

/**
 * Whether what was read then is too old to answer a new question with. Both clocks are asked: setting the system clock does not
 * change the one, but it may stand still while the machine sleeps.
 */
export function isOldRead(readAt: ReadTime | undefined, time: TimeSource = systemTime): boolean {
  if (readAt === undefined) return false;
  const ofCalendar = Math.abs(time.now() - readAt.date.getTime());
  return Math.max(ofCalendar, time.elapsed() - readAt.elapsed) > oldMs;
}

const oldMs = 5 * 60_000;
