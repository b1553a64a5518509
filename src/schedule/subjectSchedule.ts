import type { Coverage } from '../jobs/coverage.js';
import type { JobList } from '../jobs/jobList.js';
import { includesWholeResources } from '../jobs/jobSelection.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';
import { oldReadMs } from '../jobs/oldRead.js';
import { jobsIn, jobsOfHistory, jobsOfList } from './listedJobs.js';
import { type RegionJobs, type ScheduleReport, scheduleReport } from './scheduleReport.js';

/**
 * What the jobs of a subject prove about missed runs. If some regions could not be read, it is about the
 * others. Undefined if not all jobs of each resource are known in any region, or of a history in none of its
 * times. Rejects with the signal's reason when it aborts.
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
    return ofHistory.length === sessions.length ? reportByRegion(ofHistory, signal) : undefined;
  }
  if (!isRecent) return undefined;
  const isKnown = knowsResources ? () => true : knownAmong(lists);
  const regions = sessions.flatMap(({ listed, region }, place) => {
    const list = lists[place];
    return (list && isKnown(list) && jobsOfList(region, list, listed)) || [];
  });
  if (regions.length === sessions.length) return scheduleReport(regions, { signal });
  if (knowsResources || regions.length === 0) return undefined;
  const unknown = sessions.filter(({ region }) => regions.every((one) => one.region !== region));
  return { ...(await reportByRegion(regions, signal)), unknownRegions: unknown.map(({ region }) => region) };
}

/** Which of some lists have all jobs of each resource, as recent as those of the others. */
function knownAmong(lists: readonly JobList[]): (list: JobList) => boolean {
  const newest = Math.max(...lists.map(({ readAt }) => readAt?.elapsed ?? Number.NEGATIVE_INFINITY));
  return ({ isComplete, readAt, selection }) =>
    isComplete &&
    readAt !== undefined &&
    newest - readAt.elapsed <= oldReadMs &&
    includesWholeResources(selection);
}

/**
 * What regions prove, each judged by itself: only all regions of an account together prove that it made no
 * job, and a history, or a read that has failed in part, may lack some. Rejects with the signal's reason when
 * it aborts.
 */
export async function reportByRegion(
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
