import type { Coverage } from '../jobs/coverage.js';
import type { JobList } from '../jobs/jobList.js';
import { includesWholeResources } from '../jobs/jobSelection.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';
import { oldReadMs } from '../jobs/oldRead.js';
import { type SliceOptions, Slices } from '../jobs/slices.js';
import { judgedListOf } from './judgedList.js';
import { jobsIn, jobsOfHistory, jobsOfList } from './listedJobs.js';
import { type RegionJobs, type ScheduleReport, scheduleReport } from './scheduleReport.js';
import { selectedReport } from './selectedReport.js';

/**
 * What the jobs of a subject prove about missed runs, see {@link judgedListOf}. If some regions could not be
 * read, it is about the others. Undefined if not all jobs of each resource are known in any region, or of a
 * history in none of its times. Rejects with the signal's reason when it aborts.
 *
 * @param lists the lists of the subject's sessions, in their order
 */
export async function subjectSchedule(
  { selection, sessions }: Pick<JobsSubject, 'selection' | 'sessions'>,
  lists: readonly JobList[],
  { isRecent, knowsResources, provenTimes }: Coverage,
  signal: AbortSignal,
): Promise<ScheduleReport | undefined> {
  if (provenTimes !== undefined) {
    const ofHistory = sessions.flatMap(({ region }, place) => {
      const [list, times] = [lists[place], provenTimes[place]];
      return list === undefined || times === undefined ? [] : [jobsOfHistory(region, jobsIn(list), times)];
    });
    return ofHistory.length === sessions.length ? reportByRegion(ofHistory, { signal }) : undefined;
  }
  if (!isRecent) return undefined;
  const isKnown = knowsResources ? () => true : knownAmong(lists);
  const regions = sessions.flatMap(({ listed, pool, region }, place) => {
    const list = lists[place];
    return (list && isKnown(list) && jobsOfList(region, judgedListOf(list, pool), listed)) || [];
  });
  if (regions.length < sessions.length && knowsResources) return undefined;
  const names = sessions.map(({ region }) => region);
  const report = await reportOfRegions(regions, names, { signal });
  return report && selectedReport(report, selection, new Slices({ signal }));
}

/**
 * What the regions of a connection prove together. If nothing is known of some of them, each of the others is
 * judged by itself. Undefined if nothing is known of any. Rejects with the signal's reason when it aborts.
 *
 * @param all the names of all regions
 */
export async function reportOfRegions(
  regions: readonly RegionJobs[],
  all: readonly string[],
  options: SliceOptions,
): Promise<ScheduleReport | undefined> {
  if (regions.length === 0) return undefined;
  if (regions.length === all.length) return scheduleReport(regions, options);
  const known = new Set(regions.map(({ region }) => region));
  const unknownRegions = all.filter((region) => !known.has(region));
  return { ...(await reportByRegion(regions, options)), unknownRegions };
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
  options: SliceOptions,
): Promise<ScheduleReport> {
  const reports: ScheduleReport[] = [];
  for (const region of regions) reports.push(await scheduleReport([region], options));
  return {
    series: reports.flatMap(({ series }) => series),
    findings: reports.flatMap(({ findings }) => findings),
    regions: reports.flatMap((report) => report.regions),
  };
}
