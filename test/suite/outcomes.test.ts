import assert from 'node:assert/strict';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import type { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import { isRow, type Row } from '../../src/tree/rows.js';
import { rowTooltip } from '../../src/tree/rowTooltip.js';
import { accountOf } from '../service/givenAccount.js';
import { recentJobs } from '../unit/schedule/recentJobs.js';
import { labels, outline, providerOf, regionOf, type TreeOptions, treeOf } from './treeOf.js';

const failed: BackupJob = { State: 'FAILED', MessageCategory: 'AccessDenied' };
const running: BackupJob = { State: 'RUNNING', CompletionDate: undefined };
const jobs = [
  ...recentJobs({ resource: 'new', more: (run) => (run === 0 ? failed : {}) }),
  ...recentJobs({ resource: 'old', more: (run) => (run <= 4 ? failed : {}), without: [1] }),
  ...recentJobs({ resource: 'lost', to: 2 }),
  ...recentJobs({ resource: 'back', more: (run) => (run === 1 ? failed : {}) }),
  ...recentJobs({ resource: 'busy', more: (run) => (run === 0 ? running : {}) }),
  ...recentJobs({ resource: 'fine' }),
];
const grouping = 'outcome';

describe('The grouping by outcome', () => {
  it('has a row for each outcome, with its resources and all jobs of each, by no more requests', async () => {
    const { provider, source } = treeOf(jobs, { grouping });
    const rows = await judgedOutline(provider);
    assert.deepEqual(rows.filter((row) => !/^ {4}/.test(row)).map(plain), [
      'Newly failing | 1',
      '  new | AccessDenied · EBS · # h ago',
      'Still failing | 1',
      '  old | AccessDenied · 4 nights · EBS · # h ago',
      'Missed | 1 run',
      '  old | missed run of # · EBS',
      'Overdue | 1',
      '  lost | overdue since # · EBS',
      'Running | 1',
      '  busy | EBS · # h ago',
      'Recovered | 1',
      '  back | good again since # · EBS · # h ago',
      'Good | 1',
      '  fine | EBS · # h ago',
    ]);
    assert.equal(rows.filter((row) => /^ {4}/.test(row)).length, 10 + 9 + 10 + 10 + 10);
    assert.equal(source.requests, 1);
  });

  it('makes no query of an outcome: its rows have no menu, and their tooltips say what they mean', async () => {
    const { provider } = treeOf(jobs, { grouping });
    await judgedOutline(provider);
    const rows = await provider.getChildren();
    assert.deepEqual(
      rows.map((row) => [row.kind, provider.getTreeItem(row).contextValue]),
      rows.map(() => ['outcome', 'outcome']),
    );
    const texts = rows.map((row) => rowTooltip(row, new Date()) ?? '');
    assert.match(
      texts[0] ?? '',
      /^The latest backup failed, and the first such failure was in the last \d+ h\.$/,
    );
    assert.equal(new Set(texts).size, rows.length);
    const [resource] = await provider.getChildren(rows[0]);
    assert.ok(isRow(resource, 'group'));
    assert.match(provider.getTreeItem(resource).contextValue ?? '', /^group resource named/);
  });

  it('says what to do while not all jobs are loaded, and follows when they are', async () => {
    const { provider, session } = treeOf(jobs, { grouping, pageSize: 20 });
    const before = await provider.getChildren();
    assert.deepEqual(labels(provider, before), [
      'Outcomes need all jobs | Load All',
      'Load more… | 20 loaded',
    ]);
    const [hint] = before;
    assert.equal(hint && provider.getTreeItem(hint).command?.command, 'backupJobs.loadAll');
    const [root] = provider.roots;
    assert.ok(root !== undefined);
    await session.pool.loadAll(root.list.selection, { signal: new AbortController().signal });
    assert.equal((await judgedTops(provider))[0], 'Newly failing | 1');
  });

  it('says what to do if the filter excludes some jobs of the resources', async () => {
    const { provider } = treeOf(jobs, { grouping, query: { state: 'FAILED' } });
    const [hint] = await provider.getChildren();
    assert.ok(hint !== undefined);
    assert.deepEqual(labels(provider, [hint]), ['Outcomes need all jobs of each resource | Clear Filters']);
    assert.equal(provider.getTreeItem(hint).command?.command, 'backupJobs.clearFilters');
  });

  it('moves a resource to another outcome when its job changes', async () => {
    const { account, provider, session } = treeOf(jobs, { grouping });
    await judgedOutline(provider);
    account.replaceJobs(jobs.map((job) => (job.State === 'RUNNING' ? { ...job, State: 'FAILED' } : job)));
    await session.pool.rereadInProgress(
      provider.roots[0]?.list.selection ?? { parts: [] },
      new AbortController().signal,
    );
    assert.deepEqual((await judgedTops(provider, 'Newly failing | 2')).slice(0, 5), [
      'Newly failing | 2',
      'Still failing | 1',
      'Missed | 1 run',
      'Overdue | 1',
      'Recovered | 1',
    ]);
  });

  it('is below the row of each region, and says there what is not loaded', async () => {
    const region = (name: string, options: TreeOptions) => regionOf(name, accountOf(jobs), options).session;
    const { provider } = providerOf(
      [region('eu-west-1', { pageSize: 1000 }), region('us-east-1', { pageSize: 20 })],
      { grouping },
    );
    const rows = await judgedOutline(provider);
    assert.deepEqual(rows.filter((row) => !/^ {4}/.test(row)).map(plain), [
      'eu-west-1 | 6 failed · #',
      '  Newly failing | 1',
      '  Still failing | 1',
      '  Missed | 1 run',
      '  Overdue | 1',
      '  Running | 1',
      '  Recovered | 1',
      '  Good | 1',
      'us-east-1 | 4+ failed · #+',
      '  Outcomes need all jobs | Load All',
      '  Load more… | 20 loaded',
    ]);
  });

  it('has jobs without a resource by themselves', async () => {
    const lone = {
      BackupJobId: 'lone',
      State: 'FAILED',
      CreationDate: new Date(),
      CompletionDate: new Date(),
    };
    const { provider } = treeOf([lone], { grouping });
    assert.deepEqual((await judgedOutline(provider)).map(plain), ['Newly failing | 1', '  lone | now']);
  });
});

/** The tops of a tree, once its outcomes are judged, and begin with a text. */
async function judgedTops(provider: JobTreeProvider, first = ''): Promise<readonly string[]> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const rows: readonly Row[] = await provider.getChildren();
    const texts = labels(provider, rows);
    if (!texts.some((text) => text.startsWith('Judging')) && texts[0]?.startsWith(first)) return texts;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The outcomes are never judged');
}

async function judgedOutline(provider: JobTreeProvider): Promise<readonly string[]> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const rows = await outline(provider);
    if (!rows.some((row) => row.includes('Judging'))) return rows;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The outcomes are never judged');
}

/** Replaces hours and times. */
function plain(row: string): string {
  return row
    .replace(/\d+ h ago/, '# h ago')
    .replace(/(of|since) .*?(\d+:\d+.[AP]M)/, '$1 #')
    .replace(/failed · \d+/, 'failed · #');
}
