import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { dayMs, type History, hourMs, type TestRun } from '../unit/schedule/histories.js';

/**
 * Writes the daily job reports of a generated history into a folder, as AWS Backup Audit Manager does: each
 * names the jobs that ended on its day, and those that were in progress at its end. None is about the day on
 * which the history begins or ends, which it does not know in full.
 *
 * @param kept the runs that made their jobs
 * @param isMissing called once for each day, in order: whether there is no report of it
 */
export function writeRunReports(
  folder: string,
  { knownSince, others, readAt, runs }: History,
  kept: ReadonlySet<TestRun>,
  isMissing: (day: number) => boolean,
): void {
  rmSync(folder, { recursive: true, force: true });
  const jobs = [
    ...runs.flatMap((run) =>
      kept.has(run) ? [...run.jobs, ...run.nested].map((job) => lasting(job, run.time)) : [],
    ),
    ...others.map((job) => lasting(job, Number.NaN)),
  ];
  const firstDay = Math.floor(knownSince / dayMs + 1) * dayMs;
  for (let from = firstDay, to = from + dayMs; to <= readAt; from = to, to += dayMs) {
    if (isMissing(from)) continue;
    const items = jobs.flatMap(({ created, ended, job }) =>
      created < to && ended >= from ? [reportItem(job, from, to, ended < to)] : [],
    );
    const [day = ''] = new Date(to).toISOString().split('T');
    const place = path.join(folder, 'Backup', '111122223333', 'eu-west-1', ...day.split('-'));
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, `daily_${day}.json`), JSON.stringify({ reportItems: items }));
  }
}

/**
 * Writes the daily reports of a report plan about several accounts into a folder, from 1 March 2026. Each
 * account has a job at 05:00 UTC on each day, and a report names no other account.
 *
 * @param plan the accounts, by the name of the report plan
 * @param hasReport whether there is a report of a day, counted from 0
 */
export function writeOrganizationReports(
  folder: string,
  plan: Readonly<Record<string, readonly string[]>>,
  days: number,
  hasReport: (day: number) => boolean,
): void {
  for (let day = 0; day < days; day++) {
    if (!hasReport(day)) continue;
    const from = Date.UTC(2026, 2, 1 + day);
    const [date = ''] = new Date(from + dayMs).toISOString().split('T');
    const place = path.join(folder, 'Backup', 'crossaccount', 'crossregion', ...date.split('-'));
    mkdirSync(place, { recursive: true });
    for (const [name, accounts] of Object.entries(plan)) {
      const reportItems = accounts.map((account) =>
        reportItem(dailyJob(account, from + 5 * hourMs), from, from + dayMs, true),
      );
      writeFileSync(path.join(place, `${name}_${date}.json`), JSON.stringify({ reportItems }));
    }
  }
}

function dailyJob(account: string, created: number): BackupJob {
  return {
    AccountId: account,
    BackupJobId: `${account}-${created}`,
    BackupVaultName: 'prod',
    CreatedBy: {
      ...{ BackupPlanId: 'plan', BackupPlanName: 'daily', BackupRuleId: 'rule', BackupRuleName: 'daily' },
      ...{ BackupRuleCron: 'cron(0 5 * * ? *)', BackupRuleTimezone: 'Etc/UTC' },
    },
    CompletionDate: new Date(created + hourMs / 2),
    CreationDate: new Date(created),
    ResourceArn: `arn:aws:dynamodb:eu-west-1:${account}:table/orders`,
    StartBy: new Date(created + hourMs),
    State: 'COMPLETED',
  };
}

/** A job with the times of its life. `run` is that of the run that made it, for a job without a date. */
function lasting(
  job: BackupJob,
  run: number,
): { readonly job: BackupJob; readonly created: number; readonly ended: number } {
  const created = job.CreationDate?.getTime() || run;
  const ended = job.CompletionDate?.getTime() ?? job.StartBy?.getTime() ?? created + hourMs;
  return { job, created, ended: Math.max(ended, created) };
}

function reportItem(job: BackupJob, from: number, to: number, hasEnded: boolean): object {
  const creator = job.CreatedBy;
  return {
    reportTimePeriodStart: new Date(from),
    reportTimePeriodEnd: new Date(to),
    accountId: job.AccountId,
    region: 'eu-west-1',
    backupJobId: job.BackupJobId,
    jobStatus: hasEnded ? job.State : 'RUNNING',
    resourceType: 'DynamoDB',
    resourceArn: job.ResourceArn,
    backupPlanArn:
      creator?.BackupPlanId && `arn:aws:backup:eu-west-1:111122223333:backup-plan:${creator.BackupPlanId}`,
    backupPlanName: creator?.BackupPlanName,
    backupRuleId: creator?.BackupRuleId,
    backupRuleName: creator?.BackupRuleName,
    backupRuleSchedule: creator?.BackupRuleCron,
    backupRuleTimezone: creator?.BackupRuleTimezone,
    startWindowEnd: isDate(job.StartBy) ? job.StartBy : undefined,
    creationDate: isDate(job.CreationDate) ? job.CreationDate : undefined,
    completionDate: hasEnded ? job.CompletionDate : undefined,
    parentJobId: job.ParentJobId,
    backupVaultName: job.BackupVaultName,
  };
}

function isDate(time: Date | undefined): boolean {
  return time !== undefined && !Number.isNaN(time.getTime());
}
