import assert from 'node:assert/strict';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { revealJob } from '../../src/tree/revealJob.js';
import type { Row } from '../../src/tree/rows.js';
import { rowTooltip } from '../../src/tree/rowTooltip.js';
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
  it('is divided by night, a long night by hour, the first expanded; a new page does not move them', async () => {
    const { provider } = treeOf(completed(1100), { pageSize: 400, grouping: 'none' });
    const first = await provider.getChildren();
    assert.deepEqual(plain(labels(provider, first)), ['Nov 23 – 24 | 400+', 'Load more… | 400 loaded']);
    const hours = await provider.getChildren(first[0]);
    assert.deepEqual(plain(labels(provider, hours)), [
      '6:00 – 6:59 AM | 1+',
      ...['5', '4', '3', '2', '1', '12'].map((hour) => `${hour}:00 – ${hour}:59 AM | 60+`),
      '11:00 – 11:59 PM | 39+',
    ]);
    const state = (row: Row | undefined) => row && provider.getTreeItem(row).collapsibleState;
    assert.deepEqual([state(first[0]), state(hours[0]), state(hours[1])], [2, 2, 1]);
    const before = await provider.getChildren(hours[0]);
    await provider.roots[0]?.list.loadMore();
    await provider.roots[0]?.list.loadMore();
    const second = await provider.getChildren();
    assert.deepEqual(plain(labels(provider, second)), ['Nov 23 – 24 | 1,081', 'Nov 22 – 23 | 19']);
    const [sixOClock] = await provider.getChildren(second[0]);
    assert.deepEqual(
      [second[0]?.id, sixOClock?.id, (await provider.getChildren(sixOClock)).map(({ id }) => id)],
      [first[0]?.id, hours[0]?.id, before.map(({ id }) => id)],
    );
    assert.equal((await outline(provider)).length, 1100 + 2 + 19);
  });

  it('counts the bad jobs of a night, puts those without a date last, and leads to each of its jobs', async () => {
    const jobs = completed(400).map((job, place) => ({
      ...job,
      State: place % 100 === 7 ? 'FAILED' : 'COMPLETED',
    }));
    const undated = { BackupJobId: 'undated', ResourceName: 'old', State: 'COMPLETED' };
    const { provider, session } = treeOf([...jobs, undated], { grouping: 'none' });
    const rows = await provider.getChildren();
    assert.deepEqual(plain(labels(provider, rows)), ['Nov 23 – 24 | 4 failed · 400', 'No creation date | 1']);
    const reached: string[] = [];
    const open = async (row: Row) => {
      if (row.kind === 'job') reached.push(String(row.job.BackupJobId));
      await provider.getChildren(row);
    };
    for (const job of [jobs[399], undated])
      assert.equal(await revealJob({ job: job ?? {}, region: session.region }, open, provider), true);
    assert.deepEqual(reached, ['job-00399', 'undated']);
  });
});

/** Replaces the narrow spaces of times. */
function plain(texts: readonly string[]): string[] {
  return texts.map((text) => text.replaceAll(/[\u2009\u202f]/g, ' '));
}

describe('The row of a job', () => {
  const resource = { ResourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/a', ResourceName: 'db' };
  const ended = (id: string, hours: number, duration: number, more: BackupJob = {}): BackupJob => ({
    ...resource,
    BackupJobId: id,
    CompletionDate: new Date(Date.now() - (hours - duration) * 60 * minute),
    CreationDate: new Date(Date.now() - hours * 60 * minute),
    State: 'COMPLETED',
    ...more,
  });

  it('has the age since its creation, by which lists are ordered, however long it took', async () => {
    const jobs = [
      ended('a', 3.5, 0.1),
      ended('b', 9.5, 8),
      ended('c', 12.5, 4),
      { ...resource, BackupJobId: 'd' },
    ];
    const { provider } = treeOf(jobs, { grouping: 'none' });
    assert.deepEqual(labels(provider, await provider.getChildren()), [
      'db | 3 h ago',
      'db | 9 h ago',
      'db | 12 h ago',
      'db | ',
    ]);
  });

  it('is named by its date below its resource', async () => {
    const failed = { State: 'FAILED', MessageCategory: 'AccessDenied' };
    const jobs = [ended('a', 3.5, 1), ended('b', 9.5, 1, failed), { ...resource, BackupJobId: 'c' }];
    const { provider } = treeOf(jobs, { grouping: 'resource' });
    const [group] = await provider.getChildren();
    const rows = plain(labels(provider, await provider.getChildren(group)));
    assert.deepEqual(
      rows.map((row) => row.replace(/^\w+ \d+, \d+:\d\d [AP]M/, 'DATE')),
      ['DATE | Completed · 3 h ago', 'DATE | Failed · AccessDenied · 9 h ago', 'db | '],
    );
  });

  it('has each time in its tooltip that its duration depends on', async () => {
    const { provider } = treeOf(
      [ended('a', 9, 8, { InitiationDate: new Date(Date.now() - 4 * 60 * minute) })],
      {
        grouping: 'none',
      },
    );
    const [row] = await provider.getChildren();
    const tooltip = row && rowTooltip(row, new Date());
    assert.match(
      tooltip ?? '',
      /\nCreationDate: .*\nInitiationDate: .*\nCompletionDate: .*\nDuration: 3 h\n?/,
    );
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
      [5, ['web-0 | VSS · #', 'web-20 | VSS · #', 'Look further… | 2 found, 24 searched']],
    );
    while (!issues.list.isComplete) await issues.list.loadMore();
    assert.deepEqual(labels(provider, [issues]), ['Completed with issues | 2']);
  });
});
