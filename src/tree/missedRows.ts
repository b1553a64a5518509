import { attentionHours } from '../jobs/attention.js';
import { resourceTitle } from '../jobs/jobFacts.js';
import { includesAllJobs } from '../jobs/jobSelection.js';
import type { KnownIssue } from '../jobs/knownIssue.js';
import { entry } from '../jobs/mapEntry.js';
import { regionsText } from '../jobs/regionsText.js';
import type { AcceptedFinding } from '../schedule/acceptedFindings.js';
import { firstRun, recentFindings, regionsOf } from '../schedule/findingCounts.js';
import { type FindingPlace, findingPlace } from '../schedule/findingPlace.js';
import { type Finding, resourceFindings } from '../schedule/foldFindings.js';
import { attentionEnd } from './attentionEnd.js';
import { idPart } from './jobRow.js';
import { type AttentionRow, type Branch, type MissedRow, type OutcomeRow, wholeOf } from './rows.js';

/**
 * The runs that made no job, as far as they belong to the period of an attention row: the missed ones that
 * are known since its start, and the overdue ones. None if nothing is known.
 */
export function findingsOf(row: AttentionRow, now: Date): readonly Finding[] {
  const { schedule } = row;
  if (typeof schedule === 'string') return [];
  return findingsUntil(attentionEnd(row, now), schedule.findings);
}

/** The findings of the period of {@link attentionHours} before `end`. */
export function findingsUntil(end: Date, findings: readonly Finding[]): readonly Finding[] {
  return recentFindings(findings, end.getTime() - attentionHours(end) * hourMs);
}

/** The findings about single resources of a region, by the `resourceKey` of their jobs. */
export function findingsByResource(
  findings: readonly Finding[],
  region: string,
): ReadonlyMap<string, readonly Finding[]> {
  const byResource = new Map<string, Finding[]>();
  for (const finding of findings) {
    const series = finding.series[0]?.of.series;
    if (finding.scope.kind !== 'resource' || series === undefined || series.region !== region) continue;
    const key = `${series.accountId ?? ''} ${series.resourceArn}`;
    entry(byResource, key, () => []).push(finding);
  }
  return byResource;
}

/**
 * The rows of findings: missed runs first, and of the same kind what concerns the most resources.
 *
 * @param branches those of the regions
 */
export function missedRows(
  parent: AttentionRow | MissedRow | OutcomeRow,
  branches: readonly Branch[],
  findings: readonly Finding[],
  issue?: KnownIssue,
): MissedRow[] {
  const byRegion = new Map(branches.map((branch) => [branch.session.region, branch]));
  return [...findings].sort(missedFirst).flatMap((finding): MissedRow[] => {
    const branch = byRegion.get(finding.series[0]?.of.series.region ?? '');
    if (branch === undefined) return [];
    const { kind, scope } = finding;
    return [
      {
        kind: 'missed',
        id: `${parent.id}/missed:${idPart(JSON.stringify([kind, scope.key, firstRun(finding), ...(issue ? [issue] : [])]))}`,
        session: branch.session,
        branches,
        finding,
        region: byRegion.size > 1 ? regionsText(regionsOf(finding)) : undefined,
        issue,
        isFiltered: !includesAllJobs(wholeOf(branch).list.selection),
        parent,
      },
    ];
  });
}

/** The rows below the row of a rule, plan, vault, region or account: its resources, by name. */
export function rowsOfMissed(row: MissedRow): MissedRow[] {
  if (row.finding.scope.kind === 'resource') return [];
  const rows = missedRows(row, row.branches, resourceFindings(row.finding), row.issue);
  return rows.sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
}

function nameOf({ finding: { scope, series } }: MissedRow): string {
  const job = series[0]?.of.judgement.latest?.job;
  return (job && resourceTitle(job)) || scope.name;
}

/** Where the jobs of a row are; undefined if none is known. */
export function missedPlace({ finding }: MissedRow): FindingPlace | undefined {
  return findingPlace(finding);
}

/** The rows of accepted findings, like {@link missedRows}. */
export function acceptedMissedRows(
  parent: AttentionRow | OutcomeRow,
  branches: readonly Branch[],
  accepted: readonly AcceptedFinding[],
): MissedRow[] {
  return accepted.flatMap(({ finding, issue }) => missedRows(parent, branches, [finding], issue));
}

function missedFirst(one: Finding, other: Finding): number {
  return (
    Number(one.kind === 'overdue') - Number(other.kind === 'overdue') ||
    other.series.length - one.series.length
  );
}

const hourMs = 3_600_000;
