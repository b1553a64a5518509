import type { JobList } from '../jobs/jobList.js';
import type { SliceOptions } from '../jobs/slices.js';
import type { Finding } from './foldFindings.js';
import { isJudged } from './judgeSeries.js';
import { jobsOfList } from './listedJobs.js';
import { scheduleReport } from './scheduleReport.js';

/** What some complete lists prove about runs that did not happen. It holds no other jobs. */
export interface ListsSchedule {
  readonly findings: readonly Finding[];
  /** The number of pairs of a resource and a rule. */
  readonly series: number;
  /** The number of those whose latest runs are judged. */
  readonly judged: number;
}

/**
 * Compares the jobs of complete lists with the schedules that they name. Works in slices of a few
 * milliseconds. Rejects with the signal's reason when it aborts.
 *
 * @param areAllRegions whether these are all regions of the connection. Otherwise each is judged by itself,
 * because only all of them together prove that an account made no job.
 */
export async function listsSchedule(
  lists: readonly { readonly region: string; readonly list: JobList }[],
  areAllRegions: boolean,
  options: SliceOptions = {},
): Promise<ListsSchedule> {
  const regions = lists.flatMap(({ list, region }) => jobsOfList(region, list) ?? []);
  const together = areAllRegions ? [regions] : regions.map((region) => [region]);
  let findings: readonly Finding[] = [];
  let [all, judged] = [0, 0];
  for (const some of together) {
    const report = await scheduleReport(some, options);
    findings = [...findings, ...report.findings];
    all += report.series.length;
    for (const { judgement } of report.series) if (isJudged(judgement.verdict)) judged++;
  }
  return { findings, series: all, judged };
}
