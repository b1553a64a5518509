import type { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import type { ResourceKeys } from '../../jobs/resourceKeys.js';
import type { Slices } from '../../jobs/slices.js';
import { unmadeRun } from '../../schedule/acceptedFindings.js';
import type { JudgedSeries } from '../../schedule/foldFindings.js';
import { leadingSchedule, longestInterval } from '../../schedule/goodBackupDue.js';
import type { RuleSchedule } from '../../schedule/ruleSchedule.js';
import type { ScheduleReport } from '../../schedule/scheduleReport.js';

/** What the schedules say of a resource. */
export interface ResourceSchedule {
  /** The schedule of its most frequent rule; undefined if none is known. */
  readonly schedule: RuleSchedule | undefined;
  /**
   * The longest time between two runs, in milliseconds; undefined if the jobs are not known to follow the
   * schedule.
   */
  readonly objectiveMs: number | undefined;
  readonly isOverdue: boolean;
  /** The known issue that accepts the overdue runs; undefined if it does not accept those of each rule. */
  readonly overdueIssue: KnownIssue | undefined;
}

/** What a report says of each resource with a backup rule, by the key of the resource. */
export async function resourceSchedules(
  { findings, series }: ScheduleReport,
  keys: ResourceKeys,
  slices: Slices,
  accepted?: AcceptedIssues,
): Promise<ReadonlyMap<string, ResourceSchedule>> {
  const byKey = new Map<string, JudgedSeries[]>();
  for (const one of series) {
    const { accountId, region, resourceArn } = one.series;
    const { key } = keys.in(region).of(accountId, resourceArn);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [one]);
    else known.push(one);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  const overdue = new Set<JudgedSeries>();
  for (const finding of findings)
    if (finding.kind === 'overdue') for (const { of } of finding.series) overdue.add(of);
  const objectives = new Map<RuleSchedule, number | undefined>();
  const schedules = new Map<string, ResourceSchedule>();
  for (const [key, own] of byKey) {
    const { isJudged, schedule } = leadingSchedule(own) ?? {};
    if (schedule !== undefined && !objectives.has(schedule))
      objectives.set(schedule, longestInterval(schedule));
    const objectiveMs = isJudged && schedule ? objectives.get(schedule) : undefined;
    const late = own.filter((one) => overdue.has(one));
    const issues = late.map((one) => accepted?.issueOfRun(unmadeRun(one)));
    const overdueIssue = issues.includes(undefined) ? undefined : issues[0];
    schedules.set(key, { schedule, objectiveMs, isOverdue: late.length > 0, overdueIssue });
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  return schedules;
}
