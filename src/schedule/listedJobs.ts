import type { JobList } from '../jobs/jobList.js';
import { listedMs } from '../jobs/listedPeriod.js';
import type { RegionJobs } from './scheduleReport.js';

/** The jobs of a region's complete list, as {@link RegionJobs}; undefined if it was never read. */
export function jobsOfList(region: string, list: JobList): RegionJobs | undefined {
  const readAt = list.readAt?.date.getTime();
  return readAt === undefined
    ? undefined
    : {
        region,
        jobs: { [Symbol.iterator]: () => list.each()[Symbol.iterator]() },
        known: [{ from: readAt - listedMs, to: readAt }],
        readAt,
      };
}
