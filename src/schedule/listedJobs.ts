import type { JobList } from '../jobs/jobList.js';
import type { RegionJobs } from './scheduleReport.js';

/**
 * AWS Backup lists the jobs of the last 30 days. In milliseconds.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export const listedMs = 30 * 24 * 3_600_000;

/** The jobs of a region's complete list, as {@link RegionJobs}; undefined if it was never read. */
export function jobsOfList(region: string, list: JobList): RegionJobs | undefined {
  const readAt = list.readAt?.date.getTime();
  return readAt === undefined
    ? undefined
    : { region, jobs: list.each(), known: [{ from: readAt - listedMs, to: readAt }], readAt };
}
