import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { type AcceptTarget, isAcceptable } from '../jobs/issueProposals.js';
import type { KnownIssue } from '../jobs/knownIssue.js';
import { unmadeRun } from './acceptedFindings.js';
import { type Claim, worstOf } from './resourceClaims.js';
import { isFailing, isWorse, type ResourceOutcomeName, type UnmadeRuns } from './resourceOutcome.js';

/**
 * The claim that decides about a resource. One that is not accepted counts before all that are, unless it is
 * no worse than a job in progress.
 */
export function decisiveClaim(claims: readonly Claim[]): Claim {
  const accepted = claims.filter(({ issue }) => issue !== undefined);
  const open = claims.filter(({ issue }) => issue === undefined);
  const isOpen = open.some(({ isNeutral, outcome }) => !isNeutral && isWorse(outcome, 'running'));
  return worstOf(accepted.length > 0 && !isOpen ? accepted : open);
}

/** A claim with the known issue that accepts all of its failures, if one does. */
export function acceptedClaim(claim: Claim, known: AcceptedIssues): Claim {
  const { jobs = [], outcome } = claim;
  if (known.issues.length === 0 || !isFailing(outcome)) return claim;
  const [first, ...others] = jobs;
  const issue = first && known.issueOfFailure(first);
  if (issue === undefined || others.some((job) => known.issueOfFailure(job) === undefined)) return claim;
  return { ...claim, issue };
}

/** What runs without a job claim: those that are accepted, and the others. */
export function unmadeClaims(
  outcome: ResourceOutcomeName & ('missed' | 'overdue'),
  runs: readonly UnmadeRuns[],
  known: AcceptedIssues,
): readonly Claim[] {
  const byIssue = new Map<KnownIssue | undefined, BackupJob[]>();
  for (const { of } of runs) {
    const issue = known.issueOfRun(unmadeRun(of));
    const jobs = byIssue.get(issue) ?? [];
    byIssue.set(issue, jobs);
    if (of.judgement.latest !== undefined) jobs.push(of.judgement.latest.job);
  }
  return [...byIssue].map(([issue, jobs]) => ({ outcome, jobs, ...(issue && { issue }) }));
}

/** The jobs with those first that are not accepted. */
export function openJobsFirst(jobs: readonly BackupJob[], known: AcceptedIssues): readonly BackupJob[] {
  if (known.issues.length === 0) return jobs;
  const isOpen = (job: BackupJob) => known.issueOfFailure(job) === undefined;
  return [...jobs.filter(isOpen), ...jobs.filter((job) => !isOpen(job))];
}

/**
 * What is wrong and not accepted: the latest such job of each rule, and the runs that made no job.
 *
 * @param jobs those of each rule in their order, the latest first
 */
export function openTrouble(
  jobs: readonly BackupJob[],
  runs: readonly UnmadeRuns[],
  known: AcceptedIssues,
): AcceptTarget {
  const byRule = new Map<string | undefined, BackupJob>();
  for (const job of jobs) {
    const rule = job.CreatedBy?.BackupRuleId;
    if (!byRule.has(rule) && isAcceptable(job) && known.issueOf(job) === undefined) byRule.set(rule, job);
  }
  return {
    jobs: [...byRule.values()],
    runs: [...new Set(runs.map(({ of }) => of))]
      .map(unmadeRun)
      .filter((run) => known.issueOfRun(run) === undefined),
  };
}
