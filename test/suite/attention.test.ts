import assert from 'node:assert/strict';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { attentionItem } from '../../src/tree/attentionItem.js';
import { outline, tops, treeOf } from './treeOf.js';

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
/** Replaces the hours, which differ on a Monday. */
const plain = (rows: readonly string[]) => rows.map((row) => row.replace(/\d+ h until .*/, '# h until #'));

describe('The row “Needs attention”', () => {
  it('has an exact count before the vaults do, after one small request for each bad state', async () => {
    const { provider, source } = treeOf(night, { pageSize: 10, showsAttention: true });
    await tops(provider);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(source.requests, 1 + 4);
    assert.deepEqual(plain(await tops(provider)), [
      'Needs attention | 2 · # h until #',
      'prod | 10+',
      'Load more… | 10 loaded',
    ]);
  });

  it('makes no request if all jobs are loaded, and says for how many nights a resource has failed', async () => {
    const { provider, source } = treeOf(night, { showsAttention: true });
    const rows = await outline(provider);
    assert.deepEqual(plain(rows).slice(0, 6), [
      'Needs attention | 2 · # h until #',
      '  logs | Expired · EBS · 1 h ago',
      '    logs | EBS · 9 h ago',
      '  db | AccessDenied · 2 nights · EBS · 2 h ago',
      '    db | EBS · 2 h ago · AccessDenied',
      '    db | EBS · 26 h ago · AccessDenied',
    ]);
    assert.equal(source.requests, 1);
  });

  it('says since when a resource is good again, once its jobs are loaded', async () => {
    const jobs = [...night, job('g', 'db', 'COMPLETED', 0.5)];
    const { provider } = treeOf(jobs, { pageSize: 10, showsAttention: true });
    const [attention] = await provider.getChildren();
    const resources = await provider.getChildren(attention);
    const texts = () => resources.map((row) => String(provider.getTreeItem(row).description));
    assert.match(texts()[1] ?? '', /^AccessDenied · EBS · 2 h ago$/);
    await provider.getChildren(resources[1]);
    assert.match(texts()[1] ?? '', /^AccessDenied · good again since \d+:\d\d.* · EBS · 2 h ago$/);
  });

  it('says when nothing needs attention, and is absent if the filter excludes bad jobs', async () => {
    const { provider, subject } = treeOf(good, { showsAttention: true });
    assert.deepEqual(plain(await tops(provider)), [
      'Needs attention | none, # h until #',
      'prod · Completed | 30',
    ]);
    subject.query = { state: 'COMPLETED' };
    subject.change();
    assert.deepEqual(await tops(provider), ['prod · Completed | 30']);
  });

  it('covers only the time until the jobs were loaded, however long it is shown', async () => {
    for (const jobs of [night, good]) {
      const { provider } = treeOf(jobs, { showsAttention: true });
      const row = (await provider.getChildren()).find(({ kind }) => kind === 'attention');
      assert.ok(row?.kind === 'attention');
      const [now, later] = [new Date(), new Date(Date.now() + 12 * hour)];
      assert.equal(attentionItem(row, later).description, attentionItem(row, now).description);
    }
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
