import type { JobList } from '../jobs/jobList.js';
import { jobsOfList } from '../schedule/listedJobs.js';
import { type ScheduleReport, scheduleReport } from '../schedule/scheduleReport.js';
import type { Coverage } from './coverage.js';
import type { OverviewSubject } from './overviewSubject.js';

/**
 * What the jobs of an overview prove about missed runs; undefined if not all jobs of each resource are known.
 * Rejects with the signal's reason when it aborts.
 *
 * @param lists the lists of the subject's sessions, in their order
 */
export async function subjectSchedule(
  { sessions }: OverviewSubject,
  lists: readonly JobList[],
  { isRecent, knowsResources }: Coverage,
  signal: AbortSignal,
): Promise<ScheduleReport | undefined> {
  if (!isRecent || !knowsResources) return undefined;
  const regions = sessions.flatMap(({ region }, place) => {
    const list = lists[place];
    return (list && jobsOfList(region, list)) ?? [];
  });
  return regions.length === sessions.length ? scheduleReport(regions, { signal }) : undefined;
}
