import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { type JobPage, JobSourceError } from '../../../src/jobs/jobSource.js';
import { HeldSource } from './heldSource.js';
import { jobs, letters, PagesSource, page } from './pagesSource.js';
import { resultOf } from './resultOf.js';

const all = selectionOf({});
const failed = selectionOf({ state: 'FAILED' });
const expired = selectionOf({ state: 'EXPIRED' });
const failedJobs = jobs('f', { State: 'FAILED' });
const aborted = AbortSignal.abort();

/** Lets everything run that can continue without an answer. */
async function settle(): Promise<void> {
  for (let time = 0; time < 20; time++) await turn();
}

/** A pool that shows a first page of all jobs and of failed jobs, with further requests held. */
async function shownPool() {
  const source = new HeldSource();
  const pool = new JobPool({ source });
  for (const [selection, answer] of [
    [all, page('a', 'more')],
    [failed, { jobs: failedJobs }],
  ] as const) {
    const loading = pool.list(selection).loadMore();
    source.requests.at(-1)?.answer(answer);
    await loading;
  }
  source.requests.length = 0;
  return { pool, source };
}

describe('Refreshes that overlap', () => {
  it('request the narrower lists once, after the wider one of the last refresh', async () => {
    const { pool, source } = await shownPool();
    const first = pool.refresh([all, failed]);
    const second = pool.refresh([all, failed]);
    await settle();
    assert.deepEqual(source.requestTexts, ['[] aborted', '[]']);
    source.requests[1]?.answer(page('bc', 'more'));
    await settle();
    assert.deepEqual(source.requestTexts, ['[] aborted', '[]', '[["state","FAILED"]]']);
    source.requests[2]?.answer({ jobs: [...failedJobs, ...jobs('g', { State: 'FAILED' })] });
    await Promise.all([first, second]);
    assert.deepEqual(
      [all, failed].map((selection) => letters(pool.list(selection).jobs())),
      ['bc', 'fg'],
    );
  });

  it('make no further requests for the first if the second begins while the first is at the narrower lists', async () => {
    const { pool, source } = await shownPool();
    const first = pool.refresh([all, failed]);
    source.requests[0]?.answer(page('b', 'more'));
    await settle();
    const second = pool.refresh([all]);
    await settle();
    assert.deepEqual(source.requestTexts, ['[]', '[["state","FAILED"]] aborted', '[]']);
    source.requests[2]?.answer(page('c', 'more'));
    await Promise.all([first, second]);
    assert.equal(letters(pool.list(all).jobs()), 'c');
    assert.equal(source.requests.length, 3);
  });

  it('let a long list answer no narrower one before the last refresh has read it', async () => {
    const { pool, source } = await poolOfLongList();
    const refreshes = [pool.refresh([all]), pool.refresh([all])];
    await settle();
    void pool.list(failed).loadMore();
    await settle();
    assert.equal(source.requestTexts.at(-1), '[["state","FAILED"]]');
    pool.dispose();
    await Promise.all(refreshes);
  });

  it('of a long list keep the newer jobs that another read has found meanwhile', async () => {
    const { long, pool, source } = await poolOfLongList();
    const refreshing = pool.refresh([all]);
    await settle();
    const rereading = pool.list(all).reread(new AbortController().signal);
    source.requests[2]?.answer({ jobs: [...jobs('n'), ...long] });
    await rereading;
    source.requests[1]?.answer({ jobs: long });
    await refreshing;
    assert.deepEqual([source.requests.length, pool.list(all).count().known], [3, 4001]);
  });

  it('set the age of a list to the start of the refresh that has read it', async () => {
    const { pool, source } = await shownPool();
    const before = pool.readAt?.elapsed ?? 0;
    const stopped = pool.refresh([all, failed]);
    const beforeSecond = performance.now();
    const refreshing = pool.refresh([all]);
    await stopped;
    assert.equal(pool.readAt?.elapsed, before, 'an aborted refresh has read nothing');
    const answered = performance.now();
    source.requests.at(-1)?.answer(page('bc', 'more'));
    await refreshing;
    const { elapsed = 0 } = pool.readAt ?? {};
    assert.ok(elapsed >= beforeSecond && elapsed <= answered);
  });
});

describe('A pool that is disposed', () => {
  it('aborts the requests of a page, of a refresh and of a sweep, and makes no more', async () => {
    const { pool, source } = await shownPool();
    const work = [
      pool.refresh([all, failed]),
      pool.list(expired).loadMore(),
      pool.loadAll(selectionOf({ state: 'ABORTED' }), { signal: new AbortController().signal }),
    ];
    await settle();
    const { length } = source.requests;
    pool.dispose();
    await Promise.all(work);
    await settle();
    assert.deepEqual([length, source.requests.length], [3, 3]);
    assert.ok(source.requests.every(({ signal }) => signal.aborted));
  });

  it('starts no Load All that was requested just before', async () => {
    const { pool, source } = await shownPool();
    const { length } = source.requests;
    const loading = pool.loadAll(all, { signal: new AbortController().signal });
    pool.dispose();
    assert.deepEqual([await loading, source.requests.length], [{ name: 'stopped' }, length]);
  });

  it('refreshes no narrower lists after that', async () => {
    const { pool, source } = await shownPool();
    const refreshing = pool.refresh([all, failed]);
    source.requests[0]?.answer(page('b', 'more'));
    pool.dispose();
    await refreshing;
    assert.equal(source.requests.length, 1);
  });
});

describe('A refresh', () => {
  it('aborts reads of lists that are no longer shown', async () => {
    const { pool, source } = await shownPool();
    const loading = pool.list(expired).loadMore();
    const refreshing = pool.refresh([failed]);
    await loading;
    assert.equal(source.requestTexts[0], '[["state","EXPIRED"]] aborted');
    source.requests.at(-1)?.answer({ jobs: [] });
    await refreshing;
  });

  it('ignores a late batch of a sweep', async () => {
    const source = new PagesSource(page('a', '1'), page('xy', '2'));
    let takeBatch: (some: readonly BackupJob[]) => void = () => {};
    const result = resultOf(source, {
      sweep: (take) => {
        takeBatch = take;
        return new Promise(() => {});
      },
    });
    await result.loadMore();
    void result.loadAll(new AbortController().signal, () => {});
    await settle();
    await result.refresh();
    takeBatch(jobs('z'));
    assert.deepEqual(
      [letters([...result.snapshot.jobs]), result.state.name, result.isComplete, result.isSweptInPart],
      ['xy', 'idle', false, false],
    );
  });

  it('delays a page that is requested meanwhile, even if the refresh has aborted another page', async () => {
    const { pool, source } = await shownPool();
    const list = pool.list(all);
    const work = [list.loadMore(), list.reread(new AbortController().signal)];
    await settle();
    work.push(list.loadMore());
    await settle();
    assert.deepEqual(source.requestTexts, ['[] aborted', '[]']);
    source.requests[1]?.answer(page('bc', 'more'));
    await settle();
    assert.equal(source.requests.length, 3);
    source.requests[2]?.answer(page('d'));
    await Promise.all(work);
    assert.equal(letters(list.jobs()), 'bcd');
  });

  it('reads one more page if the next page was being loaded', async () => {
    const source = new PagesSource(page('ab', '1'), new Promise(() => {}), page('ab', '2'), page('cd', '3'));
    const result = resultOf(source);
    await result.loadMore();
    void result.loadMore();
    await result.refresh();
    assert.equal(letters([...result.snapshot.jobs]), 'abcd');
  });

  it('is not undone by a sweep that succeeds or fails late', async () => {
    for (const [succeeds, isEarly] of [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ]) {
      const source = new PagesSource(page('a', '1'), page('xy', '2'));
      let end = (_: Promise<void>) => {};
      const ending = new Promise<void>((resolve) => {
        end = resolve;
      });
      const result = resultOf(source, { sweep: () => ending });
      await result.loadMore();
      void result.loadAll(new AbortController().signal, () => {});
      await settle();
      const refreshing = result.refresh();
      if (!isEarly) await refreshing;
      end(succeeds ? Promise.resolve() : Promise.reject(new Error('late')));
      await refreshing;
      await settle();
      assert.deepEqual(
        [letters([...result.snapshot.jobs]), result.state.name, result.isComplete],
        ['xy', 'idle', false],
      );
    }
  });

  it('ignores the failure of an earlier page that fails after it', async () => {
    let fail = (_: Promise<never>) => {};
    const late = new Promise<JobPage>((resolve) => {
      fail = resolve;
    });
    const source = new PagesSource(page('a', '1'), late, page('xy', '2'));
    const result = resultOf(source);
    await result.loadMore();
    void result.loadMore();
    await result.refresh();
    fail(Promise.reject(new Error('late')));
    await settle();
    assert.deepEqual([letters([...result.snapshot.jobs]), result.state.name], ['xy', 'idle']);
  });
});

describe('An abort', () => {
  it('of a Load All keeps its last jobs, and is not a failure', async () => {
    const result = resultOf(new PagesSource(page('a', '1'), page('d')), {
      sweep: async (take, signal) => {
        take(jobs('b'));
        await once(signal, 'abort');
        take(jobs('c'));
        throw new JobSourceError({ kind: 'aborted', summary: '', detail: '', remedy: 'retry' });
      },
    });
    await result.loadMore();
    const cancel = new AbortController();
    const reading = result.loadAll(cancel.signal, () => {});
    await settle();
    cancel.abort();
    await reading;
    assert.deepEqual(
      [letters([...result.snapshot.jobs]), result.state.name, result.isSweptInPart],
      ['abc', 'idle', true],
    );
    await result.loadMore();
    assert.deepEqual([letters([...result.snapshot.jobs]), result.state.name], ['abcd', 'done']);
  });

  it('keeps an earlier failure, and so does a request that the source has aborted', async () => {
    for (const kind of ['network', 'aborted'] as const) {
      const result = resultOf(new PagesSource(page('a', '1'), kind));
      await result.loadMore();
      await result.loadMore();
      result.abort();
      assert.deepEqual([result.state.name, letters([...result.snapshot.jobs])], ['failed', 'a'], kind);
    }
  });
});

describe('A signal that is already aborted', () => {
  it('causes no request, and changes nothing that is shown', async () => {
    const { pool, source } = await shownPool();
    const list = pool.list(all);
    await list.loadMore(aborted);
    await list.reread(aborted);
    await pool.list(expired).loadMore(aborted);
    await pool.list(expired).reread(aborted);
    assert.deepEqual(await pool.loadAll(all, { signal: aborted }), { name: 'stopped' });
    await assert.rejects(async () => {
      for await (const _ of pool.sweep(all, { signal: aborted })) assert.fail('nothing is read');
    });
    await settle();
    assert.deepEqual([source.requestTexts, list.state.name, letters(list.jobs())], [[], 'idle', 'a']);
  });

  it('does not abort a read that others wait for', async () => {
    const { pool, source } = await shownPool();
    const list = pool.list(all);
    const loading = list.loadMore();
    await Promise.all([list.loadMore(aborted), list.reread(aborted)]);
    assert.deepEqual(source.requestTexts, ['[]']);
    source.requests[0]?.answer(page('b'));
    await loading;
    assert.deepEqual([letters(list.jobs()), list.state.name], ['ab', 'done']);
  });
});

/** A pool with a complete list that is too long to be refreshed page by page. */
async function poolOfLongList() {
  const source = new HeldSource();
  const pool = new JobPool({ source });
  const long = Array.from({ length: 4000 }, (_, place): BackupJob => ({ BackupJobId: `${place}` }));
  const loading = pool.list(all).loadMore();
  source.requests[0]?.answer({ jobs: long });
  await loading;
  return { long, pool, source };
}
