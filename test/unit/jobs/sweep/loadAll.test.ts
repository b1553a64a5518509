import assert from 'node:assert/strict';
import { everyAccount } from '../../../../src/jobs/jobQuery.js';
import { type JobSelection, selectionOf } from '../../../../src/jobs/jobSelection.js';
import type { SweepProgress } from '../../../../src/jobs/sweep/querySweep.js';
import { maxConcurrency } from '../../../../src/jobs/sweep/requestLimit.js';
import {
  accessDenied,
  everyNth,
  hang,
  invalidParameterValue,
  serviceUnavailable,
  throttleAbove,
} from '../../../service/faultKinds.js';
import { idsOf, latencyMs, remoteService } from './remoteService.js';

const everything = selectionOf({ accountId: everyAccount });
const { signal } = new AbortController();

describe('Load All', () => {
  it('reads a long list in little more than the minimum time that the limit allows, at any time of day', async () => {
    for (const hour of [2, 7, 18, 22]) {
      const now = Date.UTC(2026, 10, 24, hour, 17);
      const { pool, clock, source, ids } = remoteService({ jobs: 20_000, pageSize: 200, now });
      const outcome = await pool.loadAll(everything, { signal });
      assert.deepEqual([outcome, idsOf(pool.list(everything).jobs())], [{ name: 'complete' }, ids]);
      const rounds = (clock.now() - now) / latencyMs;
      const fewest = Math.ceil(source.requests / maxConcurrency);
      // The first page is requested alone, and the next requests start slowly. A busy machine reads pages in
      // several slices, and virtual time may pass between them.
      assert.ok(rounds <= fewest + 6, `${rounds} rounds of ${source.requests} requests, ${fewest} at best`);
      assert.ok(source.requests <= 150, `${source.requests} requests for 100 pages`);
    }
  }).timeout(60_000);

  it('is exact on a service that throttles above 20 requests per second and fails one in fifty', async () => {
    const { pool, faulty, ids } = remoteService({
      jobs: 20_000,
      pageSize: 200,
      faults: (clock) => [throttleAbove(20, () => clock.now()), everyNth(50, serviceUnavailable)],
    });
    const outcome = await pool.loadAll(everything, { signal });
    assert.deepEqual([outcome, idsOf(pool.list(everything).jobs())], [{ name: 'complete' }, ids]);
    const seconds = ((faulty.requests.at(-1)?.time ?? 0) - (faulty.requests[0]?.time ?? 0)) / 1000;
    assert.ok(seconds < 60, `it took ${seconds} s; 10 s is the minimum`);
  }).timeout(60_000);

  it('makes few requests for a short list', async () => {
    const requests = async (jobs: number, pagesBefore = 0) => {
      const { pool, source } = remoteService({ jobs, pageSize: 1000 });
      const list = pool.list(everything);
      for (let page = 0; page < pagesBefore; page++) await list.loadMore();
      await pool.loadAll(everything, { signal });
      await pool.loadAll(selectionOf({ accountId: everyAccount, state: 'FAILED' }), { signal });
      assert.equal(list.jobs().length, jobs);
      return source.requests;
    };
    assert.deepEqual(
      [await requests(900), await requests(900, 1), await requests(3000), await requests(6000, 5)],
      [1, 1, 3, 6],
    );
  });

  it('reports its progress, from the latest job back in time', async () => {
    const { pool } = remoteService({ jobs: 4000, pageSize: 100 });
    const reports: SweepProgress[] = [];
    await pool.loadAll(everything, { signal, onProgress: (progress) => reports.push(progress) });
    const times = reports.map(({ done }) => done?.from.getTime() ?? Number.POSITIVE_INFINITY);
    assert.deepEqual(
      times,
      [...times].sort((one, other) => other - one),
      'the span that is done never shrinks',
    );
    assert.deepEqual(reports.at(-1)?.jobs, 4000);
    const { from, to } = reports.at(-1)?.done ?? {};
    assert.equal(Number(to) - Number(from), 30 * 86_400_000);
    const shown = new Set(reports.map(({ jobs }) => jobs));
    assert.ok(shown.size > 5, 'jobs arrive in several steps');
  });

  it('ends at once when it is cancelled, keeps what is loaded, and continues from there', async () => {
    const { pool, faulty, ids } = remoteService({ jobs: 8000, pageSize: 100 });
    const list = pool.list(everything);
    const cancel = new AbortController();
    let pages = 0;
    let jobsSoFar = 0;
    const outcome = await pool.loadAll(everything, {
      signal: cancel.signal,
      onProgress: ({ jobs }) => {
        pages++;
        jobsSoFar = jobs;
        if (pages !== 40) return;
        faulty.heal();
        faulty.fail(hang, { times: Number.POSITIVE_INFINITY });
        setImmediate(() => cancel.abort());
      },
    });
    faulty.heal();
    const shown = idsOf(list.jobs());
    assert.deepEqual([outcome, list.state, list.isComplete], [{ name: 'stopped' }, { name: 'idle' }, false]);
    assert.ok(shown.length > 3000, `${shown.length} jobs`);
    assert.equal(shown.length, jobsSoFar, 'every counted job is kept');
    assert.deepEqual(await pool.loadAll(everything, { signal }), { name: 'complete' });
    assert.deepEqual(idsOf(list.jobs()).slice(0, shown.length), shown);
    assert.deepEqual(idsOf(list.jobs()).sort(), [...ids].sort());
    const requested = faulty.requests.map(({ query }) => JSON.stringify(query));
    const repeated = requested.length - new Set(requested).size;
    assert.ok(repeated <= maxConcurrency, `${repeated} pages are requested twice, more than were in flight`);
  }).timeout(60_000);

  it('says why it failed, keeps what is loaded, and continues on the next call', async () => {
    const { pool, faulty, ids } = remoteService({ jobs: 8000, pageSize: 100 });
    let pages = 0;
    const outcome = await pool.loadAll(everything, {
      signal,
      onProgress: () => {
        pages++;
        if (pages !== 40) return;
        faulty.heal();
        faulty.fail(accessDenied, { times: Number.POSITIVE_INFINITY });
      },
    });
    const list = pool.list(everything);
    assert.equal(outcome.name === 'failed' && outcome.failure.kind, 'invalidParameter');
    assert.equal(list.state.name, 'failed');
    assert.ok(list.jobs().length > 3000);
    faulty.heal();
    assert.deepEqual(await pool.loadAll(everything, { signal }), { name: 'complete' });
    assert.deepEqual(idsOf(list.jobs()).sort(), [...ids].sort());
  }).timeout(60_000);

  it('reads from the start if a new plain listing may have missed jobs', async () => {
    const { pool, faulty, ids } = remoteService({ jobs: 4000, pageSize: 100 });
    const list = pool.list(everything);
    const cancel = new AbortController();
    let pages = 0;
    const onProgress = () => (++pages === 20 ? cancel.abort() : undefined);
    await pool.loadAll(everything, { signal: cancel.signal, onProgress });
    faulty.invalidateTokens();
    await list.loadMore();
    await pool.loadAll(everything, { signal });
    assert.deepEqual(idsOf(list.jobs()).sort(), [...ids].sort());
  });

  it('is replaced by a refresh, which shows the same jobs', async () => {
    const { pool, ids } = remoteService({ jobs: 4000, pageSize: 100 });
    let refreshing: Promise<void> | undefined;
    const outcome = await pool.loadAll(everything, {
      signal,
      onProgress: () => {
        if (pool.list(everything).jobs().length > 1000) refreshing ??= pool.refresh([everything]);
      },
    });
    await refreshing;
    const shown = idsOf(pool.list(everything).jobs());
    assert.deepEqual([outcome.name, shown], ['stopped', ids.slice(0, shown.length)]);
    assert.ok(shown.length > 1000);
  });

  it('ends with the pool', async () => {
    const { pool, source } = remoteService({ jobs: 4000, pageSize: 100 });
    const outcome = await pool.loadAll(everything, {
      signal,
      onProgress: ({ jobs }) => (jobs > 1000 ? pool.dispose() : undefined),
    });
    const before = source.requests;
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual([outcome.name, source.requests], ['stopped', before]);
  });

  it('loads the parts of a selection concurrently, and a failed part does not stop the others', async () => {
    const { pool, faulty } = remoteService({ jobs: 6000, pageSize: 100 });
    const states = ['COMPLETED', 'FAILED', 'EXPIRED'];
    const selection: JobSelection = {
      parts: states.map((state) => ({ query: { accountId: everyAccount, state }, clientFilters: [] })),
    };
    faulty.heal();
    faulty.fail(invalidParameterValue, {
      times: Number.POSITIVE_INFINITY,
      where: ({ query }) => query['state'] === 'FAILED',
    });
    const outcome = await pool.loadAll(selection, { signal });
    const isComplete = selection.parts.map(({ query }) => pool.list(selectionOf(query)).isComplete);
    assert.equal(outcome.name === 'failed' && outcome.failure.kind, 'invalidParameter');
    assert.deepEqual(isComplete, [true, false, true]);
    faulty.heal();
    assert.deepEqual(await pool.loadAll(selection, { signal }), { name: 'complete' });
  });

  it('lets the request of a click go first', async () => {
    const { pool, faulty, clock } = remoteService({ jobs: 8000, pageSize: 100 });
    const failed = pool.list(selectionOf({ accountId: everyAccount, state: 'FAILED' }));
    let click: Promise<number> | undefined;
    const clicked = async () => {
      const started = clock.now();
      await failed.loadMore();
      return clock.now() - started;
    };
    await pool.loadAll(everything, {
      signal,
      onProgress: ({ jobs }) => {
        if (jobs > 3000) click ??= clicked();
      },
    });
    assert.equal(await click, latencyMs);
    assert.equal(faulty.requests.filter(({ query }) => query['state'] === 'FAILED').length, 1);
  });
});
