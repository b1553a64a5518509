import type { JobList } from '../jobs/jobList.js';
import { type RegionJobs, scheduleReport } from '../schedule/scheduleReport.js';
import { type ScheduleFigures, scheduleFigures } from './figures/scheduleFigures.js';
import type { FiguresBasis } from './figuresBasis.js';
import type { OverviewSubject } from './overviewSubject.js';
import { listedMs } from './periods.js';

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
  const regions = sessions.flatMap(({ region }, place): RegionJobs[] => {
    const list = lists[place];
    const readAt = list?.readAt?.date.getTime();
    if (readAt === undefined || list === undefined) return [];
    return [{ region, jobs: list.each(), known: [{ from: readAt - listedMs, to: readAt }], readAt }];
  });
  if (regions.length < sessions.length) return undefined;
  return scheduleFigures(await scheduleReport(regions, { signal }), asOf, { signal });
}
