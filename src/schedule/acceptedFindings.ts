import type { AcceptedIssues, UnmadeRun } from '../jobs/acceptedIssues.js';
import type { KnownIssue } from '../jobs/knownIssue.js';
import { entry } from '../jobs/mapEntry.js';
import { runsIn } from './findingCounts.js';
import type { Finding, JudgedSeries } from './foldFindings.js';

/** Runs that made no job, and that the user has accepted. */
export interface AcceptedFinding {
  readonly finding: Finding;
  readonly issue: KnownIssue;
}

/** Findings, without and with a known issue that accepts them. */
export interface SplitFindings {
  readonly open: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
}

/**
 * Separates the findings that are accepted as known issues. One about several resources is divided if only
 * some of them are accepted: nothing that is accepted hides what is not.
 */
export function splitFindings(findings: readonly Finding[], known: AcceptedIssues): SplitFindings {
  if (known.issues.length === 0) return { open: findings, accepted: [] };
  const open: Finding[] = [];
  const accepted: AcceptedFinding[] = [];
  for (const finding of findings) {
    const byIssue = new Map<KnownIssue | undefined, Finding['series'][number][]>();
    for (const one of finding.series) {
      const issue = known.issueOfRun(unmadeRun(one.of));
      entry(byIssue, issue, () => []).push(one);
    }
    for (const [issue, series] of byIssue) {
      const part = byIssue.size === 1 ? finding : { ...finding, series };
      if (issue === undefined) open.push(part);
      else accepted.push({ finding: part, issue });
    }
  }
  return { open, accepted };
}

/** How many of the runs that made no job are accepted. */
export function acceptedRuns(findings: readonly Finding[], known: AcceptedIssues): number {
  return splitFindings(findings, known).accepted.reduce((sum, { finding }) => sum + runsIn(finding), 0);
}

/** What identifies the runs of a series. The vault is that of its latest job. */
export function unmadeRun({ judgement: { latest }, series }: JudgedSeries): UnmadeRun {
  return {
    accountId: series.accountId,
    resourceArn: series.resourceArn,
    backupRuleId: latest?.rule.creator.BackupRuleId,
    backupVaultName: latest?.job.BackupVaultName,
  };
}
