import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { KnownIssue } from '../jobs/knownIssue.js';
import { unmadeRun } from './acceptedFindings.js';
import type { ResourceOutcome } from './resourceOutcome.js';

/**
 * The known issue that accepts what is wrong with a resource: the latest bad job of each of its failing
 * rules, and all of its missed and overdue runs. Undefined if something of it is not accepted, or nothing is
 * wrong.
 */
export function outcomeIssue(
  { failing, jobs, missed, overdue }: ResourceOutcome,
  known: AcceptedIssues,
): KnownIssue | undefined {
  if (known.issues.length === 0) return undefined;
  const issues = [
    ...(failing === undefined ? [] : latestOfRules(jobs)).map((job) => known.issueOf(job)),
    ...[...missed, ...overdue].map(({ of }) => known.issueOfRun(unmadeRun(of))),
  ];
  return issues.includes(undefined) ? undefined : issues[0];
}

/** The latest job of each rule, and that of no rule. `jobs` are in order, the latest first. */
function latestOfRules(jobs: readonly BackupJob[]): readonly BackupJob[] {
  const byRule = new Map<string | undefined, BackupJob>();
  for (const job of jobs) {
    const rule = job.CreatedBy?.BackupRuleId;
    if (!byRule.has(rule)) byRule.set(rule, job);
  }
  return [...byRule.values()];
}
