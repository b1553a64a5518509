import type { JobList } from '../jobs/jobList.js';
import { isOfHistory } from '../jobs/lastKnown.js';
import { listedMs } from '../jobs/listedPeriod.js';
import type { RegionJobs } from './scheduleReport.js';

/**
 * The jobs of a region's complete list, as {@link RegionJobs}; undefined if it was never read. A history does
 * not show that it has every job until now, so it proves nothing about runs that did not happen.
 */
export function jobsOfList(region: string, list: JobList): RegionJobs | undefined {
  const readAt = list.readAt?.date.getTime();
  return readAt === undefined
    ? undefined
    : {
        region,
        jobs: { [Symbol.iterator]: () => list.each()[Symbol.iterator]() },
        known: isHistory(list) ? [] : [{ from: readAt - listedMs, to: readAt }],
        readAt,
      };
}

function isHistory(list: JobList): boolean {
  for (const job of list.each()) return isOfHistory(job);
  return false;
}
