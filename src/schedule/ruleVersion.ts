import type { BackupJob, RecoveryPointCreator } from '../jobs/backupJob.js';

/** A job that a backup rule created, with the values that its schedule is judged by. */
export interface ScheduledJob {
  readonly job: BackupJob;
  /** Epoch milliseconds, as all times here; NaN if unknown. */
  readonly created: number;
  readonly rule: RuleVersion;
}

/**
 * One version of a backup rule in an account. Editing a backup plan makes a new version of all of its rules.
 * All jobs of a version share one object.
 */
export interface RuleVersion {
  /** Identifies the version in its account and region. */
  readonly key: string;
  /** Identifies the rule in its account and region, whatever its version is. */
  readonly ruleKey: string;
  readonly creator: RecoveryPointCreator;
  /**
   * Whether the creator has the IDs of the plan and the rule. Otherwise it may be that of another rule, too.
   */
  readonly isComplete: boolean;
}

/** The name of a job's plan, else its ID; the name of its rule, else its ID. Both are job data. */
export function namesOf(creator: RecoveryPointCreator | undefined): {
  readonly plan: string | undefined;
  readonly rule: string | undefined;
} {
  return {
    plan: creator?.BackupPlanName ?? creator?.BackupPlanId,
    rule: creator?.BackupRuleName ?? creator?.BackupRuleId,
  };
}

/**
 * The version of the rule that created a job; undefined for an on-demand job. AWS Backup may return the
 * creator without some of its fields, so the rule is what the remaining ones identify.
 */
export function ruleVersionOf(creator: RecoveryPointCreator | undefined): RuleVersion | undefined {
  if (creator === undefined) return undefined;
  const plan = creator.BackupPlanId ?? creator.BackupPlanArn ?? creator.BackupPlanName;
  const rule = creator.BackupRuleId ?? creator.BackupRuleName;
  if (plan === undefined && rule === undefined) return undefined;
  const isComplete = creator.BackupPlanId !== undefined && creator.BackupRuleId !== undefined;
  const { BackupPlanVersion, BackupRuleCron, BackupRuleTimezone } = creator;
  const ruleKey = keyOf([plan, rule]);
  const key = keyOf([ruleKey, BackupPlanVersion, BackupRuleCron, BackupRuleTimezone]);
  return { key, ruleKey, creator, isComplete };
}

/** A key of several texts that no other texts have. */
export function keyOf(parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts);
}
