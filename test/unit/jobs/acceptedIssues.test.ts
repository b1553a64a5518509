import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AcceptedIssues, acceptedIssues, type UnmadeRun } from '../../../src/jobs/acceptedIssues.js';
import { recordOf } from '../../../src/jobs/attention.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { IssuePattern, readMessage } from '../../../src/jobs/issuePattern.js';
import { isBad, isGood } from '../../../src/jobs/jobStates.js';
import { type KnownIssue, knownIssueEntries } from '../../../src/jobs/knownIssue.js';

const end = { reason: 'r', until: '2026-12-31' };

describe('Known issues', () => {
  it('law: a job or run is accepted by the first issue of which all conditions hold', () => {
    fc.assert(
      fc.property(fc.array(issues, { maxLength: 8 }), jobs, (known, job) => {
        const accepted = new AcceptedIssues(known);
        const run = runOf(job);
        const holds = (issue: KnownIssue) =>
          (['accountId', 'backupRuleId', 'backupVaultName', 'resourceArn'] as const).every(
            (name) => issue[name] === undefined || issue[name] === run[name],
          );
        const matches = ({ statusMessage: pattern }: KnownIssue) =>
          pattern === undefined ||
          (Boolean(job.StatusMessage) &&
            new IssuePattern(pattern).matches(readMessage(job.StatusMessage ?? '')));
        const canBe = isBad(job) || (job.State === 'COMPLETED' && !isGood(job));
        assert.equal(
          accepted.issueOf(job),
          canBe ? known.find((issue) => holds(issue) && matches(issue)) : undefined,
        );
        assert.equal(
          accepted.issueOfRun(run),
          known.find((issue) => issue.statusMessage === undefined && holds(issue)),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('law: an accepted failure is never a good backup; a job with an accepted issue is', () => {
    fc.assert(
      fc.property(fc.array(issues, { maxLength: 8 }), jobs, (known, job) => {
        const accepted = new AcceptedIssues(known);
        const isAccepted = accepted.issueOf(job) !== undefined;
        const isGoodNow = accepted.judge(job) === 'good';
        assert.equal(isGoodNow, isGood(job) || (isAccepted && job.State === 'COMPLETED'));
        if (isBad(job)) assert.equal(accepted.judge(job), 'bad');
      }),
      { numRuns: 3000 },
    );
  });

  it('give a resource that always completes with an accepted issue good backups', () => {
    const known = new AcceptedIssues([{ ...end, statusMessage: 'Unable to copy resource tags*' }]);
    const job = (day: number, more: BackupJob): BackupJob => ({
      BackupJobId: String(day),
      CreationDate: new Date(Date.UTC(2026, 10, day)),
      State: 'COMPLETED',
      ...more,
    });
    const issue = { MessageCategory: 'Miscellaneous', StatusMessage: 'Unable to copy resource tags of x' };
    const days = [job(1, issue), job(2, issue), job(3, issue)];
    const record = recordOf(days, known.judge);
    assert.deepEqual(
      [record.lastGood?.BackupJobId, record.streak?.isGood, record.streak?.length, recordOf(days).lastGood],
      ['3', true, 3, undefined],
    );
    const failed = { ...issue, State: 'FAILED' };
    assert.equal(recordOf([job(1, failed)], known.judge).lastGood, undefined);
    assert.equal(recordOf([job(1, failed)], known.judge).streak?.isGood, false);
  });

  it('accept nothing more after their last day, or if they have a problem', () => {
    const setting = [
      { ...end, backupVaultName: 'v', until: '2026-11-26' },
      { ...end, backupVaultName: 'v', reason: '' },
      { ...end, backupVaultName: 'v' },
    ];
    const at = (time: string) =>
      acceptedIssues(knownIssueEntries(setting, 'user', new Date(time))).issues.length;
    assert.deepEqual(['2026-11-26', '2026-11-27', '2027-01-01'].map(at), [2, 1, 0]);
  });

  it('compare each message with the patterns once', () => {
    const known = Array.from({ length: 50 }, (_, place) => ({
      ...end,
      statusMessage: `Message ${place} of the * list`,
    }));
    let reads = 0;
    const accepted = new AcceptedIssues(known);
    const original = IssuePattern.prototype.matches;
    IssuePattern.prototype.matches = function matches(message) {
      reads++;
      return original.call(this, message);
    };
    try {
      for (let place = 0; place < 100_000; place++)
        accepted.issueOf({ State: 'FAILED', StatusMessage: `Message ${place % 100} of the long list` });
    } finally {
      IssuePattern.prototype.matches = original;
    }
    assert.equal(reads, 100 * 50);
  });
});

const accounts = fc.constantFrom('111122223333', '444455556666');
const arns = fc.constantFrom('arn:a', 'arn:b');
const rules = fc.constantFrom('rule-a', 'rule-b');
const vaults = fc.constantFrom('vault-a', 'vault-b');

const issues: fc.Arbitrary<KnownIssue> = fc
  .record(
    {
      accountId: accounts,
      resourceArn: arns,
      backupRuleId: rules,
      backupVaultName: vaults,
      statusMessage: fc.constantFrom('Access denied to *', '*was not found', 'Access * to key'),
    },
    { requiredKeys: [] },
  )
  .filter(({ accountId: _, ...others }) => Object.keys(others).length > 0)
  .map((conditions) => ({ ...conditions, ...end }));

const jobs: fc.Arbitrary<BackupJob> = fc.record(
  {
    AccountId: accounts,
    ResourceArn: arns,
    BackupVaultName: vaults,
    CreatedBy: fc.record({ BackupRuleId: rules }, { requiredKeys: [] }),
    MessageCategory: fc.constantFrom('SUCCESS', 'AccessDenied'),
    State: fc.constantFrom('COMPLETED', 'FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL', 'RUNNING', 'ADDED'),
    StatusMessage: fc.constantFrom('', 'Access denied to key', 'The key was not found', 'Access denied'),
  },
  { requiredKeys: [] },
);

function runOf(job: BackupJob): UnmadeRun {
  return {
    accountId: job.AccountId,
    resourceArn: job.ResourceArn,
    backupRuleId: job.CreatedBy?.BackupRuleId,
    backupVaultName: job.BackupVaultName,
  };
}
