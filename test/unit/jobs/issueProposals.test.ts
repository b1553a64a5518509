import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { UnmadeRun } from '../../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import {
  type AcceptTarget,
  isAcceptable,
  issueProposals,
  issuesOf,
  openTarget,
} from '../../../src/jobs/issueProposals.js';
import { knownIssueEntries } from '../../../src/jobs/knownIssue.js';
import { conditionsText } from '../../../src/jobs/knownIssueText.js';
import { proposalTitle } from '../../../src/jobs/proposalTitle.js';
import { hostileTexts } from '../../hostile.js';

const now = new Date('2026-11-27T08:00:00Z');

function job(resource: string, more: BackupJob = {}): BackupJob {
  return {
    AccountId: '111122223333',
    BackupVaultName: 'prod',
    CreatedBy: { BackupRuleId: 'rule-1' },
    ResourceArn: `arn:${resource}`,
    State: 'FAILED',
    StatusMessage: 'Volume vol-0a1b2c3d was not found',
    ...more,
  };
}

describe('The proposals for a known issue', () => {
  it('match the message, the resource, the rule and the vault of a job, and combinations of them', () => {
    assert.deepEqual(outlined({ jobs: [job('a')], runs: [] }), [
      'message “Volume * was not found”, account 111122223333',
      'resource arn:a',
      'rule rule-1',
      'vault prod, account 111122223333',
      'message “Volume * was not found”, resource arn:a',
      'message “Volume * was not found”, rule rule-1',
      'message “Volume * was not found”, vault prod, account 111122223333',
      'resource arn:a, rule rule-1',
    ]);
  });

  it('have titles, which say that a vault of this name may be in any region', () => {
    const run = (backupRuleId: string): UnmadeRun => ({
      accountId: undefined,
      backupRuleId,
      backupVaultName: undefined,
      resourceArn: undefined,
    });
    const titles = (target: AcceptTarget) => issueProposals(target, now).map(proposalTitle);
    assert.deepEqual(titles({ jobs: [job('a')], runs: [] }), [
      'This message',
      'This resource',
      'This rule',
      'This vault, in all regions',
      'This message + This resource',
      'This message + This rule',
      'This message + This vault, in all regions',
      'This resource + This rule',
    ]);
    assert.deepEqual(titles({ jobs: [], runs: [run('1'), run('2')] }), [
      'This rule',
      'This rule',
      'These 2 rules',
    ]);
  });

  it('match nothing that is accepted already, unless all of it is', () => {
    const known = issuesOf([{ resourceArn: 'arn:known' }]);
    const open = job('open', { StatusMessage: 'Another message' });
    const runOf = (resourceArn: string): UnmadeRun => ({
      accountId: '111122223333',
      resourceArn,
      backupRuleId: 'rule-1',
      backupVaultName: 'prod',
    });
    const accepted: AcceptTarget = { jobs: [job('known')], runs: [runOf('arn:known')] };
    assert.deepEqual(
      [
        openTarget({ jobs: [...accepted.jobs, open], runs: accepted.runs }, known),
        openTarget({ jobs: accepted.jobs, runs: [...accepted.runs, runOf('arn:open')] }, known),
        openTarget(accepted, known),
      ],
      [{ jobs: [open], runs: [] }, { jobs: [], runs: [runOf('arn:open')] }, accepted],
    );
  });

  it('match what the failures of several jobs share, and leave out what differs too much', () => {
    const jobs = ['a', 'b', 'c', 'd'].map((name) => job(name));
    const others = [job('good', { State: 'COMPLETED', StatusMessage: 'Another message' })];
    assert.deepEqual(outlined({ jobs: [...jobs, ...others], runs: [] }), [
      'message “Volume * was not found”, account 111122223333',
      'rule rule-1',
      'vault prod, account 111122223333',
      'message “Volume * was not found”, rule rule-1',
      'message “Volume * was not found”, vault prod, account 111122223333',
    ]);
  });

  it('match no message of runs that made no job, but each of their rules at once', () => {
    const run = (resource: string, backupRuleId: string): UnmadeRun => ({
      accountId: undefined,
      backupRuleId,
      backupVaultName: undefined,
      resourceArn: resource,
    });
    assert.deepEqual(
      outlined({ jobs: [], runs: ['1', '2', '3', '4'].map((name) => run(`arn:${name}`, `rule-${name}`)) }),
      ['rule rule-1 + rule rule-2 + rule rule-3 + rule rule-4'],
    );
    assert.deepEqual(outlined({ jobs: [], runs: [run('arn:1', 'rule-1')] }), [
      'resource arn:1',
      'rule rule-1',
      'resource arn:1, rule rule-1',
    ]);
  });

  it('are none for jobs that need none, or name nothing that can be matched', () => {
    assert.deepEqual(outlined({ jobs: [job('a', { State: 'COMPLETED' })], runs: [] }), []);
    assert.deepEqual(outlined({ jobs: [{ State: 'FAILED', StatusMessage: 'Failed' }], runs: [] }), []);
  });

  it('law: each is a valid entry of the setting, and accepts a job of the target', () => {
    const texts = fc.constantFrom(...Object.values(hostileTexts), 'prod', 'Volume vol-1 was not found');
    const jobs = fc.array(
      fc.record(
        {
          AccountId: fc.constantFrom('111122223333', 'x'),
          BackupVaultName: texts,
          ResourceArn: texts,
          CreatedBy: fc.record({ BackupRuleId: texts }),
          MessageCategory: fc.constantFrom('SUCCESS', 'OTHER'),
          State: fc.constantFrom('FAILED', 'COMPLETED', 'EXPIRED'),
          StatusMessage: texts,
        },
        { requiredKeys: [] },
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(jobs, (some) => {
        for (const { accepted, matches } of issueProposals({ jobs: some, runs: [] }, now)) {
          const entries = matches.map((match) => ({ ...match, reason: 'r', until: '2026-12-31' }));
          const read = knownIssueEntries(entries, 'user', now).map(({ problems }) => problems);
          assert.deepEqual(
            read,
            entries.map(() => []),
          );
          const issues = issuesOf(matches);
          const found = some.filter((one) => issues.issueOf(one) !== undefined);
          assert.equal(found.length, accepted);
          assert.ok(accepted > 0 && found.every(isAcceptable));
        }
      }),
      { numRuns: 300 },
    );
  });
});

function outlined(target: AcceptTarget): string[] {
  return issueProposals(target, now).map(({ matches }) => matches.map(conditionsText).join(' + '));
}
