import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { FailureKind, JobPage, JobSource } from '../../../src/jobs/jobSource.js';
import { rereadJobs } from '../../../src/jobs/jobsInProgress.js';
import { matches } from '../../../src/jobs/matches.js';
import { isOldRead } from '../../../src/jobs/oldRead.js';
import { throttled } from '../../../src/jobs/throttled.js';
import { type Answer, letters, PagesSource, page } from './pagesSource.js';
import { resultOf } from './resultOf.js';

const { signal } = new AbortController();
const named = (count: number, facts: BackupJob = {}): BackupJob[] =>
  Array.from({ length: count }, (_, place) => ({ ...facts, BackupJobId: `job-${place}` }));
const poolOf = (source: Pick<JobSource, 'listBackupJobs'>) => new JobPool({ source: source as JobSource });
/** Pages without jobs, each with its own token. */
const emptyPages = (count: number, from = 0): JobPage[] =>
  Array.from({ length: count }, (_, place) => page('', `empty-${from + place}`));

describe('Pages without new jobs', () => {
  it('end each call after twenty in a row', async () => {
    const source = new PagesSource(...emptyPages(19), page('a', '1'), ...emptyPages(40, 19));
    const result = resultOf(source);
    await result.loadMore();
    assert.deepEqual([letters([...result.snapshot.jobs]), source.requests.length], ['a', 20]);
    for (const requests of [40, 60]) {
      await result.loadMore();
      assert.deepEqual(
        [result.state, source.requests.length],
        [{ name: 'idle', pagesWithoutProgress: 20 }, requests],
      );
    }
  });

  it('are counted from the last page with new jobs, also in a refresh', async () => {
    const source = new PagesSource(page('a', '1'), page('b', '2'), page('c', '3'));
    const result = resultOf(source, { maxPagesWithoutProgress: 3 });
    for (let time = 0; time < 3; time++) await result.loadMore();
    source.willAnswer(...emptyPages(2), page('a', '4'), ...emptyPages(2, 2), page('bc', '5'));
    await result.refresh();
    assert.deepEqual(
      [letters([...result.snapshot.jobs]), result.state, source.requests.length],
      ['abc', { name: 'idle' }, 9],
    );
  });

  it('pause a refresh, which shows what it has read only if it has as many jobs as before', async () => {
    for (const [read, shown, isOutdated] of [
      ['x', 'ab', true],
      ['xy', 'xy', false],
      ['xyz', 'xyz', false],
    ] as const) {
      const source = new PagesSource(page('ab', '1'));
      const result = resultOf(source, { maxPagesWithoutProgress: 3 });
      await result.loadMore();
      // The list was complete, so the refresh reads to the end, too.
      source.willAnswer({ jobs: [] });
      await result.loadMore();
      while (!result.isComplete) await result.loadMore();
      source.willAnswer(page(read, '2'), ...emptyPages(3));
      await result.refresh();
      assert.deepEqual(
        [letters([...result.snapshot.jobs]), result.isOutdated, result.state],
        [shown, isOutdated, { name: 'idle', pagesWithoutProgress: 3 }],
        read,
      );
      source.willAnswer(page('z'));
      await result.loadMore();
      assert.deepEqual(
        [letters([...result.snapshot.jobs]), result.state.name],
        [read.includes('z') ? 'xyz' : `${read}z`, 'done'],
      );
    }
  });
});

describe('A list', () => {
  it('with a client-side filter reads five pages of each part in one call, unless its caller aborts', async () => {
    const abort = new AbortController();
    let requests = 0;
    let abortAt = Number.POSITIVE_INFINITY;
    const pool = poolOf({
      listBackupJobs: async () => {
        if (++requests === abortAt) abort.abort();
        return page(`${requests % 10}`, `${requests}`);
      },
    });
    const list = pool.list({ parts: [{ query: {}, clientFilters: [{ keeps: 'withIssues' }] }] });
    await list.loadMore();
    assert.equal(requests, 5);
    abortAt = 7;
    await list.loadMore(abort.signal);
    assert.equal(requests, 7);
  });

  it('retries the parts that have failed, and no others', async () => {
    const answers: Record<string, Answer[]> = {
      FAILED: [page('a', '1')],
      EXPIRED: ['network', page('b', '1')],
    };
    const states: (string | undefined)[] = [];
    const pool = poolOf({
      listBackupJobs: (query, request) => {
        states.push(query.state);
        const answer = answers[query.state ?? '']?.shift();
        return new PagesSource(...(answer === undefined ? [] : [answer])).listBackupJobs(query, request);
      },
    });
    const parts = ['FAILED', 'EXPIRED'].map((state) => ({ query: { state }, clientFilters: [] }));
    const list = pool.list({ parts });
    await list.loadMore();
    await list.loadMore();
    assert.deepEqual(states, ['FAILED', 'EXPIRED', 'EXPIRED']);
  });
});

describe('A refresh of a list that was read to its end', () => {
  it('reads up to 3,000 jobs page after page, and more than that concurrently', async () => {
    for (const [count, isSwept] of [
      [3000, false],
      [3001, true],
    ] as const) {
      const now = Date.now();
      const all = named(count).map((job, place) => ({
        ...job,
        CreationDate: new Date(now - place * 60_000),
      }));
      const queries = new Set<string>();
      const pool = poolOf({
        listBackupJobs: async (query, { nextToken }) => {
          queries.add(JSON.stringify(query));
          const found = all.filter((job) => matches(query, job));
          const start = Number(nextToken ?? 0);
          const more = start + 1000 < found.length && { nextToken: `${start + 1000}` };
          return { jobs: found.slice(start, start + 1000), ...more };
        },
      });
      const list = pool.list(selectionOf({}));
      while (!list.isComplete) await list.loadMore();
      queries.clear();
      await pool.refresh([list.selection]);
      assert.equal(queries.size > 1, isSwept, `${count} jobs`);
      assert.deepEqual(pool.list(list.selection).count(), { known: count, isExact: true });
    }
  });
});

describe('A failure of the connection', () => {
  it('is retried wherever it occurred, and no other failure is', async () => {
    for (const kind of ['network', 'timeout', 'credentials', 'signInExpired'] satisfies FailureKind[]) {
      const source = new PagesSource(kind, 'accessDenied', 'invalidParameter', 'notFound', page('a'));
      const pool = poolOf(source);
      const states = ['FAILED', 'EXPIRED', 'ABORTED', 'RUNNING'];
      for (const state of states) await pool.list(selectionOf({ state })).loadMore();
      await pool.retryFailed();
      assert.deepEqual(
        source.requests.map(({ query }) => query.state),
        [...states, 'FAILED'],
        kind,
      );
    }
  });

  it('is forgotten by a refresh, and does not count until two lists fail again', async () => {
    const source = new PagesSource('network', 'network');
    const pool = poolOf(source);
    const [failed, expired] = ['FAILED', 'EXPIRED'].map((state) => selectionOf({ state }));
    assert.ok(failed !== undefined && expired !== undefined);
    for (const selection of [failed, expired]) await pool.list(selection).loadMore();
    assert.equal(pool.outage?.kind, 'network');
    await pool.refresh([]);
    source.willAnswer('network');
    await pool.list(failed).loadMore();
    assert.equal(pool.outage, undefined);
  });
});

describe('A list that was read', () => {
  it('is old after more than five minutes on either clock', () => {
    const limit = 5 * 60_000;
    const readAt = { date: new Date(1_000_000), elapsed: 1000 };
    const isOld = (calendar: number, elapsed: number) =>
      isOldRead(readAt, { now: () => 1_000_000 + calendar, elapsed: () => 1000 + elapsed });
    assert.deepEqual(
      [isOld(limit, limit), isOld(limit + 1, 0), isOld(-limit, 0), isOld(-limit - 1, 0), isOld(0, limit + 1)],
      [false, true, false, true, true],
    );
    assert.equal(isOldRead(undefined), false);
  });

  it('keeps its age if a refresh fails', async () => {
    const source = new PagesSource(page('a', '1'), page('f'));
    const pool = poolOf(source);
    const selections = [selectionOf({}), selectionOf({ state: 'FAILED' })];
    for (const selection of selections) await pool.list(selection).loadMore();
    const { readAt } = pool;
    const beforeRefresh = performance.now();
    source.willAnswer(page('b', '1'), 'network');
    await pool.refresh(selections);
    const { elapsed = beforeRefresh } = pool.readAt ?? {};
    assert.ok(readAt !== undefined && elapsed >= readAt.elapsed && elapsed < beforeRefresh);
  });
});

describe('A function that is limited to one call per interval', () => {
  it('runs again after the interval, and drops the calls in between', () => {
    let elapsed = 0;
    const calls: number[] = [];
    const call = throttled(250, (value: number) => calls.push(value), {
      now: () => 0,
      elapsed: () => elapsed,
    });
    for (const time of [0, 1, 249, 250, 499, 500]) {
      elapsed = time;
      call(time);
    }
    assert.deepEqual(calls, [0, 250, 500]);
  });
});

describe('Running jobs', () => {
  const running = {
    CreationDate: new Date(1_795_000_000_500),
    ResourceArn: 'arn:aws:s3:::logs',
    State: 'RUNNING',
  };
  const selection = selectionOf({});

  it('are read one by one, up to twenty per refresh', async () => {
    for (const count of [19, 20, 21]) {
      let described = 0;
      const found = await rereadJobs({
        listBackupJobs: async () => ({ jobs: [] }),
        describeBackupJob: async (BackupJobId) => {
          described++;
          return { ...running, BackupJobId };
        },
        selection,
        jobs: named(count, running),
        refreshCount: 0,
        signal,
      });
      assert.deepEqual([described, found.length], [Math.min(count, 20), Math.min(count, 20)]);
    }
  });

  it('are searched for on one more page than they would fill', async () => {
    for (const [count, pages] of [
      [1, 2],
      [1000, 2],
      [1001, 3],
    ] as const) {
      let listed = 0;
      const ended = new AbortController();
      await rereadJobs({
        listBackupJobs: async () => page('', `${listed++}`),
        describeBackupJob: async (BackupJobId) => ({ BackupJobId }),
        selection,
        jobs: named(count, { State: 'RUNNING' }),
        refreshCount: 0,
        signal: ended.signal,
      });
      assert.equal(listed, pages, `${count} jobs`);
    }
  });

  it('are found on a service that compares times to the second, without permission to describe them', async () => {
    const seconds = (time: Date) => Math.floor(time.getTime() / 1000);
    for (const milliseconds of [0, 1, 500, 999]) {
      const job = { ...running, BackupJobId: 'a', CreationDate: new Date(1_795_000_000_000 + milliseconds) };
      const found = await rereadJobs({
        listBackupJobs: async ({ createdAfter, createdBefore, state }) => ({
          jobs:
            state === undefined &&
            seconds(createdAfter ?? new Date(0)) < seconds(job.CreationDate) &&
            seconds(job.CreationDate) < seconds(createdBefore ?? new Date(0))
              ? [{ ...job, State: 'COMPLETED' }]
              : [],
        }),
        describeBackupJob: (id) =>
          new PagesSource('accessDenied').listBackupJobs({}, { signal }).then(() => ({ BackupJobId: id })),
        selection,
        jobs: [job],
        refreshCount: 0,
        signal,
      });
      assert.deepEqual(
        found.map(({ State }) => State),
        ['COMPLETED'],
        `${milliseconds} ms`,
      );
    }
  });
});
