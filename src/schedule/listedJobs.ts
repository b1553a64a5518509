import type { JobList } from '../jobs/jobList.js';
import { type ListedTime, listedTimes } from '../jobs/listedPeriod.js';
import type { RegionJobs } from './scheduleReport.js';

/**
 * The jobs of a region's complete list, as {@link RegionJobs}; undefined if it was never read.
 *
 * @param listed see `listedTimes`
 */
export function jobsOfList(
  region: string,
  list: JobList,
  listed?: readonly ListedTime[],
): RegionJobs | undefined {
  const readAt = list.readAt?.date.getTime();
  return readAt === undefined
    ? undefined
    : {
        region,
        jobs: { [Symbol.iterator]: () => list.each()[Symbol.iterator]() },
        known: listedTimes(listed, readAt),
        readAt,
      };
}
