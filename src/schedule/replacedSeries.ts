import type { JudgedSeries } from './foldFindings.js';
import { entry } from './mapEntry.js';
import { keyOf } from './ruleVersion.js';

/**
 * The same series, in which those of a rule that another one has replaced are judged so: their runs make no
 * job any more, because those of a rule of the same name do. A plan that was deleted and made again, as
 * CloudFormation does, has another ID with the same names.
 */
export function withReplacedRules(judged: readonly JudgedSeries[]): readonly JudgedSeries[] {
  const isReplaced = replacedIn(judged);
  return judged.map(({ judgement, series }) => ({
    series,
    judgement: isReplaced({ judgement, series })
      ? { ...judgement, verdict: 'replaced', silent: [] }
      : judgement,
  }));
}

function replacedIn(judged: readonly JudgedSeries[]): (one: JudgedSeries) => boolean {
  const latestStarts = new Map<string, number>();
  for (const one of judged) {
    if (one.judgement.silent.length === 0) continue;
    const names = namesKey(one);
    if (names !== undefined) entry(latestStarts, names, () => Number.NEGATIVE_INFINITY);
  }
  if (latestStarts.size === 0) return () => false;
  for (const one of judged) {
    const names = namesKey(one);
    const latest = names === undefined ? undefined : latestStarts.get(names);
    if (names !== undefined && latest !== undefined)
      latestStarts.set(names, Math.max(latest, one.judgement.active[0] ?? latest));
  }
  return (one) => {
    const { lastActive, silent } = one.judgement;
    return silent.length > 0 && (latestStarts.get(namesKey(one) ?? '') ?? lastActive) > lastActive;
  };
}

/** The resource and the names of the rule; undefined if the rule has none. */
function namesKey({
  judgement,
  series: { accountId, region, resourceArn },
}: JudgedSeries): string | undefined {
  const { BackupPlanName: plan, BackupRuleName: rule } = judgement.latest?.rule.creator ?? {};
  return plan && rule ? keyOf([accountId, region, resourceArn, plan, rule]) : undefined;
}
