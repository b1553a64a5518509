import assert from 'node:assert/strict';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { attentionItem } from '../../src/tree/attentionItem.js';
import { rowTooltip } from '../../src/tree/rowTooltip.js';
import { accountOf } from '../service/givenAccount.js';
import { labels, outline, providerOf, regionOf, tops, treeOf } from './treeOf.js';

const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour);

/** A job that ended a moment after it was created. */
function job(id: string, resource: string, State: string, hours: number, more: BackupJob = {}): BackupJob {
  return {
    BackupJobId: id,
    BackupVaultName: 'prod',
    CompletionDate: ago(hours - 0.01),
    CreationDate: ago(hours),
    ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/${resource}`,
    ResourceName: resource,
    ResourceType: 'EBS',
    State,
    ...(State === 'FAILED' && { MessageCategory: 'AccessDenied' }),
    ...more,
  };
}

const good = Array.from({ length: 30 }, (_, place) => job(`good-${place}`, `web-${place}`, 'COMPLETED', 1));
const night = [
  ...good,
  job('f1', 'db', 'FAILED', 2.5),
  job('f2', 'db', 'FAILED', 26.5),
  job('e', 'logs', 'EXPIRED', 9, { CompletionDate: undefined, StartBy: ago(1.5) }),
];
/** Replaces the hours, which differ on a Monday, and dates. */
const plain = (rows: readonly string[]) =>
  rows.map((row) => row.replace(/last \d+ h/, 'last # h').replace(/\w+ \d+, \d+:\d+.[AP]M/, '#'));

describe('The row “Needs attention”', () => {
  it('has an exact count before the vaults do, after one small request for each bad state', async () => {
    const { provider, source } = treeOf(night, { pageSize: 10, showsAttention: true });
    await tops(provider);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(source.requests, 1 + 4);
    assert.deepEqual(plain(await tops(provider)), [
      'Needs attention | 2 · last # h',
      'prod | 10+',
      'Load more… | 10 loaded',
    ]);
  });

  it('makes no request if all jobs are loaded, and says for how many nights a resource has failed', async () => {
    const { provider, source } = treeOf(night, { showsAttention: true });
    const rows = await outline(provider);
    assert.deepEqual(plain(rows).slice(0, 6), [
      'Needs attention | 2 · last # h',
      '  logs | Expired · EBS · 1 h ago',
      '    # | Expired · 9 h ago',
      '  db | AccessDenied · 2 nights · EBS · 2 h ago',
      '    # | Failed · AccessDenied · 2 h ago',
      '    # | Failed · AccessDenied · 26 h ago',
    ]);
    assert.equal(source.requests, 1);
  });

  it('has a bad job that was created more than 7 days before it ended, once it is loaded', async () => {
    const long = job('long', 'files', 'FAILED', 10 * 24, { CompletionDate: ago(3) });
    const { provider } = treeOf([...night, long], { pageSize: 10, showsAttention: true });
    const [attention] = await provider.getChildren();
    assert.ok(attention?.kind === 'attention');
    await provider.getChildren(attention);
    const resources = async () =>
      labels(provider, await provider.getChildren(attention)).map((row) => row.split(' ')[0]);
    assert.deepEqual(await resources(), ['logs', 'db']);
    const [root] = provider.roots;
    await root?.session.pool.loadAll(root.list.selection, { signal: new AbortController().signal });
    assert.deepEqual(await resources(), ['logs', 'db', 'files']);
    assert.match(labels(provider, [attention])[0] ?? '', /\| 3 · /);
  });

  it('says since when a resource is good again, once its jobs are loaded', async () => {
    const jobs = [...night, job('g', 'db', 'COMPLETED', 0.5)];
    const { provider } = treeOf(jobs, { pageSize: 10, showsAttention: true });
    const [attention] = await provider.getChildren();
    const resources = await provider.getChildren(attention);
    const texts = () => resources.map((row) => String(provider.getTreeItem(row).description));
    assert.match(texts()[1] ?? '', /^AccessDenied · EBS · 2 h ago$/);
    await provider.getChildren(resources[1]);
    assert.match(texts()[1] ?? '', /^AccessDenied · good again since (\w{3} )?\d+:\d\d.* · EBS · 2 h ago$/);
  });

  it('says when nothing needs attention, and is absent if the filter excludes bad jobs', async () => {
    const { provider, subject } = treeOf(good, { showsAttention: true });
    assert.deepEqual(plain(await tops(provider)), [
      'Needs attention | 0 failed · last # h',
      'prod · Completed | 30',
    ]);
    await new Promise((resolve) => provider.onDidChangeTreeData(resolve));
    assert.equal(plain(await tops(provider))[0], 'Needs attention | none, last # h');
    subject.query = { state: 'COMPLETED' };
    subject.change();
    assert.deepEqual(await tops(provider), ['prod · Completed | 30']);
  });

  it('says up to which time it covers once its jobs were not just loaded, and always in its tooltip', async () => {
    for (const [jobs, count] of [
      [night, '2 ·'],
      [good, '(none,|0 failed ·)'],
    ] as const) {
      const { provider } = treeOf(jobs, { showsAttention: true });
      const row = (await provider.getChildren()).find(({ kind }) => kind === 'attention');
      assert.ok(row?.kind === 'attention');
      const texts = [0, 4, 6, 36 * 60].map((minutes) =>
        String(attentionItem(row, new Date(Date.now() + minutes * 60_000)).description),
      );
      const until = new RegExp(`^${count} as of (\\w{3} )?\\d+:\\d\\d`);
      assert.match(texts[2] ?? '', until);
      assert.deepEqual(texts.slice(0, 2), [texts[0], texts[0]]);
      assert.match(texts[3] ?? '', until);
      assert.match(plain(texts)[0] ?? '', new RegExp(`^${count} last # h$`));
      assert.match(rowTooltip(row, new Date()) ?? '', /in the \d+ hours until \w+ \d+, \d{4}, \d+:\d\d/);
    }
  });

  it('has the resources of all regions, the latest first, and names their regions', async () => {
    const regions = [
      regionOf(
        'eu-west-1',
        accountOf([...good, job('f1', 'db', 'FAILED', 2.5), job('f2', 'db', 'FAILED', 2.5001)]),
      ),
      regionOf('us-east-1', accountOf([job('e', 'logs', 'ABORTED', 1.5), job('f3', 'db', 'FAILED', 4.5)])),
      regionOf('us-west-2', accountOf([])),
    ];
    const { provider } = providerOf(
      regions.map(({ session }) => session),
      { showsAttention: true },
    );
    const [attention] = await provider.getChildren();
    const resources = await provider.getChildren(attention);
    assert.deepEqual(plain(labels(provider, [...(attention ? [attention] : []), ...resources])), [
      'Needs attention | 3 · last # h',
      'logs | Aborted · us-east-1 · EBS · 1 h ago',
      'db | AccessDenied · 2 times · eu-west-1 · EBS · 2 h ago',
      'db | AccessDenied · us-east-1 · EBS · 4 h ago',
    ]);
    const counts = [];
    for (const row of resources) counts.push((await provider.getChildren(row)).length);
    assert.deepEqual([counts, new Set(resources.map(({ id }) => id)).size], [[1, 2, 1], 3]);
  });

  it('names a region that could not be read, and one row retries those that failed alike', async () => {
    const regions = ['eu-west-1', 'us-east-1', 'us-west-2'].map((region) =>
      regionOf(region, accountOf(night)),
    );
    for (const place of [0, 2]) regions[place]?.source.injectFault('accessDenied');
    const { provider } = providerOf(
      regions.map(({ session }) => session),
      { showsAttention: true },
    );
    const rows = await provider.getChildren();
    assert.deepEqual(plain(labels(provider, rows)), [
      'Needs attention | 2+ · without eu-west-1, us-west-2 · last # h',
      'eu-west-1, us-west-2: accessDenied | Retry',
      'us-east-1 · prod | 3 failed · 33',
    ]);
    const [attention, failure] = rows;
    assert.ok(attention !== undefined && failure?.kind === 'failure');
    assert.match(rowTooltip(attention, new Date()) ?? '', /could not be read: eu-west-1, us-west-2/);
    await Promise.all([failure.branch, ...(failure.others ?? [])].map((branch) => branch?.list.loadMore()));
    assert.deepEqual(plain(await tops(provider)), [
      'Needs attention | 6 · last # h',
      ...['eu-west-1', 'us-east-1', 'us-west-2'].map((region) => `${region} · prod | 3 failed · 33`),
    ]);
    assert.deepEqual(
      regions.map(({ source }) => source.requests),
      [2, 1, 2],
    );
  });

  it('loads each region to its end below, and keeps a failure of one region apart', async () => {
    const many = Array.from({ length: 25 }, (_, place) => job(`f-${place}`, `db-${place}`, 'FAILED', 2));
    const regions = ['eu-west-1', 'us-east-1'].map((region) =>
      regionOf(region, accountOf(many), { pageSize: 10 }),
    );
    const { provider } = providerOf(
      regions.map(({ session }) => session),
      { showsAttention: true },
    );
    await tops(provider);
    const [attention] = await provider.getChildren();
    assert.ok(attention?.kind === 'attention');
    const below = await provider.getChildren(attention);
    const ends = below.filter(({ kind }) => kind === 'loadMore');
    assert.deepEqual([below.length - ends.length, ends.length], [20, 2]);
    const { signal } = new AbortController();
    const [first] = attention.parts;
    assert.ok(first !== undefined);
    assert.deepEqual(await first.session.pool.loadAll(first.list.selection, { signal }), {
      name: 'complete',
    });
    regions[1]?.source.injectFault('accessDenied');
    await attention.parts[1]?.list.loadMore();
    const next = await provider.getChildren(attention);
    assert.deepEqual(
      labels(
        provider,
        next.filter(({ kind }) => kind !== 'group'),
      ),
      ['us-east-1: accessDenied | Retry'],
    );
    assert.match(labels(provider, [attention])[0] ?? '', /\| 35\+ · without us-east-1 · /);
  });

  it('opens the latest bad job of a resource by a click, and does not expand the row by it', async () => {
    const { provider } = treeOf(night, { showsAttention: true });
    const [attention] = await provider.getChildren();
    const rows = await provider.getChildren(attention);
    assert.deepEqual(
      rows
        .map((row) => provider.getTreeItem(row))
        .map(({ collapsibleState, command }) => [
          collapsibleState,
          command?.command,
          command?.arguments?.[0]?.backupJobId,
        ]),
      [
        [1, 'backupJobs.openDetail', 'e'],
        [1, 'backupJobs.openDetail', 'f1'],
      ],
    );
  });

  it('says that the jobs could not be read if the requests fail', async () => {
    const { provider, source } = treeOf(night, { pageSize: 10, showsAttention: true });
    for (const fault of ['none', ...Array(4).fill('accessDenied')]) source.injectFault(fault);
    await tops(provider);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const rows = await provider.getChildren();
    const texts = rows
      .map((row) => provider.getTreeItem(row))
      .map(({ description, label }) => [label, description]);
    const attention = rows.find(({ kind }) => kind === 'attention');
    const below = await provider.getChildren(attention);
    assert.deepEqual(
      [texts.find(([label]) => label === 'Needs attention'), below.map(({ kind }) => kind)],
      [['Needs attention', 'could not be read'], ['failure']],
    );
  });
});
