import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { type BackupJob, jobKey } from '../../../src/jobs/backupJob.js';
import { stateDimension, vaultDimension } from '../../../src/jobs/dimensions.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import { groupsOf } from '../../../src/jobs/grouping.js';
import type { JobList } from '../../../src/jobs/jobList.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobPage, JobSource } from '../../../src/jobs/jobSource.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { accountOf } from '../../service/givenAccount.js';
import { jobs, letters, PagesSource } from './pagesSource.js';
import { ServiceSource } from './serviceSource.js';

function poolOf(source: PagesSource): JobPool {
  const listing: Pick<JobSource, 'listBackupJobs'> = source;
  return new JobPool({ source: listing as JobSource });
}

const context = { now: new Date() };

/** The groups of a list as text: `prod 3, dev 1+`. */
function groupText(list: JobList, dimension = vaultDimension): string {
  return groupsOf(list, dimension, context)
    .map(({ value, count }) => `${value ?? 'none'} ${count.known}${count.isExact ? '' : '+'}`)
    .join(', ');
}

const account: BackupJob[] = [
  ...jobs('ab', { BackupVaultName: 'prod', State: 'COMPLETED', MessageCategory: 'SUCCESS', AccountId: '1' }),
  ...jobs('c', { BackupVaultName: 'prod', State: 'FAILED', AccountId: '1' }),
  ...jobs('d', { BackupVaultName: 'dev', State: 'COMPLETED', MessageCategory: 'VSS', AccountId: '1' }),
  ...jobs('e', { AccountId: '1' }),
];

describe('JobPool', () => {
  it('answers every narrower query from a complete one, with one request in total', async () => {
    const source = new PagesSource({ jobs: account });
    const pool = poolOf(source);
    const root = pool.list(selectionOf({}));
    await root.loadMore();
    const tree: string[] = [groupText(root)];
    for (const vault of groupsOf(root, vaultDimension, context)) {
      const list = pool.list(vault.selection);
      await list.loadMore();
      tree.push(groupText(list, stateDimension));
      for (const state of groupsOf(list, stateDimension, context)) {
        const leaf = pool.list(state.selection);
        await leaf.loadMore();
        tree.push(letters(leaf.jobs()));
      }
    }
    const own = pool.list(selectionOf({ accountId: '1', state: 'COMPLETED' }));
    await own.loadMore();
    assert.deepEqual(tree, [
      'dev 1, prod 3, none 1',
      'COMPLETED_WITH_ISSUES 1',
      'd',
      'FAILED 1, COMPLETED 2',
      'c',
      'ab',
      'none 1',
      'e',
    ]);
    assert.equal(letters(own.jobs()), 'abd', 'the jobs show which account is their own');
    assert.equal(source.requests.length, 1);
  });

  it('makes requests while the wider answer is incomplete, and uses it when it is complete', async () => {
    const source = new PagesSource({ jobs: account.slice(0, 2), nextToken: '1' });
    const pool = poolOf(source);
    const root = pool.list(selectionOf({}));
    await root.loadMore();
    const prod = pool.list(selectionOf({ backupVaultName: 'prod' }));
    source.willAnswer({ jobs: account.slice(0, 1), nextToken: 'p' });
    await prod.loadMore();
    assert.equal(groupText(root), 'prod 2+');
    assert.equal(
      groupText(prod, stateDimension),
      'FAILED 0+, PARTIAL 0+, EXPIRED 0+, ABORTED 0+, COMPLETED_WITH_ISSUES 0+, ABORTING 0+, RUNNING 0+, PENDING 0+, CREATED 0+, COMPLETED 1+',
    );
    source.willAnswer({ jobs: account.slice(2) });
    await root.loadMore();
    await prod.loadMore();
    assert.deepEqual([letters(prod.jobs()), prod.isComplete, source.requests.length], ['abc', true, 3]);
  });

  it('completes every narrower answer that has been started when a wider one is complete', async () => {
    const source = new PagesSource({ jobs: account.slice(0, 2), nextToken: '1' });
    const pool = poolOf(source);
    const root = pool.list(selectionOf({}));
    await root.loadMore();
    const states = (...lists: readonly JobList[]) =>
      lists.map((list) => `${list.state.name} ${letters(list.jobs())}`);
    const [prod, dev, completed, failed, notStarted] = [
      { backupVaultName: 'prod' },
      { backupVaultName: 'dev' },
      { backupVaultName: 'prod', state: 'COMPLETED' },
      { state: 'FAILED' },
      { state: 'RUNNING' },
    ].map((query) => pool.list(selectionOf(query)));
    assert.ok(prod && dev && completed && failed && notStarted);
    source.willAnswer({ jobs: account.slice(0, 1), nextToken: 'p' }, 'accessDenied');
    await prod.loadMore();
    await dev.loadMore();
    // These requests never end. What waits for them continues when the wider list is complete.
    source.willAnswer(new Promise(() => {}), new Promise(() => {}));
    const [loading, loadingAll] = [
      completed.loadMore(),
      pool.loadAll(failed.selection, { signal: new AbortController().signal }),
    ];
    await turn();
    assert.deepEqual(states(prod, dev, completed, failed, notStarted), [
      'idle a',
      'failed ',
      'loading ',
      'loading ',
      'idle ',
    ]);
    source.willAnswer({ jobs: account.slice(2) });
    await root.loadMore();
    await loading;
    assert.deepEqual(await loadingAll, { name: 'complete' });
    assert.deepEqual(
      [...states(prod, dev, completed, failed, notStarted), source.requests.length],
      ['done abc', 'done d', 'done ab', 'done c', 'idle ', 6],
    );
  });

  it('completes a narrower answer from a complete wider one after a fresh page-by-page read', async () => {
    const source = new PagesSource({ jobs: account });
    const pool = poolOf(source);
    await pool.list(selectionOf({})).loadMore();
    const prod = pool.list(selectionOf({ backupVaultName: 'prod' }));
    source.willAnswer({ jobs: account.slice(0, 1), nextToken: 'p' });
    await prod.reread(new AbortController().signal);
    assert.deepEqual([prod.isComplete, letters(prod.jobs()), source.requests.length], [true, 'abc', 2]);
  });

  it('applies client-side filters to at most five pages per call, and says how many jobs it has searched', async () => {
    const pageWithoutIssues = (letter: string, nextToken: string) => ({
      jobs: jobs(letter, { State: 'COMPLETED', MessageCategory: 'SUCCESS' }),
      nextToken,
    });
    const source = new PagesSource(...[...'abcde'].map((letter) => pageWithoutIssues(letter, letter)));
    const pool = poolOf(source);
    const withIssues = pool.list({
      parts: [{ query: { state: 'COMPLETED' }, clientFilters: [{ keeps: 'withIssues' }] }],
    });
    await withIssues.loadMore();
    assert.deepEqual([letters(withIssues.jobs()), withIssues.searched], ['', 5]);
    source.willAnswer({ jobs: jobs('f', { State: 'COMPLETED', MessageCategory: 'VSS' }), nextToken: 'f' });
    await withIssues.loadMore();
    const withoutIssues = pool.list({
      parts: [{ query: { state: 'COMPLETED' }, clientFilters: [{ keeps: 'withoutIssues' }] }],
    });
    assert.deepEqual([letters(withIssues.jobs()), letters(withoutIssues.jobs())], ['f', 'abcde']);
  });

  it('shows a job in one place after a later page has shown its new state', async () => {
    const source = new PagesSource({ jobs: jobs('ab', { State: 'RUNNING' }), nextToken: '1' });
    const pool = poolOf(source);
    const running = pool.list(selectionOf({ state: 'RUNNING' }));
    await running.loadMore();
    source.willAnswer({ jobs: jobs('a', { State: 'COMPLETED' }) });
    const completed = pool.list(selectionOf({ state: 'COMPLETED' }));
    await completed.loadMore();
    assert.deepEqual([letters(running.jobs()), letters(completed.jobs())], ['b', 'a']);
  });

  it('refreshes the widest query first, answers the others from it, and forgets what is not shown', async () => {
    const source = new PagesSource({ jobs: account });
    const pool = poolOf(source);
    const all = selectionOf({});
    const failed = selectionOf({ state: 'FAILED' });
    const closed = selectionOf({ state: 'COMPLETED' });
    for (const selection of [all, failed, closed]) await pool.list(selection).loadMore();
    source.willAnswer({ jobs: [...jobs('z', { State: 'FAILED' }), ...account] });
    await pool.refresh([failed, all]);
    assert.deepEqual(
      [letters(pool.list(failed).jobs()), pool.list(closed).hasStarted, source.requests.length],
      ['zc', false, 2],
    );
  });

  it('refreshes a long answer by a sweep and replaces it in one step; a failure changes nothing', async () => {
    const accountWith = (count: number, state: string) =>
      accountOf(
        Array.from({ length: count }, (_, place) => ({
          BackupJobId: `job-${place}`,
          CreationDate: new Date(Date.UTC(2026, 10, 24) - place * 60_000),
          State: state,
        })),
      );
    const account = accountWith(5000, 'RUNNING');
    const source = new ServiceSource(createSampleService({ account }));
    const pool = new JobPool({ source });
    const all = selectionOf({});
    await pool.loadAll(all, { signal: new AbortController().signal });
    const before = pool.list(all).jobs().map(jobKey);
    account.replaceJobs(accountWith(5100, 'COMPLETED').jobs.map((job) => job.wire(Date.now())));
    source.injectFault('accessDenied');
    await pool.refresh([all]);
    assert.deepEqual([pool.list(all).state.name, pool.list(all).jobs().map(jobKey)], ['failed', before]);
    await pool.refresh([all]);
    const after = pool.list(all);
    assert.deepEqual(
      [after.state.name, after.jobs().length, new Set(after.jobs().map(({ State }) => State))],
      ['done', 5100, new Set(['COMPLETED'])],
    );
  });

  it('moves a changed job only into lists that are known to contain such jobs', async () => {
    const family = (state: string): BackupJob[] => [
      { AccountId: '1', BackupJobId: 'p', IsParent: true, State: 'RUNNING' },
      { AccountId: '1', BackupJobId: 'q', IsParent: true, State: 'RUNNING' },
      { AccountId: '1', BackupJobId: 'c', ParentJobId: 'p', State: state },
      { AccountId: '1', BackupJobId: 'd', ParentJobId: 'q', State: 'COMPLETED' },
      { AccountId: '2', BackupJobId: 'x', State: state },
    ];
    const account = accountOf(family('RUNNING'), { accountId: '1' });
    const options = { account, listsNestedJobs: false, managementAccount: true };
    const pool = new JobPool({ source: new ServiceSource(createSampleService(options)) });
    const own = pool.list(selectionOf({}));
    const all = pool.list(selectionOf({ accountId: '*' }));
    const ofP = pool.list(selectionOf({ parentJobId: 'p' }));
    for (const list of [own, all, ofP]) await list.loadMore();
    pool.update(family('FAILED'));
    const ofQ = pool.list(selectionOf({ parentJobId: 'q' }));
    await ofQ.loadMore();
    assert.deepEqual(
      [own, all, ofP, ofQ].map((list) => letters(list.jobs())),
      ['pq', 'pqx', 'c', 'd'],
    );
  });

  it('refreshes a list only after all lists that cover it, whatever their filters', async () => {
    const time = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour));
    const jobsAtThree = (letters: string) =>
      [...letters].map((letter) => ({ AccountId: '1', BackupJobId: letter, CreationDate: time(3) }));
    const pairs = [
      [{ accountId: '*' }, { accountId: '1' }],
      [
        { createdAfter: time(1), createdBefore: time(9) },
        { createdAfter: time(2), createdBefore: time(8) },
      ],
      [{ createdAfter: time(1) }, { createdAfter: time(2) }],
    ] as const;
    for (const [wide, narrow] of pairs) {
      const account = accountOf(jobsAtThree('a'), { accountId: '1' });
      const source = new ServiceSource(createSampleService({ account, managementAccount: true }));
      const pool = new JobPool({ source });
      const selections = [selectionOf(narrow), selectionOf(wide)];
      for (const selection of selections.toReversed()) await pool.list(selection).loadMore();
      account.replaceJobs(jobsAtThree('ab'));
      await pool.refresh(selections);
      assert.deepEqual(
        [...selections.map((selection) => letters(pool.list(selection).jobs())), source.requests],
        ['ab', 'ab', 2],
      );
    }
  });

  it('reads a long list from its start when its refresh is retried', async () => {
    const long = (from: number) =>
      Array.from({ length: 4000 - from }, (_, place) => ({
        BackupJobId: `job-${place + from}`,
        CreationDate: new Date(Date.UTC(2026, 10, 24) - place * 60_000),
      }));
    const account = accountOf(long(0));
    const source = new ServiceSource(createSampleService({ account }));
    const pool = new JobPool({ source });
    const all = selectionOf({});
    await pool.loadAll(all, { signal: new AbortController().signal });
    account.replaceJobs(long(100));
    source.injectFault('accessDenied');
    await pool.refresh([all]);
    await pool.list(all).loadMore();
    assert.deepEqual([pool.list(all).isComplete, pool.list(all).jobs().length], [true, 3900]);
  });

  it('reports an outage when several queries fail, until a page arrives', async () => {
    const source = new PagesSource('network', 'network', { jobs: [] });
    const pool = poolOf(source);
    const lists = ['FAILED', 'EXPIRED', 'ABORTED'].map((state) => pool.list(selectionOf({ state })));
    const outages: (string | undefined)[] = [];
    for (const list of lists) {
      await list.loadMore();
      outages.push(pool.outage?.kind);
    }
    assert.deepEqual(outages, [undefined, 'network', undefined]);
  });

  it('makes no request for narrower lists when the refresh of the wider one fails: all stay as they were', async () => {
    const source = new PagesSource({ jobs: account });
    const pool = poolOf(source);
    const [all, failed] = [selectionOf({}), selectionOf({ state: 'FAILED' })];
    for (const selection of [all, failed]) await pool.list(selection).loadMore();
    source.willAnswer('network');
    await pool.refresh([all, failed]);
    assert.deepEqual(
      [
        letters(pool.list(all).jobs()),
        letters(pool.list(failed).jobs()),
        pool.list(failed).isComplete,
        pool.outage,
      ],
      ['abcde', 'c', true, undefined],
    );
    assert.equal(source.requests.length, 2);
  });

  it('answers nothing from a list that could not be refreshed, and everything after its refresh', async () => {
    const source = new PagesSource({ jobs: account });
    const pool = poolOf(source);
    const [all, failed, expired] = [{}, { state: 'FAILED' }, { state: 'EXPIRED' }].map((query) =>
      selectionOf(query),
    );
    assert.ok(all !== undefined && failed !== undefined && expired !== undefined);
    for (const selection of [all, failed]) await pool.list(selection).loadMore();
    source.willAnswer('network', 'network', { jobs: [...account, ...jobs('xy', { State: 'FAILED' })] });
    await pool.refresh([all, failed]);
    await pool.list(expired).loadMore();
    const { state } = pool.list(expired);
    assert.deepEqual([state.name, letters(pool.list(failed).jobs())], ['failed', 'c']);
    await pool.list(all).loadMore();
    await pool.list(expired).loadMore();
    assert.deepEqual(
      [letters(pool.list(failed).jobs()), pool.list(expired).count(), source.requests.length],
      ['cxy', { known: 0, isExact: true }, 4],
    );
  });

  it('adds the jobs of a later read to lists that were completed before', async () => {
    const source = new PagesSource(
      { jobs: jobs('a'), nextToken: '1' },
      { jobs: jobs('b', { State: 'FAILED' }) },
    );
    const pool = poolOf(source);
    const [all, failed] = [pool.list(selectionOf({})), pool.list(selectionOf({ state: 'FAILED' }))];
    await all.loadMore();
    await failed.loadMore();
    source.willAnswer({ jobs: jobs('cd', { State: 'FAILED' }), nextToken: '2' });
    await all.loadMore();
    assert.deepEqual([letters(failed.jobs()), failed.count()], ['bcd', { known: 3, isExact: true }]);
  });

  it('keeps a job that moves into a list during its refresh', async () => {
    const [running, moved] = [jobs('r', { State: 'RUNNING' }), jobs('r', { State: 'FAILED' })];
    let answer = (_: JobPage) => {};
    const source = new PagesSource({ jobs: running }, { jobs: jobs('f', { State: 'FAILED' }) });
    const pool = poolOf(source);
    const selections = [selectionOf({ state: 'RUNNING' }), selectionOf({ state: 'FAILED' })];
    for (const selection of selections) await pool.list(selection).loadMore();
    source.willAnswer({ jobs: running }, new Promise((resolve) => (answer = resolve)));
    const refreshing = pool.refresh(selections);
    while (source.requests.length < 4) await turn();
    // The other list has its page by then.
    await turn();
    await turn();
    pool.update(moved);
    answer({ jobs: jobs('f', { State: 'FAILED' }) });
    await refreshing;
    const [, failed] = selections.map((selection) => letters(pool.list(selection).jobs()));
    assert.equal([...(failed ?? '')].sort().join(''), 'fr');
  });

  it('shows the result of the last of two refreshes, also of a long list, and ends the other', async () => {
    const held: (() => void)[] = [];
    const now = Date.now();
    const all = Array.from({ length: 4000 }, (_, job) => ({
      BackupJobId: `${job}`,
      CreationDate: new Date(now - job * 60_000),
    }));
    let isHeld = false;
    const changing = accountOf(all);
    const service = new ServiceSource(createSampleService({ account: changing }));
    const source: Pick<JobSource, 'listBackupJobs'> = {
      listBackupJobs: async (query, request) => {
        const page = await service.listBackupJobs(query, request);
        if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
        return page;
      },
    };
    const pool = new JobPool({ source: source as JobSource, pageSize: () => 1000 });
    const selection = selectionOf({});
    await pool.loadAll(selection, { signal: new AbortController().signal });
    isHeld = true;
    const first = pool.refresh([selection]);
    while (held.length === 0) await turn();
    isHeld = false;
    changing.replaceJobs([{ BackupJobId: 'new', CreationDate: new Date(now) }, ...all]);
    await pool.refresh([selection]);
    for (const release of held) release();
    await first;
    assert.deepEqual(
      [pool.list(selection).count(), pool.find('new')?.BackupJobId],
      [{ known: 4001, isExact: true }, 'new'],
    );
  });

  it('examines each job once if several parts of a selection filter the same answer', async () => {
    const source = new PagesSource({ jobs: account, nextToken: '1' });
    const filter = { state: ['COMPLETED', 'COMPLETED_WITH_ISSUES'] };
    const list = poolOf(source).list(selectionOfFilter(filter, new Date()));
    await list.loadMore();
    assert.deepEqual([list.jobs().length, list.searched], [3, 5]);
  });

  it('forgets every job when it is disposed, even if its lists are still referenced', async () => {
    const source = new PagesSource({ jobs: account });
    const pool = poolOf(source);
    const list = pool.list(selectionOf({}));
    await list.loadMore();
    assert.equal(letters(list.jobs()), 'abcde');
    pool.dispose();
    assert.deepEqual(
      [[...pool.knownJobs()], pool.find('a'), list.jobs(), [...list.each()]],
      [[], undefined, [], []],
    );
  });

  it('fires an event for each operation that ends, for changed jobs, and when it is disposed', async () => {
    const source = new PagesSource({ jobs: jobs('ab', { State: 'RUNNING' }), nextToken: '1' }, 'network');
    const pool = poolOf(source);
    const changes: string[] = [];
    const stop = pool.onDidChange((changed) => changes.push(letters(changed)));
    const changesAfter = async (work: () => unknown) => {
      await work();
      await turn();
      return changes.splice(0);
    };
    const list = pool.list(selectionOf({}));
    assert.deepEqual(
      [
        await changesAfter(() => list.loadMore()),
        await changesAfter(() => list.loadMore()),
        await changesAfter(() => pool.update(jobs('a', { State: 'FAILED' }))),
        await changesAfter(() => pool.update(jobs('a', { State: 'FAILED' }))),
        await changesAfter(() => pool.dispose()),
      ],
      [[''], [''], ['a'], [], ['']],
    );
    stop();
    assert.deepEqual(await changesAfter(() => pool.dispose()), []);
  });

  it('aborts its requests when it is disposed', async () => {
    const source = new PagesSource(new Promise(() => {}));
    const pool = poolOf(source);
    const list = pool.list(selectionOf({}));
    const loading = list.loadMore();
    pool.dispose();
    await loading;
    assert.deepEqual([list.state.name, list.hasStarted], ['idle', false]);
  });
});
