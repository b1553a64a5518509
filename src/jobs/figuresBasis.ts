import { type Coverage, coverageOf } from './coverage.js';
import type { JobsSubject } from './jobsSubject.js';
import { timeInHistory } from './lastKnown.js';
import { isOldRead } from './oldRead.js';
import type { SubjectReadResult } from './readSubject.js';

/** What the figures are based on. */
export interface FiguresBasis {
  /** All jobs were read at this time or later. */
  readonly asOf: Date;
  /** The end of the counted time. */
  readonly until: Date;
  readonly coverage: Coverage;
  /** Whether some regions were read later than `asOf`, by a minute or more. */
  readonly isOldestRead: boolean;
}

/**
 * The basis of figures that are counted at `now`. If the jobs are old and could not be refreshed, the figures
 * end when they were loaded. If that is true of some regions only, the figures end now and are incomplete.
 * The figures of a history end when its newest job was stated: nothing is known of the time since.
 */
export function figuresBasis(
  { selection, sessions }: JobsSubject,
  readResult: SubjectReadResult,
  now: Date,
): FiguresBasis {
  const end = historyEnd(selection, sessions);
  if (end !== undefined)
    return { asOf: end, until: end, coverage: coverageOf(selection, readResult, false), isOldestRead: false };
  const times = sessions.map(({ pool }) => (pool.readAt?.date ?? now).getTime());
  const asOf = new Date(Math.min(...times));
  const isOldestRead = Math.max(...times) - asOf.getTime() >= minuteMs;
  const outdated = sessions.filter(
    ({ pool, region }) =>
      isOldRead(pool.readAt) && readResult.failures.some((failed) => failed.region === region),
  );
  if (outdated.length === sessions.length)
    return { asOf, until: asOf, coverage: coverageOf(selection, readResult, false), isOldestRead };
  const read = outdated.length === 0 ? readResult : { isComplete: false, readSince: undefined };
  return { asOf, until: now, coverage: coverageOf(selection, read), isOldestRead };
}

function historyEnd(
  selection: JobsSubject['selection'],
  sessions: JobsSubject['sessions'],
): Date | undefined {
  const times = sessions.flatMap(({ pool }) => {
    const [newest] = pool.list(selection).each();
    return (newest && timeInHistory(newest)?.getTime()) ?? [];
  });
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}

const minuteMs = 60_000;
