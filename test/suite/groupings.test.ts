import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { groupings } from '../../src/jobs/groupings.js';
import { generateAccount } from '../../src/sample/generateAccount.js';
import { accountOf } from '../service/givenAccount.js';
import { labels, outline, providerOf, regionOf, tops, treeOf } from './treeOf.js';

const hour = 3_600_000;
const now = new Date();
const today = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 0, 1).getTime();

const base: BackupJob = {
  AccountId: '111122223333',
  BackupVaultName: 'prod',
  CreationDate: new Date(today),
  ResourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
  ResourceName: 'web-1',
  ResourceType: 'EBS',
  State: 'COMPLETED',
  MessageCategory: 'SUCCESS',
};
const role = 'arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole';
const plan = { BackupPlanId: 'plan-1', BackupPlanName: 'Nightly' };

const account: BackupJob[] = [
  { ...base, BackupJobId: 'a', CreatedBy: plan, IamRoleArn: role },
  { ...base, BackupJobId: 'b', CreatedBy: plan, State: 'FAILED', CreationDate: new Date(today - 24 * hour) },
  { ...base, BackupJobId: 'c', ResourceType: 'S3', ResourceArn: 'arn:aws:s3:::logs', ResourceName: '' },
  { BackupJobId: 'd' },
];

describe('The groupings', () => {
  it('group the jobs by their values, with one request', async () => {
    const { provider, source, subject } = treeOf(account);
    const shown: Record<string, string[]> = {};
    for (const { id } of groupings) {
      subject.grouping = id;
      shown[id] = await tops(provider);
    }
    const day = (time: number) =>
      new Intl.DateTimeFormat('en', { weekday: 'short', month: 'short', day: 'numeric' }).format(time);
    assert.deepEqual(
      { ...shown, none: shown['none']?.length },
      {
        vault: ['prod | 1 failed · 3', 'No vault · No state | 1'],
        state: ['Failed · prod | 1', 'No state · No vault | 1', 'Completed · prod | 2'],
        outcome: ['Judging the outcomes… | '],
        resourceType: ['EBS | 1 failed · 2', 'S3 · Completed | 1', 'No resource type · No state | 1'],
        account: ['111122223333 · prod | 1 failed · 3', 'No account · No vault · No state | 1'],
        day: [
          `Today, ${day(today)} · Completed | 2`,
          `Yesterday, ${day(today - 24 * hour)} · Failed | 1`,
          'No day · No state | 1',
        ],
        resource: ['logs | 1', 'web-1 | 1 failed · 2', 'No resource | 1'],
        plan: ['Nightly | 1 failed · 2', 'On demand, without a plan | 2'],
        role: ['AWSBacku…iceRole · Completed | 1', 'No IAM role | 1 failed · 3'],
        category: ['SUCCESS | 1 failed · 3', 'No message category · No resource | 1'],
        message: ['4 × No status message | 1 failed'],
        none: 4,
      },
    );
    assert.equal(source.requests, 1);
  });

  it('show groups with bad jobs first and in red, except for groupings with their own order', async () => {
    const { provider, subject } = treeOf(account, { badFirst: true });
    const shown: Record<string, string[]> = {};
    for (const id of ['resource', 'role', 'day', 'state']) {
      subject.grouping = id;
      const rows = await provider.getChildren();
      shown[id] = rows.map((row) => {
        const { iconPath, label } = provider.getTreeItem(row);
        const color = iconPath instanceof vscode.ThemeIcon ? iconPath.color?.id : undefined;
        return `${String(label).split(',')[0]} ${color}`;
      });
    }
    assert.deepEqual(shown, {
      resource: ['web-1 charts.red', 'logs undefined', 'No resource undefined'],
      role: ['No IAM role charts.red', 'AWSBacku…iceRole · Completed charts.green'],
      day: ['Today charts.green', 'Yesterday charts.red', 'No day · No state backupJobs.warningForeground'],
      state: [
        'Failed · prod charts.red',
        'No state · No vault backupJobs.warningForeground',
        'Completed · prod charts.green',
      ],
    });
  });

  it('say in their tooltips what they count as failed', async () => {
    const { provider } = treeOf(account, { grouping: 'resource' });
    const rows = await provider.getChildren();
    const items = rows.map((row) => provider.resolveTreeItem(provider.getTreeItem(row), row));
    assert.deepEqual(
      (await Promise.all(items)).map(({ label, tooltip }) => [label, tooltip]),
      [
        ['logs', undefined],
        ['web-1', '“Failed” counts the jobs without a complete backup: failed, partial, expired or aborted.'],
        ['No resource', undefined],
      ],
    );
  });

  it('request one group at a time while not all jobs are known, and show every day that AWS Backup keeps', async () => {
    const { provider, source, subject } = treeOf(account, { pageSize: 1, grouping: 'day' });
    const days = await provider.getChildren();
    assert.deepEqual(
      [
        days.length,
        labels(provider, days).at(0)?.split(' | ')[1],
        labels(provider, days).at(1)?.split(' | ')[1],
      ],
      [32, '1+', '0+'],
    );
    const [, yesterday] = days;
    const [failed] = await provider.getChildren(yesterday);
    assert.deepEqual(labels(provider, failed === undefined ? [] : [failed]), ['Failed | 1']);
    subject.grouping = 'plan';
    const [nightly] = await provider.getChildren();
    assert.deepEqual(labels(provider, nightly === undefined ? [] : [nightly]), ['Nightly | 1+ failed · 2+']);
    assert.equal(
      source.requests,
      3,
      'the first page, the page of the day, and the request that shows that the day has no more jobs',
    );
  });

  it('show every vault of AWS Backup while not all jobs are known, requesting the names once', async () => {
    const { provider, source } = treeOf(
      ['a', 'b', 'c'].map((vault) => ({ ...base, BackupJobId: vault, BackupVaultName: vault })),
      { pageSize: 1, listsVaults: true },
    );
    const first = await tops(provider);
    await new Promise((resolve) => provider.onDidChangeTreeData(resolve));
    assert.deepEqual(
      [first, await tops(provider)],
      [
        ['a | 1+', 'Load more… | 1 loaded'],
        ['a | 1+', 'b | 0+', 'c | 0+', 'Load more… | 1 loaded'],
      ],
    );
    await tops(provider);
    assert.equal(source.vaultRequests, 1);
  });

  it('are not rebuilt for vaults that already have loaded jobs', async () => {
    const jobs = [1, 2].map((place) => ({ ...base, BackupJobId: `${place}`, BackupVaultName: 'a' }));
    const { provider, source } = treeOf(jobs, { pageSize: 1, listsVaults: true });
    let changes = 0;
    provider.onDidChangeTreeData(() => changes++);
    assert.deepEqual(await tops(provider), ['a | 1+', 'Load more… | 1 loaded']);
    await sleep(250);
    assert.deepEqual([source.vaultRequests, changes], [1, 0]);
  });

  it('open, expand and regroup an account of 900 jobs, and narrow it by three filters, with one request', async () => {
    const sampleAccount = generateAccount({ seed: 7, jobs: 900, now: now.getTime() });
    const { session, source } = regionOf('us-east-1', sampleAccount, { listsVaults: true });
    const { provider, subject } = providerOf([session]);
    const own = (await outline(provider)).length;
    for (const { id } of groupings) {
      subject.grouping = id;
      assert.ok((await outline(provider)).length > 0);
    }
    for (const query of [{ state: 'FAILED' }, { resourceType: 'EBS' }, { backupVaultName: 'prod-vault' }]) {
      subject.query = query;
      assert.ok((await outline(provider)).length > 0);
    }
    assert.ok(own > 900 * 0.7);
    assert.deepEqual([source.requests, source.vaultRequests <= 1], [1, true]);
  });

  it('request jobs of a large account only for expanded rows', async () => {
    const sampleAccount = generateAccount({ seed: 7, jobs: 50_000, now: now.getTime() });
    // If time passed, a job might end between two requests, and the tree would rebuild all rows.
    const service = { now: () => now.getTime() };
    const { session, source } = regionOf('us-east-1', sampleAccount, { pageSize: 1000, service });
    const { provider } = providerOf([session]);
    const requestCounts: number[] = [];
    const count = async <Result>(work: () => Promise<Result>) => {
      const before = source.requests;
      const result = await work();
      requestCounts.push(source.requests - before);
      return result;
    };
    const [vault] = await count(() => provider.getChildren());
    const states = await count(() => provider.getChildren(vault));
    const completed = states.find((row) => row.kind === 'group' && row.group.value === 'COMPLETED');
    assert.ok(completed?.kind === 'group');
    await count(() => provider.getChildren(completed));
    await count(() => completed.list.loadMore());
    assert.deepEqual(requestCounts, [1, 1, 1, 1]);
  });

  it('by status message have their count before the message, which is longer than the view is wide', async () => {
    const jobs = ['vol-0a1b2c3d', 'vol-1b2c3d4e', undefined].map((volume, place) => ({
      BackupJobId: `${place}`,
      State: 'FAILED',
      ...(volume !== undefined && { StatusMessage: `${volume} is busy` }),
    }));
    const { provider } = treeOf(jobs, { grouping: 'message' });
    assert.deepEqual(await tops(provider), [
      '2 × <id> is busy · No resource | 2 failed',
      '1 × No status message · No resource | 1 failed',
    ]);
  });

  it('are below their region if there are several regions; a region that fails is one row', async () => {
    const regions = ['eu-central-1', 'us-east-1', 'eu-south-1'].map((region) =>
      regionOf(region, accountOf(account.slice(0, 2))),
    );
    regions[2]?.source.injectFault('network');
    const { provider } = providerOf(regions.map(({ session }) => session));
    assert.deepEqual(await tops(provider), [
      'eu-central-1 · prod | 1 failed · 2',
      'us-east-1 · prod | 1 failed · 2',
      'eu-south-1: network | Retry',
    ]);
    for (const { source } of regions) for (let times = 0; times < 2; times++) source.injectFault('network');
    await provider.refresh();
    assert.deepEqual(await tops(provider), [
      'network | Retry',
      'eu-central-1 · prod | 1 failed · 2',
      'us-east-1 · prod | 1 failed · 2',
    ]);
  });
});
