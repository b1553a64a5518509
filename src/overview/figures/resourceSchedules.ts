import type { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import { entry } from '../../jobs/mapEntry.js';
import type { ResourceKeys } from '../../jobs/resourceKeys.js';
import type { Slices } from '../../jobs/slices.js';
import { unmadeRun } from '../../schedule/acceptedFindings.js';
import type { JudgedSeries } from '../../schedule/foldFindings.js';
import { type BackupObjective, backupObjective, longestInterval } from '../../schedule/goodBackupDue.js';
import type { RuleSchedule } from '../../schedule/ruleSchedule.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';

/** What the schedules say of a resource. */
export interface ResourceSchedule {
  /** Undefined if no schedule is known. */
  readonly objective: BackupObjective | undefined;
  /**
   * That of the most frequent rule that the jobs are known to follow; undefined if there is none. Of a
   * contained resource, the longest of its parents, and undefined unless each has one rule.
   */
  readonly interval: LongestInterval | undefined;
  readonly isOverdue: boolean;
  /** The known issue that accepts the overdue runs; undefined if it does not accept those of each rule. */
  readonly overdueIssue: KnownIssue | undefined;
}

/** The longest time between two runs of a rule. */
export interface LongestInterval {
  /** In milliseconds. */
  readonly ms: number;
  /** The first job by this schedule, in epoch milliseconds. Nothing is known of the runs before it. */
  readonly since: number;
}

/** What a report says of each resource with a backup rule, by the key of the resource. */
export async function resourceSchedules(
  { findings, regions, series }: ScheduleReport,
  keys: ResourceKeys,
  slices: Slices,
  accepted?: AcceptedIssues,
): Promise<ReadonlyMap<string, ResourceSchedule>> {
  const readAt = new Map(regions.map((one) => [one.region, one.readAt]));
  const byKey = new Map<string, JudgedSeries[]>();
  for (const one of series) {
    const { accountId, region, resourceArn } = one.series;
    const { key } = keys.in(region).of(accountId, resourceArn);
    entry(byKey, key, () => []).push(one);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  const overdue = new Set<JudgedSeries>();
  for (const finding of findings)
    if (finding.kind === 'overdue') for (const { of } of finding.series) overdue.add(of);
  const intervals = new Map<RuleSchedule, number | undefined>();
  const schedules = new Map<string, ResourceSchedule>();
  for (const [key, own] of byKey) {
    const objective = backupObjective(own, readAt.get(own[0]?.series.region ?? '') ?? Number.NaN);
    const { followed } = objective ?? {};
    if (followed !== undefined && !intervals.has(followed.schedule))
      intervals.set(followed.schedule, longestInterval(followed.schedule));
    const ms = followed && intervals.get(followed.schedule);
    const interval = ms === undefined || followed === undefined ? undefined : { ms, since: followed.since };
    const late = own.filter((one) => overdue.has(one));
    const issues = late.map((one) => accepted?.issueOfRun(unmadeRun(one)));
    const overdueIssue = issues.includes(undefined) ? undefined : issues[0];
    schedules.set(key, { objective, interval, isOverdue: late.length > 0, overdueIssue });
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  return schedules;
}
