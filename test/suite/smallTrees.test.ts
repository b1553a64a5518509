import assert from 'node:assert/strict';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { type RevealOptions, revealJob } from '../../src/tree/revealJob.js';
import type { Row } from '../../src/tree/rows.js';
import { accountOf } from '../service/givenAccount.js';
import { providerOf, regionOf, treeOf } from './treeOf.js';
import { TreeScreen } from './treeScreen.js';

/** Jobs in the states of two vaults; one of three failed. */
function jobs(count: number): BackupJob[] {
  return Array.from({ length: count }, (_, place) => ({
    AccountId: '111122223333',
    BackupJobId: `job-${String(place).padStart(3, '0')}`,
    BackupVaultName: place % 2 === 0 ? 'dev' : 'prod',
    CreationDate: new Date(Date.now() - (place + 1) * 60_000),
    ResourceArn: `arn:aws:s3:::logs-${place}`,
    State: place % 3 === 0 ? 'FAILED' : 'COMPLETED',
  }));
}

/** The rows of the groups that are on the screen, and the number of the jobs. */
async function shown(screen: TreeScreen): Promise<[groups: string[], jobs: number]> {
  await screen.settled();
  const rows = [...screen.rows()];
  const groups = rows.filter(({ row }) => row.kind === 'group').map(({ text }) => text);
  return [groups, rows.filter(({ row }) => row.kind === 'job').length];
}

async function toggle(screen: TreeScreen, start: string): Promise<void> {
  const row = [...screen.rows()].find(({ text }) => text.startsWith(start));
  assert.ok(row !== undefined, start);
  screen.toggle(row);
  await screen.settled();
}

describe('A tree of at most 50 jobs', () => {
  it('is completely expanded at first, with one request', async () => {
    const { provider, source } = treeOf(jobs(50));
    const screen = new TreeScreen(provider);
    assert.deepEqual(await shown(screen), [
      [
        'dev | 9 failed · 25',
        'Failed | 9',
        'Completed | 16',
        'prod | 8 failed · 25',
        'Failed | 8',
        'Completed | 17',
      ],
      50,
    ]);
    assert.equal(source.requests, 1);
    const more = new TreeScreen(treeOf(jobs(51)).provider);
    assert.deepEqual(await shown(more), [['dev | 9 failed · 26', 'prod | 8 failed · 25'], 0]);
  });

  it('is collapsed while more jobs may follow', async () => {
    const { provider } = treeOf(jobs(50), { pageSize: 49 });
    const screen = new TreeScreen(provider);
    assert.deepEqual((await shown(screen))[1], 0);
    await provider.roots[0]?.list.loadMore();
    assert.deepEqual((await shown(screen))[1], 0, 'no row expands by itself after it was shown collapsed');
  });

  it('has at most 50 jobs in all regions together', async () => {
    const screens = [50, 51].map((count) => {
      const [west, east] = [jobs(count).slice(0, 25), jobs(count).slice(25)];
      const regions = [regionOf('eu-west-1', accountOf(west)), regionOf('us-east-1', accountOf(east))];
      return new TreeScreen(providerOf(regions.map(({ session }) => session)).provider);
    });
    const counts: number[] = [];
    for (const screen of screens) counts.push((await shown(screen))[1]);
    assert.deepEqual(counts, [50, 0]);
  });

  it('keeps collapsed what the user has collapsed, over a refresh and over another filter', async () => {
    const { provider, subject } = treeOf(jobs(12));
    const screen = new TreeScreen(provider);
    await screen.settled();
    await toggle(screen, 'prod');
    const before = await shown(screen);
    assert.deepEqual(before, [
      ['dev | 2 failed · 6', 'Failed | 2', 'Completed | 4', 'prod | 2 failed · 6'],
      6,
    ]);
    await provider.refresh();
    const refreshed = await shown(screen);
    subject.query = { state: 'FAILED' };
    subject.change();
    const filtered = await shown(screen);
    subject.query = {};
    subject.change();
    assert.deepEqual(
      [refreshed, filtered, await shown(screen)],
      [before, [['dev · Failed | 2', 'prod · Failed | 2'], 4], before],
    );
    await toggle(screen, 'prod');
    await provider.refresh();
    assert.equal((await shown(screen))[1], 12);
  });

  it('stays as it is when the number of its jobs changes', async () => {
    const { account, provider } = treeOf(jobs(50));
    const screen = new TreeScreen(provider);
    await screen.settled();
    account.replaceJobs(jobs(60));
    await provider.refresh();
    assert.equal((await shown(screen))[1], 60);
    const large = treeOf(jobs(60));
    const other = new TreeScreen(large.provider);
    await other.settled();
    large.account.replaceJobs(jobs(40));
    await large.provider.refresh();
    assert.deepEqual(await shown(other), [['dev | 7 failed · 20', 'prod | 7 failed · 20'], 0]);
  });

  it('expands without a request, also in every other grouping', async () => {
    const { provider, source, subject } = treeOf(jobs(12));
    const screen = new TreeScreen(provider);
    const counts: number[] = [];
    for (const grouping of [
      'state',
      'resourceType',
      'account',
      'day',
      'plan',
      'role',
      'category',
      'message',
    ]) {
      subject.grouping = grouping;
      subject.change();
      counts.push((await shown(screen))[1]);
    }
    assert.deepEqual([counts, source.requests], [Array(8).fill(12), 1]);
  });
});

describe('A row that stands for a group and its only subgroup', () => {
  it('becomes two rows when another subgroup appears, and one again, and keeps its state', async () => {
    const all = jobs(60).map((job) => ({ ...job, State: 'COMPLETED' }));
    const { account, provider } = treeOf(all);
    const screen = new TreeScreen(provider);
    await screen.settled();
    await toggle(screen, 'prod · Completed');
    const running = all.map((job, place) => (place === 1 ? { ...job, State: 'RUNNING' } : job));
    account.replaceJobs(running);
    await provider.refresh();
    const two = await shown(screen);
    account.replaceJobs(all);
    await provider.rereadInProgress(new AbortController().signal);
    assert.deepEqual(
      [two, await shown(screen)],
      [
        [['dev · Completed | 30', 'prod | 30', 'Running | 1', 'Completed | 29'], 0],
        [['dev · Completed | 30', 'prod · Completed | 30'], 30],
      ],
    );
  });

  it('leads to its jobs, which Reveal in Tree finds', async () => {
    const all = jobs(60).map((job) => ({ ...job, State: 'COMPLETED' }));
    const { provider } = treeOf(all);
    const screen = new TreeScreen(provider);
    await screen.settled();
    const revealed: string[] = [];
    const reveal = async (row: Row, { expand }: RevealOptions) => {
      const shownRow = [...screen.rows()].find((one) => one.row === row);
      assert.ok(shownRow !== undefined);
      revealed.push(shownRow.text.replace(/ \|.*/, ''));
      if (expand === true) screen.toggle(shownRow);
      await screen.settled();
    };
    const [, job = {}] = all;
    assert.equal(await revealJob({ job, region: 'us-east-1' }, reveal, provider), true);
    assert.deepEqual(revealed, ['prod · Completed', 'logs-1']);
  });
});
