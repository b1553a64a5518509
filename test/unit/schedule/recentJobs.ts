import type { BackupJob } from '../../../src/jobs/backupJob.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Jobs of the last days that a daily rule made, for tests that use the current time. */
export interface RecentJobsOptions {
  readonly resource: string;
  readonly rule?: string;
  readonly plan?: string;
  /** The first and the last run, in runs before the latest one, which is 3 to 4 hours old. */
  readonly from?: number;
  readonly to?: number;
  /** The runs without a job. */
  readonly without?: readonly number[];
  readonly more?: (run: number) => BackupJob;
}

/** Taken once, so that the jobs of a test are of the same hours even if an hour begins while it runs. */
const loadedAt = Date.now();

/** The time of the latest run, in epoch milliseconds: a full hour, 3 to 4 hours before the tests began. */
export function latestRunTime(now = loadedAt): number {
  return Math.floor(now / hourMs - 3) * hourMs;
}

/** The jobs of a daily rule, each an hour long, with a start window of an hour. */
export function recentJobs(options: RecentJobsOptions): readonly BackupJob[] {
  const { from = 9, more, plan = 'prod', resource, rule = 'daily', to = 0, without = [] } = options;
  const latest = latestRunTime();
  const creator = {
    BackupPlanId: plan,
    BackupPlanName: plan,
    BackupPlanVersion: '1',
    BackupRuleId: `${plan}-${rule}`,
    BackupRuleName: rule,
    BackupRuleCron: `cron(0 ${new Date(latest).getUTCHours()} ? * * *)`,
    BackupRuleTimezone: 'Etc/UTC',
  };
  return Array.from({ length: from - to + 1 }, (_, place) => from - place)
    .filter((run) => !without.includes(run))
    .map((run) => {
      const time = latest - run * dayMs;
      return {
        AccountId: '111122223333',
        BackupJobId: `${plan}-${rule}-${resource}-${run}`,
        BackupVaultName: 'vault',
        CompletionDate: new Date(time + hourMs),
        CreatedBy: creator,
        CreationDate: new Date(time + 20_000),
        ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/${resource}`,
        ResourceName: resource,
        ResourceType: 'EBS',
        StartBy: new Date(time + hourMs),
        State: 'COMPLETED',
        ...more?.(run),
      };
    });
}
