import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { completedWithIssues } from '../../src/jobs/jobStates.js';
import { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import type { GroupRow, Row } from '../../src/tree/rows.js';
import { accountOf } from '../service/givenAccount.js';
import { labels, providerOf, regionOf, tops, treeOf } from './treeOf.js';

const base: BackupJob = {
  BackupVaultName: 'prod',
  CreationDate: new Date(Date.now() - 3_600_000),
  ResourceArn: 'arn:aws:s3:::logs',
  State: 'FAILED',
};
const many = (count: number, facts: BackupJob = {}): BackupJob[] =>
  Array.from({ length: count }, (_, place) => ({
    ...base,
    ...facts,
    BackupJobId: `${facts.BackupVaultName ?? 'prod'}-${String(place).padStart(4, '0')}`,
  }));
const completed = (count: number, facts: BackupJob = {}): BackupJob[] =>
  many(count, { ...facts, State: 'COMPLETED' }).map((job) => ({
    ...job,
    BackupJobId: `completed-${job.BackupJobId}`,
  }));
const earlier: BackupJob = { CreationDate: new Date(Date.now() - 2 * 3_600_000) };
const { signal } = new AbortController();

/** The rows for which changes are fired; undefined is the root. */
function watched(provider: JobTreeProvider) {
  const fired: (Row | undefined)[] = [];
  provider.onDidChangeTreeData((row) => fired.push(row));
  return fired;
}

/** A group below a row. Renders all rows, as VS Code does at once. */
async function groupOf(provider: JobTreeProvider, value: string, parent?: Row): Promise<GroupRow> {
  const rows = await provider.getChildren(parent);
  for (const one of rows) provider.getTreeItem(one);
  const row = rows.find((one) => one.kind === 'group' && one.group.value === value);
  assert.ok(row?.kind === 'group');
  return row;
}

describe('A change of what the tree shows', () => {
  it('is fired for the row that VS Code has, even if it was rebuilt since the read began', async () => {
    const { provider } = treeOf([...many(30), ...many(30, { BackupVaultName: 'dev' })], { pageSize: 10 });
    const old = await groupOf(provider, 'dev');
    await provider.getChildren(old);
    const rebuilt = await groupOf(provider, 'dev');
    const fired = watched(provider);
    await old.list.loadMore();
    await sleep(250);
    assert.deepEqual([fired.length, fired[0] === rebuilt, rebuilt === old], [1, true, false]);
  });

  it('is reported when an expanded group loads jobs', async () => {
    const { provider } = treeOf(many(30), { pageSize: 10 });
    let reads = 0;
    const prod = await groupOf(provider, 'prod');
    provider.onDidRead(() => reads++);
    await provider.getChildren(prod);
    assert.equal(reads, 1);
  });

  it('updates the failed count of a vault from its expanded groups, exact once each bad state is known', async () => {
    const { provider, source } = treeOf([...completed(20), ...many(13, earlier)], { pageSize: 10 });
    const vault = await groupOf(provider, 'prod');
    const failed = await groupOf(provider, 'FAILED', vault);
    const fired = watched(provider);
    const countAndChange = async () => {
      await sleep(250);
      return [...labels(provider, [vault]), ...fired.splice(0).map((row) => row?.id)];
    };
    assert.deepEqual(await countAndChange(), ['prod | 10+', vault.id]);
    await provider.getChildren(failed);
    assert.deepEqual(await countAndChange(), ['prod | 10+ failed · 20+', vault.id]);
    await failed.list.loadMore();
    assert.deepEqual(await countAndChange(), ['prod | 13+ failed · 23+', vault.id]);
    for (const state of ['PARTIAL', 'EXPIRED', 'ABORTED'])
      await provider.getChildren(await groupOf(provider, state, vault));
    assert.deepEqual((await countAndChange())[0], 'prod | 13 failed · 23+');
    for (const fault of ['none', 'none', 'accessDenied', 'accessDenied'] as const) source.injectFault(fault);
    await provider.refresh();
    assert.deepEqual(
      await countAndChange(),
      ['prod | 13+ failed · 23+', undefined],
      'more may have failed since',
    );
  });

  it('updates every row that depends on a client-side filtered group', async () => {
    const of = (plan: string) => ({ BackupVaultName: plan, CreatedBy: { BackupPlanId: plan } });
    const jobs = [
      ...[...completed(2, of('hourly')), ...completed(2, of('nightly')), ...completed(20)],
      ...[...many(4, { ...earlier, ...of('hourly') }), ...many(6, { ...earlier, ...of('nightly') })],
    ];
    const { provider } = treeOf(jobs, { grouping: 'plan', pageSize: 10 });
    const plans = async () => (await tops(provider)).slice(0, 2);
    assert.deepEqual(await plans(), ['hourly | 2+', 'nightly | 2+']);
    const failed = await groupOf(provider, 'FAILED', await groupOf(provider, 'hourly'));
    const fired = watched(provider);
    await provider.getChildren(failed);
    await sleep(250);
    assert.deepEqual(fired, [undefined]);
    assert.deepEqual(await plans(), ['hourly | 4+ failed · 6+', 'nightly | 6+ failed · 8+']);
  });

  it('updates only the group within which two states are filtered from one answer', async () => {
    const withIssues = { ...earlier, MessageCategory: 'VSS', BackupJobId: 'issues' };
    const jobs = [...many(20), ...completed(3, earlier), { ...base, ...withIssues, State: 'COMPLETED' }];
    const { provider } = treeOf(jobs, { pageSize: 10 });
    const vault = await groupOf(provider, 'prod');
    const group = await groupOf(provider, 'COMPLETED', vault);
    await sleep(250);
    const fired = watched(provider);
    await provider.getChildren(group);
    await sleep(250);
    assert.deepEqual(fired, [vault]);
    const issues = await groupOf(provider, completedWithIssues, vault);
    assert.deepEqual(labels(provider, [issues]), ['Completed with issues | 1']);
  });

  it('by a refresh keeps the depth of a group that was collapsed and expanded again', async () => {
    const { provider } = treeOf(many(50), { pageSize: 10 });
    const prod = await groupOf(provider, 'prod');
    await provider.getChildren(prod);
    await prod.list.loadMore();
    provider.forget(prod);
    provider.remember(prod);
    await provider.refresh();
    const after = await groupOf(provider, 'prod');
    assert.deepEqual(labels(provider, [after]), ['prod | 20+ failed · 20+']);
  });

  it('by a new filter ends a Load All, which shows its progress in each region', async () => {
    const regions = ['eu-central-1', 'us-east-1'].map((region) =>
      regionOf(region, accountOf(many(9000)), { pageSize: 10 }),
    );
    const { provider, subject } = providerOf(regions.map(({ session }) => session));
    await provider.getChildren();
    const [root] = provider.roots;
    assert.ok(root !== undefined);
    const row = await groupOf(provider, 'eu-central-1');
    await provider.getChildren(row);
    const fired = watched(provider);
    const ended = provider.loadAlls.run(root);
    await sleep(200);
    assert.ok(fired.some((one) => one?.kind === 'loadMore'));
    subject.query = { state: 'EXPIRED' };
    await provider.getChildren();
    await ended;
    assert.equal(provider.loadAlls.isIdle, true);
  });

  it('by relative times ends a Load All, and shows none of its progress in the new tree', async () => {
    const { session } = regionOf('us-east-1', accountOf(many(9000)), { pageSize: 10 });
    const { provider, subject } = providerOf([session]);
    const createdAfter = (days: number) => ({ createdAfter: new Date(Date.now() - days * 86_400_000) });
    subject.query = createdAfter(7);
    await provider.getChildren();
    const [before] = provider.roots;
    assert.ok(before !== undefined);
    const ended = provider.loadAlls.run(before);
    subject.query = createdAfter(1);
    await provider.getChildren();
    const [root] = provider.roots;
    assert.ok(root !== undefined);
    assert.deepEqual([root.id, provider.loadAlls.progressOf(root)], [before.id, undefined]);
    assert.equal((await ended)?.name, 'stopped');
    assert.equal((await provider.loadAlls.run(root))?.name, 'complete');
  });

  it('by a new filter hides the old jobs even if the new ones cannot be loaded', async () => {
    const { session, source } = regionOf('us-east-1', accountOf(many(3)));
    const { provider, subject } = providerOf([session], { grouping: 'none' });
    await provider.getChildren();
    subject.query = { state: 'RUNNING' };
    source.injectFault('network');
    await provider.refresh();
    assert.deepEqual(
      (await provider.getChildren()).map(({ kind }) => kind),
      ['failure'],
    );
  });

  it('by a new connection removes the old jobs from counts, even while the view is hidden', async () => {
    const { session, source } = regionOf('us-east-1', accountOf(many(3)));
    const { provider, subject } = providerOf([session]);
    const rootsAfter = async (work: () => unknown) => {
      await work();
      return provider.roots.length;
    };
    const list = source.listBackupJobs.bind(source);
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    source.listBackupJobs = (query, page) => held.then(() => list(query, page));
    const late = provider.getChildren();
    await sleep(0);
    assert.equal(await rootsAfter(() => subject.changeConnection()), 0);
    answer();
    assert.equal(await rootsAfter(() => late), 0, 'a pending answer is discarded');
    assert.deepEqual(await provider.getChildren(), [], 'the rows are removed first');
    assert.equal(await rootsAfter(() => provider.getChildren()), 1);
    assert.equal(await rootsAfter(() => subject.changeConnection()), 0);
  });

  it('is shown for a region that has answered, even if another has not', async () => {
    const regions = ['eu-central-1', 'us-east-1'].map((region) => regionOf(region, accountOf(many(1))));
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const [slow] = regions;
    assert.ok(slow !== undefined);
    const list = slow.source.listBackupJobs.bind(slow.source);
    slow.source.listBackupJobs = (query, page) => held.then(() => list(query, page));
    const { provider } = providerOf(regions.map(({ session }) => session));
    assert.deepEqual(await tops(provider), ['eu-central-1 | 0+', 'us-east-1 | 1 failed · 1']);
    const fired = watched(provider);
    release();
    await sleep(250);
    assert.deepEqual(
      fired.map((row) => row?.kind === 'group' && row.group.value),
      ['eu-central-1'],
    );
    assert.deepEqual(await tops(provider), ['eu-central-1 | 1 failed · 1', 'us-east-1 | 1 failed · 1']);
  });

  it('is shown for the regions that can be read, even if another cannot', async () => {
    const running = many(1, { State: 'RUNNING' });
    const accounts = [accountOf(running), accountOf(running)];
    const regions = accounts.map((account, place) => regionOf(`region-${place}`, account));
    const { provider } = providerOf(
      regions.map(({ session }) => session),
      { grouping: 'none' },
    );
    const [job] = await provider.getChildren(await groupOf(provider, 'region-0'));
    assert.ok(job !== undefined);
    provider.getTreeItem(job);
    const fired = watched(provider);
    accounts[0]?.replaceJobs(many(1, { State: 'COMPLETED' }));
    regions[1]?.source.injectFault('network');
    assert.equal(await provider.rereadInProgress(signal), true);
    await sleep(250);
    assert.deepEqual(fired, [job]);
  });

  it('by a new filter shows its jobs even if one of its queries fails', async () => {
    const jobs = [...many(3), ...many(3, { BackupVaultName: 'dev' })];
    const { session, source } = regionOf('us-east-1', accountOf(jobs), { pageSize: 10 });
    const parts = ['prod', 'dev'].map((backupVaultName) => ({
      query: { backupVaultName },
      clientFilters: [],
    }));
    const provider = new JobTreeProvider({
      sessions: async () => [session],
      selection: () => ({ parts }),
      dimensions: () => [],
      onDidChangeConnection: new vscode.EventEmitter<void>().event,
      onDidChange: [],
    });
    source.injectFault('none');
    source.injectFault('accessDenied');
    const rows = await provider.getChildren();
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['job', 'job', 'job', 'failure'],
    );
  });

  it('by an account filter shows no vaults of the caller’s own account', async () => {
    const others = many(30, { AccountId: '222222222222' });
    const { session, source } = regionOf(
      'us-east-1',
      accountOf([...many(2, { BackupVaultName: 'own' }), ...others]),
      {
        pageSize: 10,
        listsVaults: true,
        service: { managementAccount: true },
      },
    );
    const { provider } = providerOf([session], { query: { accountId: '222222222222' } });
    await tops(provider);
    await sleep(50);
    assert.deepEqual(
      [await tops(provider), source.vaultRequests],
      [['prod | 10+ failed · 10+', 'Load more… | 10 loaded'], 0],
    );
  });
});
