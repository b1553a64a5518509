import type { BackupJob } from '../../src/jobs/backupJob.js';

const hour = 3_600_000;
const day = 24 * hour;

/** The time of the latest run of the account's daily rule: two to three hours ago. */
export const latestRun = Math.floor((Date.now() - 2 * hour) / hour) * hour;

/**
 * Twenty days of a daily rule: `orders-db` fails in the last three days, `missing-fs` has no job five days
 * ago, `silent-vm` has none for two days, `weekly-s3` runs each week, `hourly-db` each hour, and `by-hand`
 * once, without a rule.
 */
export function calendarJobs(): BackupJob[] {
  const daily = (name: string, type = 'EBS', without: readonly number[] = []) =>
    Array.from({ length: 20 }, (_, back) => back)
      .filter((back) => !without.includes(back))
      .map((back) =>
        run({ name, type, time: latestRun - back * day, cron: dailyCron, rule: 'daily', plan: 'prod' }),
      );
  const failing = daily('orders-db', 'RDS').map((job, back) =>
    back > 2 ? job : { ...job, ...failed('AccessDenied', 'Access denied to the role of backups') },
  );
  const hourly = Array.from({ length: 120 }, (_, back) =>
    run({
      name: 'hourly-db',
      type: 'DynamoDB',
      time: latestRun - back * hour,
      cron: 'cron(0 * ? * * *)',
      rule: 'hourly',
      plan: 'busy',
    }),
  ).map((job, back) => (back === 30 ? { ...job, ...failed('QuotaExceeded', 'Too many backups') } : job));
  const weekly = [0, 7, 14].map((back) =>
    run({
      name: 'weekly-s3',
      type: 'S3',
      time: latestRun - back * day,
      cron: weeklyCron,
      rule: 'weekly',
      plan: 'prod',
    }),
  );
  const others = ['web-1', 'web-2', 'web-3', 'app-1'].flatMap((name) => daily(name));
  const issues = daily('files-1', 'EFS').map((job, back) =>
    back === 1 ? { ...job, MessageCategory: 'VSS_ERROR', StatusMessage: 'VSS failed' } : job,
  );
  const { CreatedBy: _, ...byHand } = run({
    name: 'by-hand',
    type: 'EC2',
    time: latestRun - 3 * day,
    cron: '',
    rule: '',
    plan: '',
  });
  const running = {
    ...run({ name: 'web-1', type: 'EBS', time: latestRun + hour, cron: '', rule: '', plan: '' }),
    State: 'RUNNING',
  };
  const { CompletionDate: _done, CreatedBy: _rule, ...started } = running;
  return [
    ...failing,
    ...daily('missing-fs', 'EFS', [5]),
    ...daily('silent-vm', 'EC2', [0, 1]),
    ...hourly,
    ...weekly,
    ...others,
    ...issues,
    byHand,
    started,
  ];
}

function failed(category: string, message: string): BackupJob {
  return { State: 'FAILED', MessageCategory: category, StatusMessage: message };
}

function run(of: {
  readonly name: string;
  readonly type: string;
  readonly time: number;
  readonly cron: string;
  readonly rule: string;
  readonly plan: string;
}): BackupJob {
  const { cron, name, plan, rule, time, type } = of;
  return {
    AccountId: '111122223333',
    BackupJobId: `${name}-${time}-${rule}`,
    BackupVaultName: plan === 'busy' ? 'hourly-vault' : 'prod-vault',
    CompletionDate: new Date(time + 600_000),
    CreatedBy: {
      BackupPlanId: plan,
      BackupPlanName: plan,
      BackupRuleCron: cron,
      BackupRuleId: rule,
      BackupRuleName: rule,
      BackupRuleTimezone: 'UTC',
    },
    CreationDate: new Date(time + 20_000),
    InitiationDate: new Date(time + 60_000),
    MessageCategory: 'SUCCESS',
    ResourceArn: `arn:aws:${type.toLowerCase()}:us-east-1:111122223333:${name}`,
    ResourceName: name,
    ResourceType: type,
    StartBy: new Date(time + hour),
    State: 'COMPLETED',
  };
}

const utc = new Date(latestRun);
const dailyCron = `cron(0 ${utc.getUTCHours()} ? * * *)`;
const weeklyCron = `cron(0 ${utc.getUTCHours()} ? * ${utc.getUTCDay() + 1} *)`;
