import assert from 'node:assert/strict';
import { backupJobFields } from '../../../src/jobs/backupJob.js';
import { hasIssues } from '../../../src/jobs/jobStates.js';
import { generateAccount, sampleMemberAccountIds } from '../../../src/sample/generateAccount.js';
import { resourceKinds } from '../../../src/sample/sampleResourceTypes.js';
import { documentedStates } from '../../../src/sample/serviceContext.js';
import { endingsWithMessage } from '../../../src/sample/statusMessages.js';
import type { WireJob } from '../../../src/sample/wireJob.js';

const day = 86_400;
const minute = 60_000;
/** A busy hour, midnight, and a leap day. */
const moments = ['2026-11-24T03:20:00Z', '2026-11-24T00:00:00Z', '2028-02-29T19:59:59Z'].map(Date.parse);

function jobsOf(count: number, now: number, at = now): readonly WireJob[] {
  return generateAccount({ seed: 1, jobs: count, now }).jobs.map((job) => job.wire(at));
}

function valuesOf<Name extends keyof WireJob>(
  jobs: readonly WireJob[],
  name: Name,
): ReadonlySet<WireJob[Name]> {
  return new Set(jobs.map((job) => job[name]));
}

describe('The generated account', () => {
  for (const now of moments) {
    const jobs = jobsOf(300, now);
    const when = new Date(now).toISOString();

    it(`has every state, type, field and account at 300 jobs, ${when}`, () => {
      assert.equal(jobs.length, 300);
      assert.equal(valuesOf(jobs, 'BackupJobId').size, 300);
      assert.deepEqual([...valuesOf(jobs, 'State')].sort(), documentedStates.toSorted());
      assert.deepEqual(
        [...valuesOf(jobs, 'ResourceType')].sort(),
        resourceKinds.map(({ type }) => type).sort(),
      );
      assert.deepEqual(
        [...valuesOf(jobs, 'AccountId')].sort(),
        ['111122223333', ...sampleMemberAccountIds].sort(),
      );
      for (const field of backupJobFields) {
        assert.ok(
          jobs.some((job) => job[field] !== undefined),
          field,
        );
      }
      assert.ok(valuesOf(jobs, 'BackupVaultName').has('aws/efs/automatic-backup-vault'));
      assert.ok(valuesOf(jobs, 'VaultType').has('LOGICALLY_AIR_GAPPED_BACKUP_VAULT'));
      assert.ok(jobs.some((job) => job.State === 'COMPLETED' && job.MessageCategory === undefined));
    });

    it(`has every message of AWS, with its placeholders filled in, ${when}`, () => {
      const messages = new Set(jobs.map((job) => job.StatusMessage?.replaceAll(/arn:\S+[^.\s]/g, '')));
      assert.ok(messages.size >= endingsWithMessage.length);
      for (const { category, message, state } of endingsWithMessage) {
        const start = message?.split('{')[0] ?? '';
        const isThere = jobs.some(
          (job) =>
            job.State === state && job.MessageCategory === category && job.StatusMessage?.startsWith(start),
        );
        assert.ok(isThere, message);
      }
      assert.ok(jobs.every((job) => !job.StatusMessage?.includes('{')));
    });

    it(`covers the 30 days before ${when}, including last night`, () => {
      for (const job of jobs) {
        const age = now / 1000 - (job.CreationDate ?? Number.NaN);
        assert.ok(age >= 0 && age <= 30 * day + 100, `${age}`);
        assert.ok((job.InitiationDate ?? now / 1000) <= now / 1000);
        assert.ok((job.CompletionDate ?? now / 1000) <= now / 1000);
        assert.ok((job.CompletionDate ?? Infinity) >= (job.InitiationDate ?? job.CreationDate ?? Infinity));
      }
      const days = new Set(jobs.map((job) => Math.floor((job.CreationDate ?? 0) / day)));
      assert.ok(days.size >= 30);
      assert.ok(jobs.some((job) => (job.CreationDate ?? 0) > now / 1000 - day && job.State === 'COMPLETED'));
    });
  }

  it('is mostly healthy, and its problems recur every night', () => {
    const [now = 0] = moments;
    const jobs = jobsOf(3000, now);
    const share = (is: (job: WireJob) => boolean) => jobs.filter(is).length / jobs.length;
    assert.ok(
      share((job) => job.State === 'COMPLETED' && job.MessageCategory?.toUpperCase() === 'SUCCESS') > 0.85,
    );
    assert.ok(share((job) => job.State === 'FAILED') > 0.01);
    assert.ok(share((job) => hasIssues({ State: job.State, MessageCategory: job.MessageCategory })) > 0.005);
    assert.ok(share((job) => job.AccountId === '111122223333') > 0.7);
    const web = jobs.filter((job) => job.ResourceName === 'web-1' && job.CreatedBy !== undefined);
    const states = web.map((job) => job.State);
    assert.deepEqual(states.slice(0, 5), Array(5).fill('FAILED'));
    assert.equal(states[5], 'COMPLETED');
    const failing = [...valuesOf(jobs, 'ResourceArn')].filter((arn) => {
      const failed = jobs.filter((job) => job.ResourceArn === arn && job.State === 'FAILED');
      return failed.length >= 3 && failed.length < 28;
    });
    assert.ok(failing.length >= 2);
  });

  it('has parents whose nested jobs refer to them and run within their time', () => {
    const [now = 0] = moments;
    const jobs = jobsOf(1000, now);
    const parents = new Map(jobs.filter((job) => job.IsParent).map((job) => [job.BackupJobId, job]));
    const nested = jobs.filter((job) => job.ParentJobId !== undefined);
    for (const job of nested) {
      const parent = parents.get(job.ParentJobId);
      assert.ok(parent && (parent.CreationDate ?? 0) <= (job.CreationDate ?? 0));
      assert.ok((parent.CompletionDate ?? Infinity) >= (job.CompletionDate ?? 0));
    }
    for (const [id, parent] of parents) {
      const states = new Set(nested.filter((job) => job.ParentJobId === id).map((job) => job.State));
      if (parent.State === 'PARTIAL') assert.ok(states.size > 1 && states.has('COMPLETED'));
      if (parent.State === 'COMPLETED' && states.size > 0) assert.deepEqual([...states], ['COMPLETED']);
    }
    assert.ok(nested.length > 0 && [...parents.values()].some((job) => job.State === 'PARTIAL'));
  });

  it('has sizes as the API page describes them', () => {
    const [now = 0] = moments;
    for (const job of jobsOf(1000, now)) {
      const { BackupSizeInBytes: size, ResourceType: type = '' } = job;
      if (['Aurora', 'DocumentDB', 'FSx', 'Neptune'].includes(type)) assert.equal(size, undefined);
      if (type === 'RDS') assert.equal(size, 0);
      if (type === 'EBS') assert.ok(Number(size) >= 2 ** 30);
    }
  });

  it('has all eight plan members on scheduled jobs, and none on jobs on demand', () => {
    const [now = 0] = moments;
    const jobs = jobsOf(300, now);
    const scheduled = jobs.filter((job) => job.CreatedBy !== undefined);
    assert.ok(scheduled.length > 0 && scheduled.length < jobs.length);
    assert.ok(scheduled.every((job) => Object.values(job.CreatedBy ?? {}).length === 8));
  });

  it('follows the clock until no job is running', () => {
    const [now = 0] = moments;
    const account = generateAccount({ seed: 1, jobs: 300, now });
    const unfinished = account.jobs.filter((job) => job.standing(now).completed === undefined);
    assert.ok(unfinished.length >= 8);
    const running = unfinished.filter((job) => job.standing(now).state === 'RUNNING');
    const percent = (job: (typeof running)[number], at: number) => Number(job.wire(at).PercentDone);
    assert.ok(
      running.every(
        (job) =>
          job.standing(now + minute).state !== 'RUNNING' || percent(job, now + minute) >= percent(job, now),
      ),
    );
    assert.ok(running.some((job) => percent(job, now + minute) > percent(job, now)));
    assert.ok(running.every((job) => percent(job, now) < 100));

    const [long] = running.toSorted((one, other) => percent(one, now) - percent(other, now));
    assert.ok(long);
    const percents: number[] = [];
    for (let at = now; long.standing(at).state === 'RUNNING'; at += minute) percents.push(percent(long, at));
    assert.equal(percents.at(-1), 99);
    assert.equal(Math.max(...percents), 99);

    const tomorrow = now + 24 * 60 * minute;
    const ends = new Set(account.jobs.map((job) => job.standing(tomorrow).state));
    assert.deepEqual([...ends].sort(), ['ABORTED', 'COMPLETED', 'EXPIRED', 'FAILED', 'PARTIAL']);
    const stopped = unfinished.find((job) => job.standing(now).state === 'ABORTING');
    assert.equal(stopped?.standing(tomorrow).state, 'ABORTED');
    assert.ok(account.jobs.every((job) => job.wire(tomorrow).CompletionDate !== undefined));
  });

  it('has locked and unlocked vaults with the recovery points of its jobs', () => {
    const [now = 0] = moments;
    const { accountId, jobs, vaults } = generateAccount({ seed: 1, jobs: 300, now });
    assert.equal(vaults.length, 6);
    assert.deepEqual(new Set(vaults.map((vault) => vault.Locked)), new Set([true, false]));
    for (const vault of vaults) {
      const points = jobs
        .map((job) => job.wire(now))
        .filter((job) => job.BackupVaultArn === vault.BackupVaultArn && job.RecoveryPointArn !== undefined);
      assert.equal(vault.NumberOfRecoveryPoints, points.length);
      assert.ok(vault.BackupVaultArn?.includes(accountId));
    }
  });

  it('refuses a size that is too small for all cases', () => {
    assert.throws(() => generateAccount({ seed: 1, jobs: 299, now: 0 }), RangeError);
  });
});
