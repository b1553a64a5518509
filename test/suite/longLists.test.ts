import assert from 'node:assert/strict';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import type { Row } from '../../src/tree/rows.js';
import { labels, outline, treeOf } from './treeOf.js';

const start = new Date(2026, 10, 24, 6).getTime();
const minute = 60_000;

/** Jobs one minute apart, the latest created at `latest`, in epoch milliseconds. */
function completed(count: number, latest = start): BackupJob[] {
  return Array.from({ length: count }, (_, place) => ({
    BackupJobId: `job-${String(place).padStart(5, '0')}`,
    BackupVaultName: 'prod',
    CreationDate: new Date(latest - place * minute),
    ResourceName: `web-${place}`,
    State: 'COMPLETED',
  }));
}

describe('A long list', () => {
  it('is divided into chunks, each as long as all before it, the first expanded; a new page does not move them', async () => {
    const { provider } = treeOf(completed(1100), { pageSize: 400, grouping: 'none' });
    const first = await provider.getChildren();
    assert.deepEqual(
      labels(provider, first).map((label) => label.replaceAll(/[\u2009\u202f]/g, ' ')),
      [
        'Nov 24, 1:51 – 6:00 AM | 1–250',
        'Nov 23, 11:21 PM – Nov 24, 1:50 AM | 251–400',
        'Load more… | 400 loaded',
      ],
    );
    const state = (row: Row | undefined) => row && provider.getTreeItem(row).collapsibleState;
    assert.deepEqual([state(first[0]), state(first[1])], [2, 1]);
    const [before] = await Promise.all([provider.getChildren(first[0])]);
    await provider.roots[0]?.list.loadMore();
    const second = await provider.getChildren();
    assert.deepEqual(
      [
        second.map(({ id }) => id.split('/').at(-1)),
        (await provider.getChildren(second[0])).map(({ id }) => id),
      ],
      [['chunk:0+250', 'chunk:250+250', 'chunk:500+500', 'loadMore'], before.map(({ id }) => id)],
    );
    await provider.roots[0]?.list.loadMore();
    assert.equal((await outline(provider)).length, 1100 + 3 + 2 + 1);
  });
});

describe('A client-side filter', () => {
  it('searches in limited steps, and says how many jobs it has found and searched', async () => {
    const jobs = completed(40, Date.now() - 90 * minute).map((job, place) => ({
      ...job,
      MessageCategory: place % 20 === 0 ? 'VSS' : 'SUCCESS',
    }));
    const { provider, source } = treeOf(jobs, { pageSize: 4 });
    const [prod] = await provider.getChildren();
    const states = await provider.getChildren(prod);
    const issues = states.find((row) => row.kind === 'group' && row.group.value === 'COMPLETED_WITH_ISSUES');
    assert.ok(issues?.kind === 'group');
    await provider.getChildren(issues);
    const before = source.requests;
    await issues.list.loadMore();
    const found = labels(provider, await provider.getChildren(issues)).map((row) =>
      row.replace(/\d+ h ago/, '#'),
    );
    assert.deepEqual(
      [source.requests - before, found],
      [5, ['web-0 | # · VSS', 'web-20 | # · VSS', 'Look further… | 2 found, 24 searched']],
    );
    while (!issues.list.isComplete) await issues.list.loadMore();
    assert.deepEqual(labels(provider, [issues]), ['Completed with issues | 2']);
  });
});
