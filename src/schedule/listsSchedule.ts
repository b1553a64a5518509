import type { JobList } from '../jobs/jobList.js';
import type { JobPool } from '../jobs/jobPool.js';
import { entry } from '../jobs/mapEntry.js';
import { Slices } from '../jobs/slices.js';
import type { Finding } from './foldFindings.js';
import { judgedListOf } from './judgedList.js';
import { countJudged } from './judgement.js';
import { jobsOfList } from './listedJobs.js';
import type { ResourceOutcome, ResourceOutcomeName } from './resourceOutcome.js';
import { type OutcomeOptions, resourceOutcomes } from './resourceOutcomes.js';
import { type ScheduleReport, scheduleReport } from './scheduleReport.js';
import { selectedReport } from './selectedReport.js';
import { reportByRegion } from './subjectSchedule.js';

/** What some complete lists prove about runs that did not happen. */
export interface ListsSchedule {
  readonly findings: readonly Finding[];
  /** When the oldest of the lists was read. */
  readonly asOf: Date;
  /** The number of pairs of a resource and a rule. */
  readonly series: number;
  /** The number of those whose latest runs are judged. */
  readonly judged: number;
  /** What became of the backups of each resource, by region; undefined if that was not asked for. */
  readonly outcomes: ReadonlyMap<string, OutcomesByName> | undefined;
}

export type OutcomesByName = ReadonlyMap<ResourceOutcomeName, readonly ListedOutcome[]>;

/** A {@link ResourceOutcome} without its series, which hold all jobs. */
export type ListedOutcome = Omit<ResourceOutcome, 'missed' | 'overdue' | 'series'>;

/** A region, and the list of its jobs, in its pool. */
export interface RegionList {
  readonly region: string;
  readonly list: JobList;
  readonly pool: Pick<JobPool, 'knownList'>;
}

/**
 * Compares the jobs of complete lists with the schedules that they name, see {@link judgedListOf}. Works in
 * slices of a few milliseconds. Rejects with the signal's reason when it aborts. Undefined if a list was
 * emptied or read again meanwhile, such as with its connection: a part of its jobs proves nothing.
 *
 * @param lists of the same selection
 * @param withOutcomes also judges each resource, as of the oldest read
 * @param areAllRegions whether these are all regions of the connection. Otherwise each is judged by itself,
 * because only all of them together prove that an account made no job.
 */
export async function listsSchedule(
  lists: readonly RegionList[],
  areAllRegions: boolean,
  { withOutcomes = false, ...options }: OutcomeOptions & { readonly withOutcomes?: boolean } = {},
): Promise<ListsSchedule | undefined> {
  const sources = lists.map(({ list, pool, region }) => ({
    region,
    list: judgedListOf(list, pool),
  }));
  const before = sources.map(({ list }) => readOf(list));
  const regions = sources.flatMap(({ list, region }) => jobsOfList(region, list) ?? []);
  const asOf = new Date(Math.min(...regions.map(({ readAt }) => readAt)));
  const judged = await (areAllRegions ? scheduleReport : reportByRegion)(regions, options);
  const selection = lists[0]?.list.selection;
  const report =
    selection === undefined ? judged : await selectedReport(judged, selection, new Slices(options));
  const outcomes = withOutcomes ? await outcomesByRegion(report, asOf, options) : undefined;
  if (sources.some((source, place) => readOf(source.list) !== before[place])) return undefined;
  return {
    findings: report.findings,
    asOf,
    series: report.series.length,
    judged: countJudged(report.series),
    outcomes,
  };
}

async function outcomesByRegion(
  report: ScheduleReport,
  asOf: Date,
  options: OutcomeOptions,
): Promise<ReadonlyMap<string, OutcomesByName>> {
  const outcomes = new Map<string, Map<ResourceOutcomeName, ListedOutcome[]>>();
  for (const { missed, overdue, series, ...outcome } of await resourceOutcomes(report, asOf, options)) {
    const ofRegion = entry(outcomes, outcome.region, () => new Map());
    entry(ofRegion, outcome.outcome, () => []).push(outcome);
  }
  return outcomes;
}

/** When a complete list was read; undefined if it is not complete. */
function readOf({ isComplete, readAt }: JobList): number | undefined {
  return isComplete ? readAt?.elapsed : undefined;
}
