import type { Slices } from '../jobs/slices.js';
import type { BackupSeries } from './backupSeries.js';
import type { JudgedSeries } from './foldFindings.js';
import type { ExpectedRuns } from './ruleSchedule.js';
import type { RuleVersion } from './ruleVersion.js';

/**
 * The runs of a series without a job that are neither missed nor `overdue`, in epoch milliseconds: whether
 * they should have made a job is not known. Before the first job, the resource may not have been in the plan;
 * between two versions of the rule, either may apply; and a local time that occurs twice may have two runs.
 * Undefined if the schedule is not known.
 */
export async function unjudgedRuns(
  { judgement, series }: JudgedSeries,
  expected: ExpectedRuns,
  overdue: Iterable<number>,
  slices: Slices,
): Promise<readonly number[] | undefined> {
  const explained = new Set([...judgement.active, ...judgement.missed, ...overdue]);
  const unjudged = new Set<number>();
  for (const { from, to, rule } of versionSpans(series)) {
    const runs = await expected.of(rule, slices);
    if (typeof runs === 'string') return undefined;
    for (const { isCertain, time } of runs)
      if (time > from && time < to && (!isCertain || !explained.has(time))) unjudged.add(time);
  }
  return series.created.some((time) => !Number.isNaN(time)) ? [...unjudged] : undefined;
}

/** When a version of a rule may apply: from the job before its first one to the one after its last. */
interface VersionSpan {
  readonly rule: RuleVersion;
  readonly from: number;
  to: number;
}

function versionSpans({ created: times, shared }: BackupSeries): readonly VersionSpan[] {
  const dated = shared.flatMap(({ version: rule }, place) => {
    const created = times[place] ?? Number.NaN;
    return Number.isNaN(created) ? [] : [{ created, rule }];
  });
  const inOrder = dated.sort((one, other) => one.created - other.created);
  const spans: VersionSpan[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const { created, rule } of inOrder) {
    const last = spans.at(-1);
    if (last?.rule.key !== rule.key) {
      if (last !== undefined) last.to = created;
      spans.push({ rule, from: before, to: Number.POSITIVE_INFINITY });
    }
    before = created;
  }
  return spans;
}
