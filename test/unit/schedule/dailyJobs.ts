import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { hourMs } from './histories.js';

/** The jobs of a daily rule in November 2026, by the days of the month. */
export function daily(options: {
  readonly resource: string;
  readonly rule: string;
  readonly plan?: string;
  readonly hour?: number;
  readonly cron?: string | undefined;
  readonly days?: readonly number[];
  readonly until?: number;
  readonly without?: (day: number) => boolean;
}): readonly BackupJob[] {
  const { resource, rule, plan = 'prod', hour = 5, until = 29, without = () => false } = options;
  const { days = Array.from({ length: until }, (_, place) => place + 1) } = options;
  const cron = 'cron' in options ? options.cron : `cron(0 ${hour} ? * * *)`;
  const creator = {
    BackupPlanId: plan,
    BackupPlanName: plan,
    BackupRuleId: rule,
    BackupRuleName: rule,
    ...(cron && { BackupRuleCron: cron }),
  };
  return days
    .filter((day) => !without(day))
    .map((day) => {
      const time = Date.UTC(2026, 10, day, hour);
      return {
        AccountId: '111122223333',
        BackupJobId: `${resource}-${day}`,
        BackupVaultName: 'vault',
        CreatedBy: creator,
        CreationDate: new Date(time + 20_000),
        ResourceArn: `arn:aws:dynamodb:eu-west-1:111122223333:table/${resource}`,
        StartBy: new Date(time + 8 * hourMs),
        State: 'COMPLETED',
      };
    });
}
