import { entry } from '../jobs/mapEntry.js';
import type { Slices } from '../jobs/slices.js';
import type { BackupSeries } from './backupSeries.js';
import { countUpTo } from './countUpTo.js';
import { hasEnded, type Judgement } from './judgement.js';
import type { RuleVersion } from './ruleVersion.js';
import { type Scope, scopesOf } from './scopes.js';

/** A series with its judgement. */
export interface JudgedSeries {
  readonly series: BackupSeries;
  readonly judgement: Judgement;
}

/** Runs that made no job, with the widest scope that explains them. */
export interface Finding {
  /**
   * Missed: the series of the scope made jobs before and after. Overdue: they have made none since, and the
   * reason is unknown.
   */
  readonly kind: 'missed' | 'overdue';
  readonly scope: Scope;
  /** The series, each with the times of its runs without a job; in order. */
  readonly series: readonly { readonly of: JudgedSeries; readonly times: readonly number[] }[];
}

/**
 * Explains missed and silent runs by their common cause: where no series of a rule, plan, vault, region or
 * account made a job at the time, that is one finding. One alone is a finding of its own, and one that is
 * silent for more than three runs has ended: it is no finding.
 *
 * @param isFiltered whether there are series that are not among these. Then it is not known whether a rule,
 * plan, vault or account has stopped, so that those that have ended have ended each by itself.
 */
export async function foldFindings(
  judged: readonly JudgedSeries[],
  isFiltered: boolean,
  slices: Slices,
): Promise<readonly Finding[]> {
  const missed: Explanation[] = [];
  const silent: Explanation[] = [];
  for (const scope of await membersByScope(judged, slices)) {
    missed.push(...(await missedTogether(scope, slices)));
    silent.push(...(await silentTogether(scope, isFiltered, slices)));
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  await slices.pause();
  return [...explain('missed', missed, judged), ...explain('overdue', withProvenEnds(silent), judged)];
}

/**
 * The explanations without what an account does not explain: nothing is known of its regions that are not
 * read. So a series in it that has ended is overdue only if a rule, plan, vault or region is, too.
 */
function withProvenEnds(explanations: readonly Explanation[]): readonly Explanation[] {
  const isWide = ({ scope, times }: Explanation) => scope.kind !== 'account' && times.size > 1;
  const proven = new Set(explanations.filter(isWide).flatMap(({ times }) => [...times.keys()]));
  const isProven = (one: JudgedSeries) => !hasEnded(one.judgement.verdict) || proven.has(one);
  return explanations.map((explanation) =>
    explanation.scope.kind === 'account'
      ? { ...explanation, times: new Map([...explanation.times].filter(([one]) => isProven(one))) }
      : explanation,
  );
}

/** The series of a scope that may have the same cause, each with the times that the cause explains. */
interface Explanation {
  readonly scope: Scope;
  readonly times: ReadonlyMap<JudgedSeries, readonly number[]>;
}

interface ScopeMembers {
  readonly scope: Scope;
  readonly members: JudgedSeries[];
}

/** The scopes with several series. */
async function membersByScope(
  judged: readonly JudgedSeries[],
  slices: Slices,
): Promise<readonly ScopeMembers[]> {
  const byKey = new Map<string, ScopeMembers>();
  const membersOf = ({ judgement, series }: JudgedSeries) =>
    scopesOf(series, judgement).map((scope) => entry(byKey, scope.key, () => ({ scope, members: [] })));
  // The series of a rule version and a vault have the same scopes: few of them need keys.
  const byVersion = new Map<RuleVersion, Map<string | undefined, readonly ScopeMembers[]>>();
  for (const one of judged) {
    const { job, rule } = one.judgement.latest ?? {};
    const byVault = rule && entry(byVersion, rule, () => new Map());
    const scopes = byVault ? entry(byVault, job?.BackupVaultName, () => membersOf(one)) : membersOf(one);
    for (const { members } of scopes) members.push(one);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  return [...byKey.values()].filter(({ members }) => members.length > 1);
}

/** All series of a scope that are silent since its last job. */
async function silentTogether(
  { members, scope }: ScopeMembers,
  isFiltered: boolean,
  slices: Slices,
): Promise<readonly Explanation[]> {
  const silent = members.filter(
    ({ judgement: { silent, verdict } }) => silent.length > 0 && !(isFiltered && hasEnded(verdict)),
  );
  if (silent.length < 2) return [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { judgement } of members) {
    last = Math.max(last, judgement.lastActive);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  const since = silent.filter(({ judgement }) => (judgement.silent[0] ?? last) > last);
  return [{ scope, times: new Map(since.map((one) => [one, one.judgement.silent])) }];
}

/** The missed runs of a scope between two of its jobs. */
async function missedTogether(
  { members, scope }: ScopeMembers,
  slices: Slices,
): Promise<readonly Explanation[]> {
  const missing = members.filter(({ judgement }) => judgement.missed.length > 0);
  if (missing.length < 2) return [];
  const times = [...new Set(missing.flatMap(({ judgement }) => judgement.missed))].sort(
    (one, other) => one - other,
  );
  const gapOf = await gaps(times, members, slices);
  const byGap = new Map<number, Map<JudgedSeries, number[]>>();
  for (const one of missing)
    for (const time of one.judgement.missed) {
      const gap = gapOf.get(time);
      if (gap === undefined) continue;
      const ofGap = byGap.get(gap) ?? new Map<JudgedSeries, number[]>();
      byGap.set(gap, ofGap.set(one, [...(ofGap.get(one) ?? []), time]));
    }
  return [...byGap.values()].map((ofGap) => ({ scope, times: ofGap }));
}

/**
 * The number of the gap between two jobs of the members in which each time lies; a time at which a member
 * made a job lies in none.
 */
async function gaps(
  times: readonly number[],
  members: readonly JudgedSeries[],
  slices: Slices,
): Promise<ReadonlyMap<number, number>> {
  // By the places in `times`: whether a member made a job then, and whether one made a job directly before.
  const isActive = new Uint8Array(times.length + 1);
  const starts = new Uint8Array(times.length + 1);
  const [first = 0, last = first] = [times[0], times.at(-1)];
  for (const { judgement } of members) {
    for (const time of judgement.active) {
      if (time < first || time > last) continue;
      const place = countUpTo(time, times.length, (at) => times[at] ?? Number.NaN);
      starts[place] = 1;
      if (times[place - 1] === time) isActive[place - 1] = 1;
    }
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  const gapOf = new Map<number, number>();
  let gap = 0;
  for (const [place, time] of times.entries()) {
    if (starts[place] === 1) gap++;
    if (isActive[place] === 1) gap++;
    else gapOf.set(time, gap);
  }
  return gapOf;
}

/** The findings of one kind: the explanation of the most series first; of equal ones, the narrowest. */
function explain(
  kind: Finding['kind'],
  explanations: readonly Explanation[],
  judged: readonly JudgedSeries[],
): Finding[] {
  const open = new Map<JudgedSeries, Set<number>>();
  for (const one of judged) {
    const times = kind === 'missed' ? one.judgement.missed : one.judgement.silent;
    if (times.length > 0) open.set(one, new Set(times));
  }
  const findings: Finding[] = [];
  const byReach = [...explanations].sort(
    (one, other) => other.times.size - one.times.size || one.scope.width - other.scope.width,
  );
  for (const { scope, times } of byReach) {
    const series = [...times].flatMap(([of, all]) => {
      const left = all.filter((time) => open.get(of)?.has(time));
      return left.length === 0 ? [] : [{ of, times: left }];
    });
    if (series.length < 2) continue;
    for (const { of, times: explained } of series) for (const time of explained) open.get(of)?.delete(time);
    findings.push({ kind, scope, series });
  }
  for (const [of, left] of open) {
    const isOpen = left.size > 0 && (kind === 'missed' || of.judgement.verdict === 'overdue');
    if (isOpen) findings.push({ kind, scope: ownScope(of), series: [{ of, times: [...left] }] });
  }
  return findings;
}

/** The same runs as findings of single series: a resource of several rules has several. */
export function resourceFindings({ kind, series }: Finding): readonly Finding[] {
  return series.map((one) => ({ kind, scope: ownScope(one.of), series: [one] }));
}

function ownScope({ series: { key, resourceArn } }: JudgedSeries): Scope {
  return { kind: 'resource', key, name: resourceArn, width: 0 };
}
