import assert from 'node:assert/strict';
import { accountOf } from '../../../src/sample/sampleAccount.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { ask, askForError, type Query } from './asking.js';

const own = '111122223333';
const member = '444455556666';
const day = 86_400;
const today = Date.parse('2026-11-24T00:00:00Z') / 1000;
const now = () => (today + 8 * 3600) * 1000;

describe('The sample service’s DescribeBackupJob', () => {
  const account = accountOf([
    { BackupJobId: 'a/b c', AccountId: own, State: 'FAILED' },
    { BackupJobId: 'parent', AccountId: own, IsParent: true, State: 'PARTIAL' },
    { BackupJobId: '1', ParentJobId: 'parent', State: 'COMPLETED' },
    { BackupJobId: '2', ParentJobId: 'parent', State: 'COMPLETED' },
    { BackupJobId: '3', ParentJobId: 'parent', State: 'FAILED' },
    { BackupJobId: 'theirs', AccountId: member },
  ]);
  const service = createSampleService({ account });

  it('returns a job by an ID that has to be encoded', async () => {
    const { body, statusCode } = await ask(service, '/backup-jobs/a%2Fb%20c');
    assert.equal(statusCode, 200);
    assert.deepEqual(body, { BackupJobId: 'a/b c', AccountId: own, State: 'FAILED' });
  });

  it('counts the nested jobs of a parent', async () => {
    const { body } = await ask(service, '/backup-jobs/parent');
    assert.equal(body.NumberOfChildJobs, 3);
    assert.deepEqual(body.ChildJobsInState, { COMPLETED: 2, FAILED: 1 });
  });

  it('does not find missing jobs and, by default, those of other accounts', async () => {
    const notFound = '400 ResourceNotFoundException';
    assert.equal(await askForError(service, {}, '/backup-jobs/nobody'), notFound);
    assert.equal(await askForError(service, {}, '/backup-jobs/theirs'), notFound);
    const finding = createSampleService({ account, describesOtherAccounts: true });
    assert.equal((await ask(finding, '/backup-jobs/theirs')).statusCode, 200);
  });
});

describe('The sample service’s ListBackupVaults', () => {
  const vaults = [
    { BackupVaultName: 'b', VaultType: 'BACKUP_VAULT' },
    { BackupVaultName: 'a', VaultType: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' },
    { BackupVaultName: 'c', VaultType: 'BACKUP_VAULT' },
  ];
  const service = createSampleService({ account: accountOf([], { vaults }) });
  const names = async (query: Query) =>
    (await ask(service, '/backup-vaults/', query)).body.BackupVaultList?.map(
      (vault) => vault.BackupVaultName,
    );

  it('filters by type and by whether vaults are shared', async () => {
    assert.deepEqual(await names({}), ['a', 'b', 'c']);
    assert.deepEqual(await names({ vaultType: 'BACKUP_VAULT', shared: 'false' }), ['b', 'c']);
    assert.deepEqual(await names({ shared: 'true' }), []);
    for (const query of [{ vaultType: 'VAULT' }, { shared: 'yes' }, { maxResults: '0' }]) {
      assert.equal(
        await askForError(service, query, '/backup-vaults/'),
        '400 InvalidParameterValueException',
      );
    }
  });

  it('returns pages, with tokens that are bound to the filters', async () => {
    const { body } = await ask(service, '/backup-vaults', { maxResults: '2' });
    assert.deepEqual(await names({ nextToken: body.NextToken }), ['c']);
    assert.equal((await ask(service, '/backup-vaults', { maxResults: '3' })).body.NextToken, undefined);
    const other = { nextToken: body.NextToken, shared: 'false' };
    assert.equal(await askForError(service, other, '/backup-vaults/'), '400 InvalidParameterValueException');
  });

  it('lists the vaults of the account’s jobs if none are given', async () => {
    const account = accountOf([
      { AccountId: own, BackupVaultName: 'one' },
      { BackupVaultName: 'one' },
      { AccountId: member, BackupVaultName: 'theirs' },
    ]);
    const { body } = await ask(createSampleService({ account }), '/backup-vaults/');
    assert.deepEqual(body.BackupVaultList, [{ BackupVaultName: 'one' }]);
  });
});

describe('The sample service’s ListBackupJobSummaries', () => {
  const path = '/audit/backup-job-summaries';
  const made = (
    daysAgo: number,
    State: string,
    ResourceType: string,
    MessageCategory?: string,
    AccountId = own,
  ) => ({
    BackupJobId: `${daysAgo}${State}${ResourceType}${MessageCategory}${AccountId}`,
    AccountId,
    CreationDate: today - daysAgo * day + 1,
    ResourceType,
    State,
    ...(MessageCategory === undefined ? {} : { MessageCategory }),
  });
  const account = accountOf([
    made(0, 'FAILED', 'EBS'),
    made(1, 'FAILED', 'EBS', 'AccessDenied'),
    made(1, 'COMPLETED', 'EBS', 'SUCCESS'),
    made(1, 'COMPLETED', 'S3', 'Success'),
    made(2, 'COMPLETED', 'S3'),
    made(8, 'COMPLETED', 'EBS', 'MISCELLANEOUS'),
    made(14, 'COMPLETED', 'EBS', 'SUCCESS'),
    made(15, 'COMPLETED', 'EBS', 'SUCCESS'),
    made(1, 'COMPLETED', 'RDS', 'SUCCESS', member),
  ]);
  const service = createSampleService({ account, now, managementAccount: true });
  const counts = async (query: Query) =>
    (await ask(service, path, query)).body.BackupJobSummaries?.map((summary) => summary.Count);

  it('counts per day over fourteen days, without today', async () => {
    const { body } = await ask(service, path, { AggregationPeriod: 'ONE_DAY' });
    assert.equal(body.AggregationPeriod, 'ONE_DAY');
    const days = body.BackupJobSummaries?.map(({ Count, EndTime, StartTime }) => [
      (today - StartTime) / day,
      (EndTime - StartTime) / day,
      Count,
    ]);
    assert.deepEqual(days, [
      [14, 1, 1],
      [8, 1, 1],
      [2, 1, 1],
      [1, 1, 3],
    ]);
  });

  it('counts over seven and fourteen days', async () => {
    assert.deepEqual(await counts({ AggregationPeriod: 'SEVEN_DAYS' }), [4]);
    const { body } = await ask(service, path, { AggregationPeriod: 'FOURTEEN_DAYS' });
    assert.deepEqual(body.BackupJobSummaries, [
      {
        AccountId: own,
        Count: 6,
        EndTime: today,
        MessageCategory: 'AGGREGATE_ALL',
        Region: 'us-east-1',
        ResourceType: 'AGGREGATE_ALL',
        StartTime: today - 14 * day,
        State: 'AGGREGATE_ALL',
      },
    ]);
  });

  it('follows AWS’s recipe for "Completed with issues"', async () => {
    const query = { AggregationPeriod: 'FOURTEEN_DAYS', State: 'COMPLETED' };
    assert.deepEqual(await counts(query), [5]);
    assert.deepEqual(await counts({ ...query, MessageCategory: 'SUCCESS' }), [3]);
  });

  it('splits ANY and sums AGGREGATE_ALL', async () => {
    const { body } = await ask(service, path, {
      AggregationPeriod: 'SEVEN_DAYS',
      State: 'ANY',
      ResourceType: 'ANY',
    });
    const told = body.BackupJobSummaries?.map(({ Count, ResourceType, State }) => [
      State,
      ResourceType,
      Count,
    ]);
    assert.deepEqual(told?.toSorted(), [
      ['COMPLETED', 'EBS', 1],
      ['COMPLETED', 'S3', 2],
      ['FAILED', 'EBS', 1],
    ]);
    const week = { AggregationPeriod: 'SEVEN_DAYS' };
    assert.deepEqual((await counts({ ...week, AccountId: 'ANY' }))?.toSorted(), [1, 4]);
    assert.deepEqual(await counts({ ...week, AccountId: 'AGGREGATE_ALL' }), [5]);
    assert.deepEqual(await counts({ ...week, AccountId: member }), [1]);
    assert.deepEqual(await counts({ ...week, ResourceType: 'S3' }), [2]);
    assert.deepEqual(await counts({ ...week, State: 'AGGREGATE_ALL', MessageCategory: 'ANY' }), [1, 1, 1, 1]);
  });

  it('returns a member account its own jobs, and refuses those of others', async () => {
    const alone = createSampleService({ account, now });
    const query = { AggregationPeriod: 'SEVEN_DAYS', AccountId: 'AGGREGATE_ALL' };
    const { body } = await ask(alone, path, query);
    assert.deepEqual(
      body.BackupJobSummaries?.map((summary) => summary.Count),
      [4],
    );
    assert.equal(await askForError(alone, { AccountId: member }, path), '403 AccessDeniedException');
  });

  it('returns pages, and refuses invalid parameters', async () => {
    const query = { State: 'ANY', MaxResults: '3' };
    const first = await ask(service, path, query);
    assert.equal(first.body.BackupJobSummaries?.length, 3);
    const rest = await counts({ ...query, NextToken: first.body.NextToken });
    assert.equal(rest?.length, 2);
    for (const refused of [
      { MaxResults: '501' },
      { State: 'FROZEN' },
      { AggregationPeriod: 'ONE_YEAR' },
      { AccountId: '*' },
      { NextToken: first.body.NextToken },
    ]) {
      assert.equal(await askForError(service, refused, path), '400 InvalidParameterValueException');
    }
  });
});

describe('The other operations of the sample service', () => {
  const service = createSampleService({ account: accountOf([]) });

  it('list the supported resource types', async () => {
    const { body } = await ask(service, '/supported-resource-types');
    assert.equal(body.ResourceTypes?.length, 17);
    assert.ok(body.ResourceTypes?.includes('SAP HANA on Amazon EC2'));
  });

  it('return the caller’s identity in XML', async () => {
    const answer = await service({
      method: 'POST',
      path: '/',
      query: new Map(),
      headers: {},
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    assert.equal(answer.statusCode, 200);
    assert.match(answer.body, /<Account>111122223333<\/Account>/);
    assert.match(answer.body, /<Arn>arn:aws:sts::111122223333:assumed-role\/.+<\/Arn>/);
  });

  it('refuse unknown operations', async () => {
    const unknown = '404 UnknownOperationException';
    assert.equal(await askForError(service, {}, '/backup-plans/'), unknown);
    assert.equal(await askForError(service, {}, '/backup-jobs/a/b'), unknown);
    const post = await service({ method: 'POST', path: '/backup-jobs/', query: new Map(), headers: {} });
    assert.equal(post.statusCode, 404);
    assert.equal(await askForError(service, {}, '/backup-jobs/%zz'), '400 SerializationException');
    const action = await service({
      method: 'POST',
      path: '/',
      query: new Map(),
      headers: {},
      body: 'Action=Nothing',
    });
    assert.equal(action.statusCode, 404);
    assert.match(action.body, /<Code>UnknownOperationException<\/Code>/);
  });

  it('number the requests', async () => {
    const counting = createSampleService({ account: accountOf([]) });
    const one = await ask(counting, '/backup-jobs/');
    const two = await ask(counting, '/backup-plans/');
    assert.notEqual(one.headers['x-amzn-requestid'], two.headers['x-amzn-requestid']);
  });
});
