import assert from 'node:assert/strict';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { accountOf } from '../../service/givenAccount.js';
import { ask, askForError, type Query } from './asking.js';

const own = '111122223333';
const member = '444455556666';

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

  it('returns a job whose ID needs encoding in the URL', async () => {
    const { body, statusCode } = await ask(service, '/backup-jobs/a%2Fb%20c');
    assert.equal(statusCode, 200);
    assert.deepEqual(body, { BackupJobId: 'a/b c', AccountId: own, State: 'FAILED' });
  });

  it('counts the nested jobs of a parent', async () => {
    const { body } = await ask(service, '/backup-jobs/parent');
    assert.equal(body.NumberOfChildJobs, 3);
    assert.deepEqual(body.ChildJobsInState, { COMPLETED: 2, FAILED: 1 });
  });

  it('finds neither missing jobs nor, by default, jobs of other accounts', async () => {
    const notFound = '400 ResourceNotFoundException';
    assert.equal(await askForError(service, {}, '/backup-jobs/nobody'), notFound);
    assert.equal(await askForError(service, {}, '/backup-jobs/theirs'), notFound);
    const withOtherAccounts = createSampleService({ account, describesOtherAccounts: true });
    assert.equal((await ask(withOtherAccounts, '/backup-jobs/theirs')).statusCode, 200);
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

describe('The other operations of the sample service', () => {
  const service = createSampleService({ account: accountOf([]) });

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

  it('give each request a different ID', async () => {
    const counting = createSampleService({ account: accountOf([]) });
    const one = await ask(counting, '/backup-jobs/');
    const two = await ask(counting, '/backup-plans/');
    assert.notEqual(one.headers['x-amzn-requestid'], two.headers['x-amzn-requestid']);
  });
});
