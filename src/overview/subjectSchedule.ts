import type { JobList } from '../jobs/jobList.js';
import { jobsOfList } from '../schedule/listedJobs.js';
import { scheduleReport } from '../schedule/scheduleReport.js';
import { type ScheduleFigures, scheduleFigures } from './figures/scheduleFigures.js';
import type { FiguresBasis } from './figuresBasis.js';
import type { OverviewSubject } from './overviewSubject.js';

/**
 * What the jobs of an overview prove about runs and resources; undefined if not all jobs of each resource are
 * known. Rejects with the signal's reason when it aborts.
 *
 * @param lists the lists of the subject's sessions, in their order
 */
export async function subjectSchedule(
  { sessions }: OverviewSubject,
  lists: readonly JobList[],
  { asOf, coverage: { isRecent, knowsResources } }: Pick<FiguresBasis, 'asOf' | 'coverage'>,
  signal: AbortSignal,
): Promise<ScheduleFigures | undefined> {
  if (!isRecent || !knowsResources) return undefined;
  const regions = sessions.flatMap(({ region }, place) => {
    const list = lists[place];
    return (list && jobsOfList(region, list)) ?? [];
  });
  if (regions.length < sessions.length) return undefined;
  return scheduleFigures(await scheduleReport(regions, { signal }), asOf, { signal });
}
