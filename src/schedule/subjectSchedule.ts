import type { Coverage } from '../jobs/coverage.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';
import { jobsIn, jobsOfHistory, jobsOfList } from './listedJobs.js';
import { type RegionJobs, type ScheduleReport, scheduleReport } from './scheduleReport.js';

/**
 * What the jobs of a subject prove about missed runs; undefined if not all jobs of each resource are known,
 * or of a history in none of its times. Rejects with the signal's reason when it aborts.
 *
 * @param lists the lists of the subject's sessions, in their order
 */
export async function subjectSchedule(
  { sessions }: JobsSubject,
  lists: readonly JobList[],
  { isRecent, knowsResources, provenTimes }: Coverage,
  signal: AbortSignal,
): Promise<ScheduleReport | undefined> {
  if (provenTimes !== undefined) {
    const ofHistory = sessions.flatMap(({ region }, place) => {
      const [list, times] = [lists[place], provenTimes[place]];
      return list === undefined || times === undefined ? [] : [jobsOfHistory(region, jobsIn(list), times)];
    });
    return ofHistory.length === sessions.length ? historySchedule(ofHistory, signal) : undefined;
  }
  if (!isRecent || !knowsResources) return undefined;
  const regions = sessions.flatMap(({ listed, region }, place) => {
    const list = lists[place];
    return (list && jobsOfList(region, list, listed)) ?? [];
  });
  return regions.length === sessions.length ? scheduleReport(regions, { signal }) : undefined;
}

/**
 * What the regions of a history prove. Each is judged by itself: files may be about some regions of an
 * account only, and only all of them together prove that the account made no job. Rejects with the signal's
 * reason when it aborts.
 */
export async function historySchedule(
  regions: readonly RegionJobs[],
  signal: AbortSignal,
): Promise<ScheduleReport> {
  const reports: ScheduleReport[] = [];
  for (const region of regions) reports.push(await scheduleReport([region], { signal }));
  return {
    series: reports.flatMap(({ series }) => series),
    findings: reports.flatMap(({ findings }) => findings),
    regions: reports.flatMap((report) => report.regions),
  };
}
