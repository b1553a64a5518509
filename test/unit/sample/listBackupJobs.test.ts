import assert from 'node:assert/strict';
import { createSampleService } from '../../../src/sample/sampleService.js';
import type { SampleServiceOptions } from '../../../src/sample/serviceContext.js';
import type { GivenJob } from '../../service/givenAccount.js';
import { accountOf } from '../../service/givenAccount.js';
import { inZone } from '../inZone.js';
import { ask, askForError, listIds, walkIds } from './asking.js';

const own = '111122223333';
const member = '444455556666';
const efsVault = 'aws/efs/automatic-backup-vault';
const arn = 'arn:aws:s3:::billing-exports';

const jobs: readonly GivenJob[] = [
  { BackupJobId: 'bare' },
  { BackupJobId: 'a', AccountId: own, State: 'COMPLETED', MessageCategory: 'SUCCESS', CreationDate: 100 },
  {
    BackupJobId: 'b',
    AccountId: own,
    State: 'FAILED',
    MessageCategory: 'AccessDenied',
    CreationDate: 200.5,
    CompletionDate: 300.5,
    ResourceType: 'SAP HANA on Amazon EC2',
    BackupVaultName: efsVault,
    ResourceArn: arn,
  },
  { BackupJobId: 'nested', AccountId: own, ParentJobId: 'a', State: 'COMPLETED', CreationDate: 150 },
  { BackupJobId: 'elsewhere', AccountId: member, State: 'FAILED', CreationDate: 250 },
  { BackupJobId: 'frozen', AccountId: own, State: 'FROZEN', CreationDate: 50, MessageCategory: 'Success' },
];

function service(options: Partial<SampleServiceOptions> = {}) {
  return createSampleService({ account: accountOf(jobs), ...options });
}

describe('The sample service’s ListBackupJobs', () => {
  it('lists the caller’s account, newest first, undated jobs last, with or without the slash in the path', async () => {
    const expected = ['b', 'nested', 'a', 'frozen', 'bare'];
    assert.deepEqual(await listIds(service()), expected);
    const { body } = await ask(service(), '/backup-jobs');
    assert.deepEqual(
      body.BackupJobs?.map((job) => job.BackupJobId),
      expected,
    );
  });

  const selections: readonly (readonly [string, string, readonly string[]])[] = [
    ['accountId', own, ['b', 'nested', 'a', 'frozen']],
    ['accountId', member, ['elsewhere']],
    ['accountId', '*', ['elsewhere', 'b', 'nested', 'a', 'frozen', 'bare']],
    ['backupVaultName', efsVault, ['b']],
    ['completeAfter', '1970-01-01T00:05:00Z', ['b']],
    ['completeAfter', '300.501', []],
    ['completeBefore', '1970-01-01T00:05:00.500Z', ['b']],
    ['completeBefore', '300', []],
    ['createdAfter', '150', ['b', 'nested']],
    ['createdAfter', '1970-01-01T00:03:20.500Z', ['b']],
    ['createdBefore', '1970-01-01T01:01:40+01:00', ['a', 'frozen']],
    ['createdBefore', '1970-01-01', []],
    ['messageCategory', 'success', ['a', 'frozen']],
    ['messageCategory', 'AccessDenied', ['b']],
    ['messageCategory', 'AGGREGATE_ALL', ['b', 'nested', 'a', 'frozen', 'bare']],
    ['parentJobId', 'a', ['nested']],
    ['resourceArn', arn, ['b']],
    ['resourceType', 'SAP HANA on Amazon EC2', ['b']],
    ['state', 'COMPLETED', ['nested', 'a']],
  ];
  for (const [name, value, expected] of selections) {
    it(`with ${name}=${value} lists ${expected.join(', ') || 'nothing'}`, async () => {
      assert.deepEqual(await listIds(service({ managementAccount: true }), { [name]: value }), expected);
    });
  }

  it('applies several filters together', async () => {
    const query = { state: 'COMPLETED', createdAfter: '120', createdBefore: '180' };
    assert.deepEqual(await listIds(service(), query), ['nested']);
    assert.deepEqual(await listIds(service(), { ...query, state: 'FAILED' }), []);
  });

  it('has options for what AWS does not document', async () => {
    assert.deepEqual(await listIds(service({ listsNestedJobs: false })), ['b', 'a', 'frozen', 'bare']);
    assert.deepEqual(await listIds(service({ listsNestedJobs: false }), { parentJobId: 'a' }), ['nested']);
    const empty = service({ aggregateAll: 'no job', omitsEmptyList: true });
    assert.deepEqual((await ask(empty, '/backup-jobs/', { messageCategory: 'AGGREGATE_ALL' })).body, {});
    assert.equal((await walkIds(service({ defaultPageSize: 2 }))).length, 3);
    assert.deepEqual(await listIds(service({ laterStates: ['FROZEN'] }), { state: 'FROZEN' }), ['frozen']);
  });

  it('reads a time without a zone as UTC, in any local zone', async () => {
    const ids = await inZone('America/New_York', () =>
      listIds(service(), { createdAfter: '1970-01-01T00:03:20' }),
    );
    assert.deepEqual(ids, ['b']);
  });

  it('lists the account’s current jobs', async () => {
    const account = accountOf(jobs);
    const changing = createSampleService({ account });
    account.replaceJobs([{ BackupJobId: 'new', State: 'RUNNING' }]);
    assert.deepEqual(await listIds(changing), ['new']);
  });
});

describe('The sample service’s ListBackupJobs refuses', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['maxResults', '0'],
    ['maxResults', '1001'],
    ['maxResults', '-1'],
    ['maxResults', '1.5'],
    ['maxResults', ''],
    ['state', 'FROZEN'],
    ['state', 'completed'],
    ['accountId', '12345'],
    ['createdAfter', 'yesterday'],
    ['createdAfter', '2026-13-01T00:00:00Z'],
    ['completeBefore', '2026-11-24T25:00:00Z'],
    ['nextToken', 'garbage'],
    ...[
      'accountId',
      'backupVaultName',
      'completeAfter',
      'completeBefore',
      'createdAfter',
      'createdBefore',
    ].map((name) => [name, ''] as const),
    ...['messageCategory', 'nextToken', 'parentJobId', 'resourceArn', 'resourceType', 'state'].map(
      (name) => [name, ''] as const,
    ),
  ];
  for (const [name, value] of refused) {
    it(`${name}=${value}`, async () => {
      assert.equal(
        await askForError(service({ managementAccount: true }), { [name]: value }),
        '400 InvalidParameterValueException',
      );
    });
  }

  it('other accounts, except for the management account', async () => {
    assert.equal(await askForError(service(), { accountId: '*' }), '403 AccessDeniedException');
    assert.equal(await askForError(service(), { accountId: member }), '403 AccessDeniedException');
    assert.deepEqual(await listIds(service(), { accountId: own }), ['b', 'nested', 'a', 'frozen']);
  });

  it('with a request ID, a type and a message', async () => {
    const { body, headers } = await ask(service(), '/backup-jobs/', { state: 'FROZEN' });
    assert.match(headers['x-amzn-requestid'] ?? '', /^[0-9a-f-]{36}$/);
    assert.match(headers['x-amzn-errortype'] ?? '', /^InvalidParameterValueException:http/);
    assert.match(body.Message ?? '', /state.*'FROZEN'/);
  });
});

describe('The page tokens of the sample service', () => {
  it('are valid only for their own filters, with any page size', async () => {
    const { body } = await ask(service(), '/backup-jobs/', { createdAfter: '60', maxResults: '1' });
    const nextToken = body.NextToken;
    const bound = { createdAfter: '1970-01-01T00:01:00Z', nextToken };
    assert.deepEqual(await listIds(service(), bound), ['nested', 'a']);
    for (const query of [{ nextToken }, { ...bound, createdAfter: '61' }, { ...bound, state: 'FAILED' }]) {
      assert.equal(await askForError(service(), query), '400 InvalidParameterValueException');
      assert.match((await ask(service(), '/backup-jobs/', query)).body.Message ?? '', /NextToken/);
    }
    assert.equal(
      await askForError(service(), { nextToken }, '/backup-vaults/'),
      '400 InvalidParameterValueException',
    );
  });

  it('are refused if they were tampered with', async () => {
    const { body } = await ask(service(), '/backup-jobs/', { maxResults: '1' });
    const decoded = Buffer.from(body.NextToken ?? '', 'base64url').toString();
    const tampered = Buffer.from(decoded.replace('nested', 'a')).toString('base64url');
    assert.notEqual(tampered, body.NextToken);
    assert.equal(await askForError(service(), { nextToken: tampered }), '400 InvalidParameterValueException');
  });

  it('are not returned with the last page', async () => {
    const { body } = await ask(service(), '/backup-jobs/', { maxResults: '5' });
    assert.equal(body.BackupJobs?.length, 5);
    assert.equal(body.NextToken, undefined);
  });

  it('distinguish jobs without date and ID', async () => {
    const account = accountOf(['x', 'y', 'z'].map((name) => ({ ResourceName: name })));
    const nameless = createSampleService({ account });
    const names: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const { body } = await ask(nameless, '/backup-jobs/', { maxResults: '1', nextToken });
      names.push(body.BackupJobs?.[0]?.ResourceName);
      nextToken = body.NextToken;
    } while (nextToken !== undefined && names.length < 10);
    assert.deepEqual(names, ['x', 'y', 'z']);
  });
});

describe('The wire format of the sample service', () => {
  it('has dates as epoch seconds with a fraction, and large integers in full', async () => {
    const account = accountOf([
      {
        BackupJobId: 'a',
        CreationDate: new Date(1516925490087),
        BackupSizeInBytes: 9_223_372_036_854_775_807n,
      },
    ]);
    const raw = await createSampleService({ account })({
      method: 'GET',
      path: '/backup-jobs/',
      query: new Map(),
      headers: {},
    });
    assert.equal(
      raw.body,
      '{"BackupJobs":[{"BackupJobId":"a","CreationDate":1516925490.087,"BackupSizeInBytes":9223372036854775807}]}',
    );
  });

  it('preserves hostile texts', async () => {
    const ResourceName = `<b>&"'\\ \u0000\u202e\ud800${'x'.repeat(10_000)}`;
    const account = accountOf([{ BackupJobId: '__proto__', ResourceName }]);
    const { body } = await ask(createSampleService({ account }), '/backup-jobs/');
    assert.deepEqual(body.BackupJobs, [{ BackupJobId: '__proto__', ResourceName }]);
  });
});
