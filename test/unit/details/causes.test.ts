import assert from 'node:assert/strict';
import { concernedParts, concernedPartViewModel } from '../../../src/details/concernedParts.js';
import { sameCause } from '../../../src/details/sameCause.js';
import { sameCauseViewModel } from '../../../src/details/sameCauseViewModel.js';
import { statusViewModel } from '../../../src/details/statusViewModel.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { hostileTexts } from '../../hostile.js';

const context = { now: new Date(2026, 10, 29, 7), locale: 'en-US' };
const reference = { connection: 'profile:prod', region: 'eu-central-1', backupJobId: 'a' };

describe('What the suggested fix of a job is about', () => {
  const key = 'arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const denied: BackupJob = {
    BackupVaultArn: 'arn:aws:backup:eu-central-1:111122223333:backup-vault:prod',
    BackupVaultName: 'prod',
    EncryptionKeyArn: key,
    IamRoleArn: 'arn:aws:iam::111122223333:role/service-role/BackupRole',
    State: 'FAILED',
    StatusMessage: 'Access Denied',
  };

  it('are the role, the vault and the keys that the job names, each with its account and a link', () => {
    const other = key.replace('1234abcd', 'ffffffff');
    const job = { ...denied, StatusMessage: `Access Denied to the key ${other}.` };
    const parts = concernedParts(job, reference).map(({ link, ...part }) => [
      ...Object.values(part),
      link?.split('#')[1],
    ]);
    assert.deepEqual(parts, [
      ['IAM role', 'BackupRole', '111122223333', '/roles/details/BackupRole'],
      ['Vault', 'prod', '111122223333', '/backupvaults/details/prod'],
      ['KMS key in the message', other.split('/')[1], '444455556666', `/kms/keys/${other.split('/')[1]}`],
      ['KMS key', key.split('/')[1], '444455556666', `/kms/keys/${key.split('/')[1]}`],
    ]);
  });

  it('are all shown, even if they have the same name', () => {
    const inMessage = key.replace('eu-central-1', 'us-west-2');
    const job = {
      ...denied,
      BackupVaultName: 'BackupRole',
      StatusMessage: `Access Denied to the key ${inMessage}`,
    };
    assert.deepEqual(
      concernedParts(job, reference).map(({ link, title }) => [title, link?.split('.')[0]]),
      [
        ['IAM role', 'https://console'],
        ['Vault', 'https://eu-central-1'],
        ['KMS key in the message', 'https://us-west-2'],
        ['KMS key', 'https://eu-central-1'],
      ],
    );
  });

  it('is only what the advice mentions and the job names, without links in the sample account', () => {
    const namesOf = (job: BackupJob) => concernedParts(job, reference).map(({ title }) => title);
    assert.deepEqual(
      [
        namesOf({ ...denied, StatusMessage: `Access Denied to the key ${key}` }),
        namesOf({ ...denied, StatusMessage: 'Backup vault prod does not exist' }),
        namesOf({ ...denied, StatusMessage: 'Zork' }),
        namesOf({ State: 'FAILED', StatusMessage: 'Access Denied' }),
        concernedParts(denied, { ...reference, connection: 'sample' }).map(({ link }) => link),
        concernedParts(denied, undefined).map(({ link }) => link),
      ],
      [
        ['IAM role', 'Vault', 'KMS key'],
        ['Vault'],
        [],
        [],
        [undefined, undefined, undefined],
        [undefined, undefined, undefined],
      ],
    );
  });

  it('is named in the sentence, too', () => {
    assert.equal(
      statusViewModel(denied, context)?.suggestedFix?.split('. ')[1],
      'Then check the policies of the role BackupRole, the vault prod, the KMS key and the organization (SCP).',
    );
    const expired: BackupJob = { State: 'EXPIRED', StartBy: new Date(2026, 10, 29, 5) };
    assert.match(statusViewModel(expired, context)?.state ?? '', /deadline \(Nov 29, 2026, 5:00:00.AM/);
    const undated = { ...expired, StartBy: new Date(Number.NaN) };
    assert.match(statusViewModel(undated, context)?.state ?? '', /before its deadline, or/);
  });

  it('shows hostile names as what they are', () => {
    for (const text of Object.values(hostileTexts)) {
      const job = { ...denied, BackupVaultName: text, IamRoleArn: text, EncryptionKeyArn: text };
      const fix = statusViewModel(job, context)?.suggestedFix ?? '';
      assert.doesNotMatch(fix.replaceAll('\u200d', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      assert.ok(fix.length < 600);
      for (const part of concernedParts(job, reference).map(concernedPartViewModel))
        assert.doesNotMatch(
          Object.values(part).join('').replaceAll('\u200d', ''),
          /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u,
        );
    }
  });
});

describe('The resources with the same cause', () => {
  const failed = (id: string, resource: string, hour: number, message = `No access to vol-${id}00000`) => ({
    BackupJobId: id,
    CompletionDate: new Date(2026, 10, 29, hour),
    ResourceArn: resource && `arn:aws:s3:::${resource}`,
    State: 'FAILED',
    StatusMessage: message,
  });
  const shown = failed('1', 'own', 1);

  it('are the others whose message differs only in IDs, each with its latest such job, the latest first', () => {
    const known: BackupJob[] = [
      shown,
      failed('2', 'own', 2),
      failed('3', 'one', 1),
      failed('4', 'one', 3),
      failed('5', 'one', 2),
      failed('6', 'two', 4),
      failed('7', 'three', 5, 'Another message'),
      failed('8', '', 5),
      { ...failed('9', 'four', 5), State: 'RUNNING' },
      { ...failed('10', 'five', 5), State: 'COMPLETED', MessageCategory: 'SUCCESS' },
      { ...failed('11', 'own', 0), AccountId: '111122223333' },
    ];
    assert.deepEqual(
      sameCause(shown, known).jobs.map(({ BackupJobId }) => BackupJobId),
      ['6', '4', '11'],
    );
  });

  it('are none for a job without a message, or that has not failed', () => {
    const known = [failed('2', 'one', 1)];
    const { StatusMessage: _, ...silent } = shown;
    const none = { jobs: [] };
    assert.deepEqual(
      [sameCause(silent, known), sameCause({ ...shown, State: 'RUNNING' }, known)],
      [none, none],
    );
  });

  it('are not those with another code in their message', () => {
    const denied = failed('1', 'own', 1, 'Request 123 failed (Status Code: 403)');
    const others = [
      failed('2', 'one', 1, 'Request 456 failed (Status Code: 403)'),
      failed('3', 'two', 1, 'Request 123 failed (Status Code: 404)'),
    ];
    assert.deepEqual(
      sameCause(denied, others).jobs.map(({ BackupJobId }) => BackupJobId),
      ['2'],
    );
  });

  it('are said to be among the jobs since the oldest loaded one was created', () => {
    const known: BackupJob[] = [
      { ...failed('2', 'one', 1), CreationDate: new Date(2026, 10, 20) },
      { BackupJobId: 'old', CreationDate: new Date(2026, 10, 3), State: 'COMPLETED' },
      { BackupJobId: 'undated', CreationDate: new Date(Number.NaN) },
    ];
    const titleOf = (jobs: readonly BackupJob[]) =>
      sameCauseViewModel(sameCause(shown, jobs), shown, context)?.title;
    assert.deepEqual(
      [titleOf(known), titleOf([failed('2', 'one', 1)]), titleOf(known.slice(1)), titleOf([])],
      [
        'Same cause: 1 other resource, among the loaded jobs since Nov 3',
        'Same cause: 1 other resource, among the loaded jobs',
        'Same cause: no other resource, among the loaded jobs since Nov 3',
        undefined,
      ],
    );
  });

  it('are counted in full, and shown up to 50', () => {
    const titleOf = (count: number) => {
      const jobs = Array.from({ length: count }, (_, place) => failed(`${place}`, `r-${place}`, 1));
      const viewModel = sameCauseViewModel({ jobs }, shown, context);
      return viewModel && [viewModel.title, viewModel.jobs.length, viewModel.more];
    };
    assert.deepEqual([0, 1, 50, 1051].map(titleOf), [
      undefined,
      ['Same cause: 1 other resource, among the loaded jobs', 1, undefined],
      ['Same cause: 50 other resources, among the loaded jobs', 50, undefined],
      ['Same cause: 1,051 other resources, among the loaded jobs', 50, 'and 1,001 more'],
    ]);
  });
});
