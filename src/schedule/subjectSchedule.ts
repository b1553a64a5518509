import type { Coverage } from '../jobs/coverage.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';
import { jobsOfList } from './listedJobs.js';
import { type ScheduleReport, scheduleReport } from './scheduleReport.js';

/**
 * What the jobs of a subject prove about missed runs; undefined if not all jobs of each resource are known.
 * Rejects with the signal's reason when it aborts.
 *
 * @param lists the lists of the subject's sessions, in their order
 */
export async function subjectSchedule(
  { sessions }: JobsSubject,
  lists: readonly JobList[],
  { isRecent, knowsResources }: Coverage,
  signal: AbortSignal,
): Promise<ScheduleReport | undefined> {
  if (!isRecent || !knowsResources) return undefined;
  const regions = sessions.flatMap(({ listed, region }, place) => {
    const list = lists[place];
    return (list && jobsOfList(region, list, listed)) ?? [];
  });
  return regions.length === sessions.length ? scheduleReport(regions, { signal }) : undefined;
}
