import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Connection } from '../../src/connection/connection.js';
import type { ConnectionListener } from '../../src/connection/connectionListener.js';
import { Sessions } from '../../src/connection/sessions.js';
import { stateDimension } from '../../src/jobs/dimensions.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import { type JobPage, type JobSource, JobSourceError } from '../../src/jobs/jobSource.js';
import type { OpenedConnection } from '../../src/jobs/openedConnection.js';
import { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import { until } from '../until.js';

describe('Switching the connection', () => {
  it('aborts requests, drops every page, and never shows a late answer', async () => {
    const slow = source('old');
    const { sessions, sources, tree } = treeOver({ old: slow, new: source('new') });
    sources['new']?.answer();
    await sessions.choose({ kind: 'aws', profile: 'old' });
    assert.deepEqual(await tree.getChildren(), [], 'there are no rows before the first connection');
    const first = tree.getChildren();
    await until(() => slow.requests.length === 1);
    await sessions.choose({ kind: 'aws', profile: 'new' });
    assert.ok(slow.requests[0]?.signal.aborted, 'the pending request is aborted');
    assert.ok(slow.isDisposed);
    slow.answer();
    assert.deepEqual(await accountsIn(tree, await first), [], 'a late answer is not shown');
    assert.deepEqual(await tree.getChildren(), [], 'the old rows are removed first');
    assert.deepEqual(await accountsIn(tree, await tree.getChildren()), ['new']);
    assert.equal(sessions.inUse?.account, 'new', 'the account is that of the jobs');
  });

  it('removes the old rows before the new ones are loaded', async () => {
    const { sessions, sources, tree } = treeOver({ old: source('old'), new: source('new') });
    sources['old']?.answer();
    await sessions.choose({ kind: 'aws', profile: 'old' });
    assert.deepEqual(await tree.getChildren(), [], 'there are no rows before the first connection');
    assert.deepEqual(await accountsIn(tree, await tree.getChildren()), ['old']);
    await sessions.choose({ kind: 'aws', profile: 'new' });
    const changed = new Promise((resolve) => tree.onDidChangeTreeData(resolve));
    assert.deepEqual(await tree.getChildren(), [], 'nothing is requested yet, and no old row is left');
    assert.equal(sources['new']?.requests.length, 0);
    await changed;
    sources['new']?.answer();
    assert.deepEqual(await accountsIn(tree, await tree.getChildren()), ['new']);
  });

  it('does not let a connection that opens slowly replace a later one', async () => {
    const openings = new Map<string, () => void>();
    const signals: AbortSignal[] = [];
    const sessions = new Sessions({
      memory: memory(),
      openConnection: (connection, { signal }) =>
        new Promise((resolve) => {
          const { profile = '' } = connection as { profile?: string };
          signals.push(signal);
          const answered = source(profile);
          answered.answer();
          openings.set(profile, () => resolve(opened({ [profile]: answered }, connection)));
        }),
      pageSize: () => undefined,
      startingConnection: () => Promise.resolve(undefined),
    });
    await sessions.choose({ kind: 'aws', profile: 'slow' });
    const waiting = sessions.ready();
    await until(() => openings.has('slow'));
    await sessions.choose({ kind: 'aws', profile: 'quick' });
    const ready = sessions.ready();
    await until(() => openings.has('quick'));
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
      'the slow opening can stop',
    );
    openings.get('quick')?.();
    openings.get('slow')?.();
    const keys = [...(await waiting), ...(await ready)].map(({ key }) => key);
    assert.deepEqual(keys, ['profile:quick', 'profile:quick']);
    sessions.dispose();
  });

  it('opens the selected connection, even if it is selected right after a request for it', async () => {
    const { sessions } = treeOver({ old: source('old'), new: source('new') });
    await sessions.choose({ kind: 'aws', profile: 'old' });
    const ready = sessions.ready();
    await sessions.choose({ kind: 'aws', profile: 'new' });
    assert.deepEqual(
      [...(await ready), ...(await sessions.ready())].map(({ key }) => key),
      ['profile:new', 'profile:new'],
    );
    sessions.dispose();
  });

  it('drops everything when the credentials change to another account', async () => {
    const { listeners, sessions, sources } = treeOver({ prod: source('prod') });
    sources['prod']?.answer();
    await sessions.choose({ kind: 'aws', profile: 'prod' });
    const [before] = await sessions.ready();
    let changes = 0;
    sessions.onDidChange(() => changes++);
    const listed = { operation: 'ListBackupJobs', filter: {} };
    listeners.at(-1)?.onRequest(listed);
    await until(() => sessions.inUse?.account === 'prod');
    listeners.at(-1)?.onNewCredentials();
    accountFromSts.value = 'other';
    listeners.at(-1)?.onRequest(listed);
    await until(() => changes === 1);
    assert.equal(sessions.inUse, undefined);
    const [after] = await sessions.ready();
    assert.notEqual(after, before);
    accountFromSts.value = undefined;
  });

  it('reports changed jobs only of the current connection', async () => {
    const [old, other] = [source('old'), source('new')];
    const { sessions } = treeOver({ old, new: other });
    const reported: string[] = [];
    sessions.onDidChangeJobs(({ connection, jobs, region }) =>
      reported.push([connection, region, ...jobs.map(({ State }) => State)].join(' ')),
    );
    await sessions.choose({ kind: 'aws', profile: 'old' });
    const [before] = await sessions.ready();
    assert.ok(before !== undefined);
    old.answer();
    const list = before.pool.list(selectionOf({}));
    await list.loadMore();
    before.pool.update(list.jobs().map((job) => ({ ...job, State: 'ABORTED' })));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(reported.splice(0), ['profile:old us-east-1', 'profile:old us-east-1 ABORTED']);
    await sessions.choose({ kind: 'aws', profile: 'new' });
    await sessions.ready();
    before.pool.dispose();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(reported, []);
    sessions.dispose();
  });

  it('stores the connection in the workspace, with names only', async () => {
    const stored = memory();
    const choose = new Sessions({ ...baseOptions, memory: stored });
    await choose.choose({ kind: 'aws', profile: 'prod', regions: ['us-east-1', 'eu-west-1'] });
    assert.deepEqual(
      stored.keys().map((key) => stored.get(key)),
      [{ kind: 'aws', profile: 'prod', regions: ['us-east-1', 'eu-west-1'] }],
    );
    assert.deepEqual(new Sessions({ ...baseOptions, memory: stored }).chosen, choose.chosen);
  });

  it('starts with the connection of the environment, and looks for it again until there is one', async () => {
    let starting: Connection | undefined;
    const sessions = new Sessions({
      ...baseOptions,
      openConnection: (connection) => Promise.resolve(opened({ '': source('') }, connection)),
      startingConnection: () => Promise.resolve(starting),
    });
    assert.deepEqual(await sessions.ready(), []);
    starting = { kind: 'aws' };
    assert.deepEqual(
      (await sessions.ready()).map(({ key, region }) => [key, region]),
      [['default', 'us-east-1']],
    );
  });

  it('retries a connection that could not be opened', async () => {
    let fails = true;
    const failure = { kind: 'configuration', summary: 'No', detail: '', remedy: 'retry' } as const;
    const sessions = new Sessions({
      ...baseOptions,
      openConnection: async (connection) => {
        if (fails) throw new JobSourceError(failure);
        return opened({ prod: source('prod') }, connection);
      },
    });
    await sessions.choose({ kind: 'aws', profile: 'prod' });
    await assert.rejects(sessions.ready(), /No/);
    fails = false;
    assert.equal((await sessions.ready()).length, 1);
  });
});

/** The account from STS, if it is not the one in the profile's name. */
const accountFromSts: { value: string | undefined } = { value: undefined };

interface ControlledSource extends JobSource {
  readonly requests: { readonly signal: AbortSignal }[];
  readonly isDisposed: boolean;
  /** Answers everything that was requested, and from now on answers at once. */
  answer(): void;
}

const ended = { kind: 'aborted', summary: 'Cancelled', detail: '', remedy: 'retry' } as const;

/** A source of one job of an account, which answers on demand. */
function source(account: string): ControlledSource {
  const requests: { signal: AbortSignal }[] = [];
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let isDisposed = false;
  const controlled = {
    requests,
    get isDisposed() {
      return isDisposed;
    },
    answer,
    listBackupJobs: async (_: unknown, { signal }: { signal: AbortSignal }): Promise<JobPage> => {
      if (isDisposed) throw new JobSourceError(ended);
      requests.push({ signal });
      await answered;
      return { jobs: [{ BackupJobId: account, AccountId: account, State: 'FAILED' }] };
    },
    dispose: () => {
      isDisposed = true;
    },
  };
  return controlled as Partial<ControlledSource> as ControlledSource;
}

function opened(sources: Readonly<Record<string, JobSource>>, connection: Connection): OpenedConnection {
  const profile = connection.kind === 'aws' ? (connection.profile ?? '') : '';
  const one = sources[profile];
  assert.ok(one);
  return {
    regions: [{ region: 'us-east-1', source: one }],
    readIdentity: () => Promise.resolve({ account: accountFromSts.value ?? profile }),
    dispose: () => {},
  };
}

/** A tree on connections whose profiles have the names of these sources. */
function treeOver(sources: Readonly<Record<string, ControlledSource>>) {
  const listeners: ConnectionListener[] = [];
  const sessions = new Sessions({
    ...baseOptions,
    openConnection: (connection, listener) => {
      listeners.push(listener);
      return Promise.resolve(opened(sources, connection));
    },
  });
  const selection = selectionOf({});
  const tree = new JobTreeProvider({
    sessions: () => sessions.ready(),
    selection: () => selection,
    dimensions: () => [stateDimension],
    onDidChangeConnection: sessions.onDidChange,
    onDidChange: [],
  });
  return { listeners, sessions, sources, tree };
}

/** The accounts of all jobs below some rows. */
async function accountsIn(
  tree: JobTreeProvider,
  rows: Awaited<ReturnType<JobTreeProvider['getChildren']>>,
): Promise<(string | undefined)[]> {
  const below = rows.map(async (row) =>
    row.kind === 'job' ? [row.job.AccountId] : accountsIn(tree, await tree.getChildren(row)),
  );
  return (await Promise.all(below)).flat();
}

function memory(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <Value>(key: string, absent?: Value) => (values.get(key) as Value | undefined) ?? absent,
    update: async (key: string, value: unknown) => void values.set(key, value),
  } as vscode.Memento;
}

const baseOptions = {
  get memory() {
    return memory();
  },
  openConnection: () => Promise.reject(new Error('No connection should be opened')),
  pageSize: () => undefined,
  startingConnection: () => Promise.resolve(undefined),
};
