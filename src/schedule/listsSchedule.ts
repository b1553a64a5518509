import type { JobList } from '../jobs/jobList.js';
import type { Finding } from './foldFindings.js';
import { isJudged } from './judgement.js';
import { jobsOfList } from './listedJobs.js';
import type { ResourceOutcome, ResourceOutcomeName } from './resourceOutcome.js';
import { type OutcomeOptions, resourceOutcomes } from './resourceOutcomes.js';
import { scheduleReport } from './scheduleReport.js';

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

/**
 * Compares the jobs of complete lists with the schedules that they name. Works in slices of a few
 * milliseconds. Rejects with the signal's reason when it aborts. Undefined if a list was emptied or read
 * again meanwhile, such as with its connection: a part of its jobs proves nothing.
 *
 * @param withOutcomes also judges each resource, as of the oldest read
 * @param areAllRegions whether these are all regions of the connection. Otherwise each is judged by itself,
 * because only all of them together prove that an account made no job.
 */
export async function listsSchedule(
  lists: readonly { readonly region: string; readonly list: JobList }[],
  areAllRegions: boolean,
  { withOutcomes = false, ...options }: OutcomeOptions & { readonly withOutcomes?: boolean } = {},
): Promise<ListsSchedule | undefined> {
  const before = lists.map(({ list }) => readOf(list));
  const regions = lists.flatMap(({ list, region }) => jobsOfList(region, list) ?? []);
  const together = areAllRegions ? [regions] : regions.map((region) => [region]);
  let findings: readonly Finding[] = [];
  const outcomes = new Map<string, Map<ResourceOutcomeName, ListedOutcome[]>>();
  let [all, judged] = [0, 0];
  const asOf = new Date(Math.min(...regions.map(({ readAt }) => readAt)));
  for (const some of together) {
    const report = await scheduleReport(some, options);
    findings = [...findings, ...report.findings];
    all += report.series.length;
    for (const { judgement } of report.series) if (isJudged(judgement.verdict)) judged++;
    if (!withOutcomes) continue;
    for (const { missed, overdue, series, ...outcome } of await resourceOutcomes(report, asOf, options)) {
      const ofRegion = outcomes.get(outcome.region) ?? new Map<ResourceOutcomeName, ListedOutcome[]>();
      outcomes.set(outcome.region, ofRegion);
      const same = ofRegion.get(outcome.outcome);
      if (same === undefined) ofRegion.set(outcome.outcome, [outcome]);
      else same.push(outcome);
    }
  }
  if (lists.some(({ list }, place) => readOf(list) !== before[place])) return undefined;
  return { findings, asOf, series: all, judged, outcomes: withOutcomes ? outcomes : undefined };
}

/** When a complete list was read; undefined if it is not complete. */
function readOf({ isComplete, readAt }: JobList): number | undefined {
  return isComplete ? readAt?.elapsed : undefined;
}
