import type { Finding } from './foldFindings.js';
import { missedSince } from './missedSince.js';

/** Missed runs, and resources that are overdue. */
export interface FindingCounts {
  readonly missed: number;
  readonly overdue: number;
}

/**
 * The findings that are news since a time (epoch milliseconds): the runs that are {@link missedSince} it, and
 * everything that is overdue.
 */
export function recentFindings(findings: readonly Finding[], since: number): readonly Finding[] {
  return findings.flatMap((finding): Finding[] => {
    if (finding.kind === 'overdue') return [finding];
    const series = finding.series.flatMap(({ of, times }) => {
      const known = missedSince(since, times, of);
      return known.length === 0 ? [] : [{ of, times: known }];
    });
    return series.length === 0 ? [] : [{ ...finding, series }];
  });
}

/** The counts of {@link recentFindings}. */
export function missedCounts(
  { findings }: { readonly findings: readonly Finding[] },
  since: number,
): FindingCounts {
  return countFindings(recentFindings(findings, since));
}

/** The number of missed runs of some findings, and that of overdue resources. */
export function countFindings(findings: readonly Finding[]): FindingCounts {
  const missed = findings.filter(({ kind }) => kind === 'missed');
  return {
    missed: missed.reduce((sum, finding) => sum + runsIn(finding), 0),
    overdue: resourcesIn(findings.filter(({ kind }) => kind === 'overdue')),
  };
}

/** The number of runs that made no job. */
export function runsIn({ series }: Finding): number {
  return series.reduce((sum, { times }) => sum + times.length, 0);
}

/** The earliest of the runs that made no job, in epoch milliseconds. */
export function firstRun({ series }: Finding): number {
  return series.reduce(
    (first, { times }) => times.reduce((one, time) => Math.min(one, time), first),
    Infinity,
  );
}

/** The latest of the runs that made no job, in epoch milliseconds. */
export function latestRun({ series }: Finding): number {
  return series.reduce(
    (last, { times }) => times.reduce((one, time) => Math.max(one, time), last),
    -Infinity,
  );
}

/** The number of different resources. A resource may be in several rules. */
export function resourcesIn(findings: readonly Finding[]): number {
  const keys = findings.flatMap(({ series }) =>
    series.map(({ of: { series: own } }) => JSON.stringify([own.accountId, own.region, own.resourceArn])),
  );
  return new Set(keys).size;
}

/** The regions of a finding. That of an account has several. */
export function regionsOf({ series }: Finding): readonly string[] {
  return [...new Set(series.map(({ of }) => of.series.region))].sort();
}
