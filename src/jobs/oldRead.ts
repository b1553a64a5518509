import { systemTime, type TimeSource } from './sweep/clock.js';

/** The time of a read. */
export interface ReadTime {
  /** By the clock of the service, as far as that is known: it is compared with the times of jobs. */
  readonly date: Date;
  /** That of the {@link TimeSource}, to compute the age of the read. */
  readonly elapsed: number;
  /** See `JobPage.clockOffsetMs`. */
  readonly clockOffsetMs?: number | undefined;
}

/** The time of a read that starts now. */
export function readTimeNow(time: TimeSource = systemTime): ReadTime {
  return { date: new Date(time.now()), elapsed: time.elapsed() };
}

/** The time of a read by the clock of the service, once its response has shown that. */
export function byServiceClock(readAt: ReadTime, clockOffsetMs: number | undefined): ReadTime {
  if (clockOffsetMs === undefined) return readAt;
  return { ...readAt, date: serviceTime(readAt.date, { clockOffsetMs }), clockOffsetMs };
}

/** A time of this machine's clock by the clock of the service that a read has shown. */
export function serviceTime(time: Date, readAt: Pick<ReadTime, 'clockOffsetMs'> | undefined): Date {
  return new Date(time.getTime() + (readAt?.clockOffsetMs ?? 0));
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
  const systemAge = Math.abs(Number(serviceTime(new Date(time.now()), readAt)) - Number(readAt.date));
  return Math.max(systemAge, time.elapsed() - readAt.elapsed) > oldReadMs;
}

/** The age, in milliseconds, beyond which a read is too old to be reused. */
export const oldReadMs = 5 * 60_000;
