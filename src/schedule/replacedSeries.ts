import type { JudgedSeries } from './foldFindings.js';
import { keyOf } from './ruleVersion.js';

/**
 * The same series, in which those of a rule that another one has replaced are judged so: their runs make no
 * job any more, because those of a rule of the same name do. A plan that was deleted and made again, as
 * CloudFormation does, has another ID with the same names.
 */
export function withReplacedRules(judged: readonly JudgedSeries[]): readonly JudgedSeries[] {
  const starts = startsOfNames(judged);
  if (starts.size === 0) return judged;
  return judged.map((one): JudgedSeries => {
    const { judgement, series } = one;
    const isReplaced =
      judgement.silent.length > 0 &&
      (starts.get(namesKey(one) ?? '') ?? Number.NEGATIVE_INFINITY) > judgement.lastActive;
    return isReplaced ? { series, judgement: { ...judgement, verdict: 'replaced', silent: [] } } : one;
  });
}

/** When the latest rule of the same names made its first job, for the names of rules that are silent. */
function startsOfNames(judged: readonly JudgedSeries[]): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  for (const one of judged) {
    const names = one.judgement.silent.length > 0 ? namesKey(one) : undefined;
    if (names !== undefined) starts.set(names, Number.NEGATIVE_INFINITY);
  }
  if (starts.size === 0) return starts;
  for (const one of judged) {
    const names = namesKey(one) ?? '';
    const latest = starts.get(names);
    if (latest !== undefined) starts.set(names, Math.max(latest, one.judgement.active[0] ?? latest));
  }
  return starts;
}

/** The resource and the names of the rule; undefined if the rule has none. */
function namesKey({
  judgement,
  series: { accountId, region, resourceArn },
}: JudgedSeries): string | undefined {
  const { BackupPlanName: plan, BackupRuleName: rule } = judgement.latest?.rule.creator ?? {};
  return plan && rule ? keyOf([accountId, region, resourceArn, plan, rule]) : undefined;
}
