import assert from 'node:assert/strict';
import { ConnectionInUse } from '../../../src/connection/connectionInUse.js';
import type { ConnectionListener } from '../../../src/connection/connectionListener.js';
import type { JobQuery } from '../../../src/jobs/jobQuery.js';
import { referenceIn } from '../../../src/jobs/jobReader.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobFailure, JobPage, JobSource } from '../../../src/jobs/jobSource.js';

const expired: JobFailure = { kind: 'signInExpired', summary: 'Sign in', detail: '', remedy: 'signIn' };
const listed = { operation: 'ListBackupJobs', filter: {} };

describe('A connection in use', () => {
  it('has a session for each region, with a key for its jobs', async () => {
    const { inUse } = await opened({ regions: ['us-east-1', 'eu-west-1'] });
    assert.deepEqual(
      inUse.sessions.map((session) => referenceIn(session, 'job')),
      ['us-east-1', 'eu-west-1'].map((region) => ({
        connection: 'profile:prod',
        region,
        backupJobId: 'job',
      })),
    );
  });

  it('asks STS for its account once, after the first response, and reports it', async () => {
    const { identityRequests, inUse, learned, listener } = await opened({
      account: () => Promise.resolve('111122223333'),
    });
    assert.deepEqual([identityRequests.count, inUse.account], [0, undefined]);
    listener.onRequest({ ...listed, failure: expired });
    assert.equal(identityRequests.count, 0, 'STS needs the credentials that this request lacks');
    listener.onRequest(listed);
    listener.onRequest(listed);
    await settled();
    assert.deepEqual([identityRequests.count, inUse.account], [1, '111122223333']);
    assert.equal(learned.account, 0);
  });

  it('has the identity that STS named, until the keys change', async () => {
    const { inUse, listener } = await opened({ account: () => Promise.resolve('111122223333') });
    assert.equal(inUse.identity, undefined);
    listener.onRequest(listed);
    await settled();
    assert.deepEqual(inUse.identity, { account: '111122223333', role: 'backup-reader' });
    listener.onNewCredentials();
    assert.equal(inUse.identity, undefined);
    listener.onRequest(listed);
    await settled();
    assert.deepEqual(inUse.identity, { account: '111122223333', role: 'backup-reader' });
  });

  it('takes the account from the jobs if STS fails, unless jobs of other accounts were requested', async () => {
    const { inUse, listener, read } = await opened({ account: () => Promise.reject(new Error('denied')) });
    listener.onRequest(listed);
    await settled();
    assert.equal(inUse.account, undefined);
    await read([{ AccountId: '111122223333' }, { AccountId: '111122223333' }]);
    assert.equal(inUse.account, '111122223333');

    const other = await opened({});
    other.listener.onRequest({ ...listed, filter: { accountId: '*' } });
    await other.read([{ AccountId: '444455556666' }]);
    assert.equal(other.inUse.account, undefined);
  });

  it('asks STS again until it answers, and reports its failure once', async () => {
    let answer = () => Promise.reject<string>(new Error('unavailable'));
    const { identityRequests, inUse, learned, listener } = await opened({ account: () => answer() });
    for (let request = 0; request < 3; request++) {
      listener.onRequest(listed);
      await settled();
    }
    assert.deepEqual([identityRequests.count, learned.count, inUse.account], [3, 1, undefined]);
    answer = () => Promise.resolve('111122223333');
    for (let request = 0; request < 3; request++) {
      listener.onRequest(listed);
      await settled();
    }
    assert.deepEqual([identityRequests.count, learned.count, inUse.account], [4, 2, '111122223333']);
  });

  it('requests the names of the vaults again until they have arrived', async () => {
    let answer = () => Promise.reject<string[]>(new Error('denied'));
    const { vaultRequests, inUse } = await opened({ vaults: () => answer() });
    const [session] = inUse.sessions;
    assert.ok(session);
    assert.deepEqual(await Promise.all([session.vaultNames(), session.vaultNames()]), [[], []]);
    answer = () => Promise.resolve(['prod']);
    assert.deepEqual(
      [await session.vaultNames(), await session.vaultNames(), vaultRequests.count],
      [['prod'], ['prod'], 2],
    );
  });

  it('reports another account once the keys have changed', async () => {
    let account = '111122223333';
    const { inUse, learned, listener } = await opened({ account: () => Promise.resolve(account) });
    listener.onRequest(listed);
    await settled();
    listener.onNewCredentials();
    listener.onRequest(listed);
    await settled();
    assert.equal(learned.account, 0, 'the account stays the same with renewed keys');
    account = '444455556666';
    listener.onNewCredentials();
    listener.onRequest(listed);
    await settled();
    assert.deepEqual([learned.account, inUse.account], [1, '444455556666']);
  });

  it('has no account while STS does not answer for changed keys, and asks again', async () => {
    let answer: () => Promise<string> = () => Promise.resolve('111122223333');
    const { identityRequests, inUse, learned, listener } = await opened({ account: () => answer() });
    listener.onRequest(listed);
    await settled();
    listener.onNewCredentials();
    answer = () => Promise.reject(new Error('timeout'));
    const before = learned.count;
    for (let request = 0; request < 2; request++) {
      listener.onRequest(listed);
      await settled();
    }
    assert.deepEqual([inUse.account, identityRequests.count, learned.count - before], [undefined, 3, 1]);
    answer = () => Promise.resolve('111122223333');
    listener.onRequest(listed);
    await settled();
    assert.deepEqual([inUse.account, learned.account], ['111122223333', 0]);
    listener.onRequest(listed);
    await settled();
    assert.equal(identityRequests.count, 4);

    listener.onNewCredentials();
    answer = () => Promise.reject(new Error('timeout'));
    listener.onRequest(listed);
    await settled();
    answer = () => Promise.resolve('444455556666');
    listener.onRequest(listed);
    await settled();
    assert.deepEqual([inUse.account, learned.account], ['444455556666', 1]);
  });

  it('takes the account of changed keys from all jobs if STS never answers', async () => {
    const { inUse, learned, listener, read } = await opened({});
    listener.onRequest(listed);
    await read([{ AccountId: '111122223333' }], { state: 'FAILED' });
    assert.equal(inUse.account, '111122223333');
    listener.onNewCredentials();
    listener.onRequest(listed);
    await settled();
    assert.equal(inUse.account, '111122223333');
    await read([{ AccountId: '111122223333' }, { AccountId: '444455556666' }]);
    assert.deepEqual([inUse.account, learned.account], [undefined, 0]);
    listener.onRequest(listed);
    assert.equal(learned.account, 1, 'jobs of two accounts are not kept together');
  });

  it('reports a change of the AWS files that requires it to be reopened', async () => {
    const { learned, listener } = await opened({});
    listener.onOtherSettings();
    assert.equal(learned.settings, 1);
  });

  it('has the name of the machine’s role once STS has answered, and of no other role', async () => {
    for (const usesMachineRole of [true, false]) {
      const account = () => Promise.resolve('111122223333');
      const { inUse, listener } = await opened({ account, usesMachineRole });
      assert.equal(inUse.machineRole, usesMachineRole ? '' : undefined);
      listener.onRequest(listed);
      await settled();
      assert.equal(inUse.machineRole, usesMachineRole ? 'backup-reader' : undefined);
    }
  });

  it('knows whether other AWS files or certificates may fix its failure', async () => {
    const { inUse, listener } = await opened({});
    const kinds = [
      'configuration',
      'credentials',
      'signInExpired',
      'network',
      'accessDenied',
      'throttled',
    ] as const;
    const seen = kinds.map((kind) => {
      listener.onRequest({ ...listed, failure: { ...expired, kind } });
      return inUse.mayNeed;
    });
    assert.deepEqual(seen, ['files', 'files', 'files', 'certificates', undefined, undefined]);
    const ofEndpoint = { ...expired, kind: 'service', remedy: 'editAwsConfig' } as const;
    listener.onRequest({ ...listed, failure: ofEndpoint });
    assert.equal(inUse.mayNeed, 'files', 'the remedy is to edit the files');
    listener.onRequest(listed);
    assert.equal(inUse.mayNeed, undefined);
  });

  it('knows whether a sign-in is needed, and ignores requests once it is disposed', async () => {
    const { identityRequests, inUse, learned, listener } = await opened({
      account: () => Promise.resolve('1'),
    });
    listener.onRequest({ ...listed, failure: expired });
    assert.deepEqual([inUse.needsSignIn, learned.count], [true, 1]);
    listener.onRequest({ ...listed, failure: { ...expired, kind: 'aborted' } });
    assert.equal(inUse.needsSignIn, true, 'an aborted request proves nothing');
    listener.onRequest(listed);
    assert.deepEqual([inUse.needsSignIn, learned.count], [false, 2]);
    await settled();
    const before = { ...learned };
    inUse.dispose();
    listener.onRequest({ ...listed, failure: expired });
    listener.onOtherSettings();
    assert.deepEqual([learned, identityRequests.closed], [before, 1]);
  });

  it('aborts the requests of every region when it is disposed, and ignores a late answer of STS', async () => {
    let answer = (_: string) => {};
    const account = new Promise<string>((resolve) => {
      answer = resolve;
    });
    const signals: AbortSignal[] = [];
    const { inUse, learned, listener } = await opened({
      regions: ['us-east-1', 'eu-west-1'],
      account: () => account,
      list: (signal) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    listener.onRequest(listed);
    const reads = inUse.sessions.map(({ pool }) => pool.list(selectionOf({})).loadMore());
    const before = { ...learned };
    inUse.dispose();
    await Promise.all(reads);
    answer('111122223333');
    await settled();
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, true],
    );
    assert.deepEqual([inUse.account, learned], [undefined, before]);
  });
});

/** An open connection. Its source answers with the result of `read`. */
async function opened(options: {
  regions?: string[];
  account?: () => Promise<string>;
  /** Answers ListBackupJobs, instead of `read`. */
  list?: (signal: AbortSignal) => Promise<JobPage>;
  usesMachineRole?: boolean;
  vaults?: () => Promise<string[]>;
}) {
  const vaultRequests = { count: 0 };
  const identityRequests = { count: 0, closed: 0 };
  const learned = { count: 0, account: 0, settings: 0 };
  let jobs: readonly { AccountId: string }[] = [];
  let listener: ConnectionListener | undefined;
  const source = {
    listBackupJobs: (_, { signal }) => options.list?.(signal) ?? Promise.resolve({ jobs }),
    listBackupVaultNames: () => {
      vaultRequests.count++;
      return options.vaults?.() ?? Promise.resolve([]);
    },
    dispose: () => {},
  } as Partial<JobSource> as JobSource;
  const inUse = await ConnectionInUse.open({
    connection: { kind: 'aws', profile: 'prod' },
    open: (_, newListener) => {
      listener = newListener;
      return Promise.resolve({
        regions: (options.regions ?? ['us-east-1']).map((region) => ({ region, source })),
        readIdentity: async () => {
          identityRequests.count++;
          if (options.account === undefined) throw new Error('nobody');
          return { account: await options.account(), role: 'backup-reader' };
        },
        usesMachineRole: options.usesMachineRole,
        dispose: () => identityRequests.closed++,
      });
    },
    signal: new AbortController().signal,
    pageSize: () => undefined,
    onLearned: () => learned.count++,
    onOtherAccount: () => learned.account++,
    onOtherSettings: () => learned.settings++,
  });
  assert.ok(listener);
  return {
    identityRequests,
    vaultRequests,
    inUse,
    learned,
    listener,
    read: async (answer: readonly { AccountId: string }[], query: JobQuery = {}) => {
      jobs = answer.map((job, place) => ({ ...job, State: 'FAILED', BackupJobId: `${place}` }));
      await inUse.sessions[0]?.pool.list(selectionOf(query)).loadMore();
    },
  };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
