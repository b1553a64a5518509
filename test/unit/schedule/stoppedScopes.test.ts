import assert from 'node:assert/strict';
import { readSchedule } from '../../../src/documents/summary/readSchedule.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { issueProposals } from '../../../src/jobs/issueProposals.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import type { JobQuery } from '../../../src/jobs/jobQuery.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { proposalTitle } from '../../../src/jobs/proposalTitle.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { unmadeRun } from '../../../src/schedule/acceptedFindings.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { accountOf } from '../../service/givenAccount.js';
import { ServiceSource } from '../jobs/serviceSource.js';
import { daily } from './dailyJobs.js';
import { dayMs } from './histories.js';
import { recentJobs } from './recentJobs.js';

const readAt = Date.parse('2026-11-29T20:00:00Z');

describe('A filter by resource or resource type', () => {
  const rds = { ResourceType: 'RDS', ResourceArn: 'arn:aws:rds:us-east-1:111122223333:db:c' };
  it('does not make resources that have ended overdue as a whole rule', async () => {
    const jobs = [
      ...recentJobs({ resource: 'a', to: 5 }),
      ...recentJobs({ resource: 'b', to: 5 }),
      ...recentJobs({ resource: 'c', more: () => rds }),
    ];
    assert.deepEqual([await findingsOf(jobs, {}), await findingsOf(jobs, { resourceType: 'EBS' })], [[], []]);
  });

  it('does not make a deleted resource with two rules overdue as a whole account or vault', async () => {
    const jobs = [
      ...recentJobs({ resource: 'a', to: 5 }),
      ...recentJobs({ resource: 'a', plan: 'second', to: 5 }),
      ...recentJobs({ resource: 'c', more: () => rds }),
      ...recentJobs({ resource: 'd', plan: 'second', more: () => rds }),
    ];
    const [job] = jobs;
    const resourceArn = job?.ResourceArn ?? '';
    assert.deepEqual([await findingsOf(jobs, {}), await findingsOf(jobs, { resourceArn })], [[], []]);
  });
});

describe('A rule that got another ID', () => {
  const days = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const both = (change: (creator: NonNullable<BackupJob['CreatedBy']>) => object) =>
    ['a', 'b'].flatMap((resource) => [
      ...daily({ resource, rule: 'daily', days: days(1, 18) }),
      ...daily({ resource, rule: 'daily', days: days(19, 29) }).map((job) => ({
        ...job,
        CreatedBy: { ...job.CreatedBy, ...change(job.CreatedBy ?? {}) },
      })),
    ]);

  it('is not overdue under its name while it makes jobs under its name: a new rule ID', async () => {
    assert.deepEqual(await overdueNames(both(() => ({ BackupRuleId: 'new', BackupPlanVersion: '2' }))), []);
  });

  it('is not overdue under its name while it makes jobs under its name: a new plan', async () => {
    assert.deepEqual(await overdueNames(both(() => ({ BackupRuleId: 'new', BackupPlanId: 'new' }))), []);
  });
});

describe('A vault or an account that stops at once', () => {
  it('can be accepted, however many rules and vaults it has', async () => {
    const jobs = Array.from({ length: 24 }, (_, place) =>
      daily({ resource: `r${place}`, rule: `rule-${place}`, plan: `plan-${place}`, until: 21 }).map(
        (job) => ({
          ...job,
          BackupVaultName: `vault-${place % 4}`,
        }),
      ),
    ).flat();
    const { findings } = await judged(jobs);
    const [finding] = findings;
    assert.equal(findings.length, 1);
    const runs = finding?.series.map(({ of }) => unmadeRun(of)) ?? [];
    assert.deepEqual(issueProposals({ jobs: [], runs }, new Date(readAt)).map(proposalTitle), [
      'These 24 rules',
      'These 4 vaults, in all regions',
    ]);
  });
});

async function findingsOf(jobs: readonly BackupJob[], query: JobQuery): Promise<readonly string[]> {
  const account = accountOf(jobs);
  const source = new ServiceSource(createSampleService({ account }));
  const pool = new JobPool({ source, pageSize: () => 1000 });
  const selection = selectionOf(query);
  await pool.list(selection).loadMore();
  const { findings, isFiltered } = await readSchedule(
    [{ key: 'k', region: 'us-east-1', pool, selection }],
    new Date(),
  );
  assert.equal(isFiltered, false);
  return findings.map(
    ({ kind, scope: { kind: of, name }, series }) => `${kind} ${of} ${name} ${series.length}`,
  );
}

function judged(jobs: readonly BackupJob[]) {
  const known = [{ from: readAt - 30 * dayMs, to: readAt }];
  return scheduleReport([{ region: 'us-east-1', jobs, known, readAt }]);
}

async function overdueNames(jobs: readonly BackupJob[]): Promise<readonly string[]> {
  const { findings } = await judged(jobs);
  return findings.map(({ kind, scope, series }) => `${kind} ${scope.kind} ${scope.name} ${series.length}`);
}
