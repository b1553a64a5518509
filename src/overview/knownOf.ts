import { isOldRead } from '../jobs/oldRead.js';
import { type Coverage, coverageOf } from './coverage.js';
import type { OverviewSubject } from './overviewSubject.js';
import type { OverviewReading } from './readOverview.js';

/** What is known of the jobs that are to be counted. */
export interface Known {
  /** Nothing was read before this time. */
  readonly asOf: Date;
  /** The end of the time that is counted. */
  readonly until: Date;
  readonly coverage: Coverage;
}

/**
 * What is known at `now` of the loaded jobs. If old jobs cannot be loaded again, the figures are as of the
 * time when they were loaded; if that is so in some regions only, the time up to now is not fully known.
 */
export function knownOf(
  { selection, sessions }: OverviewSubject,
  reading: OverviewReading,
  now: Date,
): Known {
  const asOf = new Date(Math.min(...sessions.map(({ pool }) => (pool.readAt?.date ?? now).getTime())));
  const outdated = sessions.filter(
    ({ pool, region }) =>
      isOldRead(pool.readAt) && reading.failures.some((failed) => failed.region === region),
  );
  if (outdated.length === sessions.length)
    return { asOf, until: asOf, coverage: coverageOf(selection, reading) };
  const read = outdated.length === 0 ? reading : { isComplete: false, readSince: undefined };
  return { asOf, until: now, coverage: coverageOf(selection, read) };
}
