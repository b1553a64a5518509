import type { BackupJob } from '../jobs/backupJob.js';
import type { ProvenTimes } from '../jobs/coverage.js';
import type { JobList } from '../jobs/jobList.js';
import { includesAllJobs } from '../jobs/jobSelection.js';
import { isOfHistory } from '../jobs/lastKnown.js';
import { type ListedTime, listedTimes } from '../jobs/listedPeriod.js';
import type { RegionJobs } from './scheduleReport.js';

/**
 * The jobs of a region's complete list, as {@link RegionJobs}; undefined if it was never read. A history does
 * not show that it has every job until now, so it proves nothing about runs that did not happen, but for
 * {@link jobsOfHistory}.
 *
 * @param listed see `listedTimes`
 */
export function jobsOfList(
  region: string,
  list: JobList,
  listed?: readonly ListedTime[],
): RegionJobs | undefined {
  const readAt = list.readAt?.date.getTime();
  if (readAt === undefined) return undefined;
  const isFiltered = !includesAllJobs(list.selection);
  const known = isHistory(list) ? [] : listedTimes(listed, readAt);
  return { region, jobs: jobsIn(list), known, readAt, ...(isFiltered && { isFiltered }) };
}

/**
 * All jobs of a region in a history, which proves what it covers and ends with that.
 *
 * @param jobs can be iterated several times
 */
export function jobsOfHistory(
  region: string,
  jobs: Iterable<BackupJob>,
  { accounts, end, isFiltered, known }: ProvenTimes,
): RegionJobs {
  const base = { region, jobs, known, readAt: end, isHistory: true } as const;
  return { ...base, ...(isFiltered && { isFiltered }), ...(accounts && { accounts }) };
}

/** The jobs of a list, which can be iterated several times. */
export function jobsIn(list: JobList): Iterable<BackupJob> {
  return { [Symbol.iterator]: () => list.each()[Symbol.iterator]() };
}

function isHistory(list: JobList): boolean {
  for (const job of list.each()) return isOfHistory(job);
  return false;
}
