import type { RuleSchedule, UnknownSchedule } from './ruleSchedule.js';
import type { ScheduledJob } from './ruleVersion.js';
import type { RunStarts } from './runStarts.js';

/** Why nothing is said about the missing runs of a series. */
export type NotJudged = UnknownSchedule | 'incompleteJob' | 'missingJobs' | 'tooFewRuns' | 'offSchedule';

/**
 * A series makes no more jobs: nothing else stopped with it, or a rule of the same name makes the jobs.
 */
export type Ended = 'ended' | 'replaced';

/** What the jobs of one series prove about the runs of its rule. Times are epoch milliseconds. */
export interface Judgement {
  /** The job that was created last. */
  readonly latest: ScheduledJob | undefined;
  /** Whether the latest runs are known to be there. */
  readonly verdict: 'onSchedule' | 'overdue' | Ended | NotJudged;
  /** The runs that certainly made no job: there are jobs of the same version before and after each. */
  readonly missed: readonly number[];
  /** The runs without a job after the last job of the series. The reason is unknown. */
  readonly silent: readonly number[];
  /**
   * For each job that has a time, the time of the run that made it, or of its creation if that is unknown. In
   * the order of the jobs' times.
   */
  readonly active: Float64Array;
  /** The latest of these; -Infinity if there is none. */
  readonly lastActive: number;
  /** The schedule of the rule's latest version; undefined if it is not known. */
  readonly schedule: RuleSchedule | undefined;
  /** What its runs prove about their starts; of all versions of the rule. */
  readonly starts: RunStarts;
}

/** Whether the latest runs of a series are judged. */
export function isJudged(verdict: Judgement['verdict']): boolean {
  return verdict === 'onSchedule' || verdict === 'overdue' || hasEnded(verdict);
}

/** How many series are judged, see {@link isJudged}. */
export function countJudged(series: readonly { readonly judgement: Judgement }[]): number {
  return series.filter(({ judgement }) => isJudged(judgement.verdict)).length;
}

/** Whether a series makes no more jobs. */
export function hasEnded(verdict: Judgement['verdict']): verdict is Ended {
  return verdict === 'ended' || verdict === 'replaced';
}
