import type { BackupJob } from '../jobs/backupJob.js';
import type { AcceptTarget } from '../jobs/issueProposals.js';
import type { KnownIssue } from '../jobs/knownIssue.js';
import type { Finding, JudgedSeries } from './foldFindings.js';

/**
 * What became of the backups of a resource; the worst first. A resource with several backup rules has the
 * worst outcome of them. What is accepted as a known issue counts only if nothing else is wrong.
 *
 * - `stillFailing`: the latest run made no complete backup, and one before the period did not either.
 * - `newlyFailing`: the same, but the first such run ended in the period. Without a `lastGood`, it is the
 *   first run that is known.
 * - `missed`: a run made no job; that is known since the period.
 * - `overdue`: there is no job for the last runs.
 * - `withIssues`: the latest run completed with issues.
 * - `unknown`: nothing of the above, and not known to be good; see {@link UnknownReason}.
 * - `running`: a job is in progress.
 * - `recovered`: good, and the first good backup after a bad one ended in the period.
 * - `good`: the latest run of each rule made a good backup. It follows its schedule, or ended in the period.
 */
export const resourceOutcomeNames = [
  'stillFailing',
  'newlyFailing',
  'missed',
  'overdue',
  'withIssues',
  'unknown',
  'running',
  'recovered',
  'good',
] as const;
export type ResourceOutcomeName = (typeof resourceOutcomeNames)[number];

/**
 * Why an outcome is unknown: the jobs of the period are not all known; a job lacks its date, or is in a state
 * that AWS has added; all rules have ended; or no schedule says whether there should be a newer backup.
 */
export type UnknownReason = 'notRead' | 'unclearJob' | 'ended' | 'notJudged';

/** A resource with backup jobs, in one region, and what became of its backups. */
export interface ResourceOutcome {
  /** The {@link resourceKey} of its jobs. Only together with the region, it identifies the resource. */
  readonly key: string;
  readonly region: string;
  readonly accountId: string | undefined;
  /** Undefined for a job that names no resource: the entry is that of the job. */
  readonly resourceArn: string | undefined;
  readonly outcome: ResourceOutcomeName;
  /** Only of `unknown`. */
  readonly reason: UnknownReason | undefined;
  /**
   * The jobs that prove the outcome, the latest first, at least one: of a failing resource, the bad ones
   * since it fails, those first that are not accepted; of a recovered one, the good ones and the last bad
   * one; of a missed or overdue one, its latest.
   */
  readonly jobs: readonly BackupJob[];
  /**
   * The known issue that accepts all that is wrong: each bad job since each rule fails, and each missed or
   * overdue run. Undefined if something is not accepted, or nothing is wrong.
   */
  readonly issue: KnownIssue | undefined;
  /** What is wrong and not accepted. */
  readonly open: AcceptTarget;
  /** The job that was created last. */
  readonly latest: BackupJob;
  /** The latest good backup, of whatever rule. */
  readonly lastGood: BackupJob | undefined;
  /** Only of a failing resource. */
  readonly failing: FailingTime | undefined;
  /** Its missed runs that are known since the period, and the runs for which it is overdue. */
  readonly missed: readonly UnmadeRuns[];
  readonly overdue: readonly UnmadeRuns[];
  /** Its rules, judged. */
  readonly series: readonly JudgedSeries[];
}

/** How long a resource has been failing. */
export interface FailingTime {
  /** The creation of the first of the bad jobs; undefined if no job has a creation date. */
  readonly since: Date | undefined;
  /** In how many nights the bad jobs were created; see {@link countNights}. */
  readonly nights: number;
}

/** Runs of one rule that made no job for a resource, with the finding that explains them. */
export interface UnmadeRuns {
  readonly of: JudgedSeries;
  readonly finding: Finding;
  /** Epoch milliseconds, in order. */
  readonly times: readonly number[];
}

/** Whether a resource with this outcome is failing. */
export function isFailing(outcome: ResourceOutcomeName): boolean {
  return outcome === 'stillFailing' || outcome === 'newlyFailing';
}

/** Whether one outcome is worse than another. */
export function isWorse(one: ResourceOutcomeName, other: ResourceOutcomeName): boolean {
  return resourceOutcomeNames.indexOf(one) < resourceOutcomeNames.indexOf(other);
}
