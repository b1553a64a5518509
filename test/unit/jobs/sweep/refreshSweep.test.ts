import assert from 'node:assert/strict';
import { everyAccount } from '../../../../src/jobs/jobQuery.js';
import { selectionOf } from '../../../../src/jobs/jobSelection.js';
import { accessDenied } from '../../../service/faultKinds.js';
import { idsOf, latencyMs, type RemoteService, remoteService } from './remoteService.js';

const everything = selectionOf({ accountId: everyAccount });
const { signal } = new AbortController();

describe('A refresh of a long list', () => {
  it('sweeps as much as a stopped Load All has read, and the rest can still be loaded', async () => {
    const { service, stopped } = await stoppedHalfway();
    const { ids, pool } = service;
    const { requests, rounds } = await costOf(service, () => pool.refresh([everything]));
    const list = pool.list(everything);
    assert.deepEqual([list.state.name, list.isSweptInPart], ['idle', true]);
    assert.ok(list.jobs().length >= stopped, `${list.jobs().length} of ${stopped} jobs`);
    assert.ok(rounds * 4 < requests, `${rounds} rounds of ${requests} requests`);
    assert.ok(requests <= 1.5 * (stopped / 200) + 32, `${requests} requests for ${stopped} jobs`);
    assert.deepEqual(await pool.loadAll(everything, { signal }), { name: 'complete' });
    assert.deepEqual(idsOf(list.jobs()).sort(), [...ids].sort());
  }).timeout(60_000);

  it('continues with the pages that it has read when it is retried after a failure', async () => {
    const service = refusing();
    const { ids, pool } = service;
    await pool.loadAll(everything, { signal });
    const list = pool.list(everything);
    service.refuseAfter(90);
    await pool.refresh([everything]);
    service.refuseAfter(Number.POSITIVE_INFINITY);
    assert.deepEqual([list.state.name, list.jobs().length], ['failed', 20_000]);
    const retry = await costOf(service, () => list.loadMore());
    assert.deepEqual([list.state.name, idsOf(list.jobs())], ['done', ids]);
    assert.ok(retry.requests <= 60, `${retry.requests} requests, although 90 were answered before`);
    assert.ok(retry.rounds < 20, `${retry.rounds} rounds`);
  }).timeout(60_000);

  it('reads concurrently when it is retried, even if windows and the plain listing failed early', async () => {
    for (const pages of [2, 10, 20]) {
      const service = refusing();
      const { ids, pool } = service;
      await pool.loadAll(everything, { signal });
      const list = pool.list(everything);
      service.refuseAfter(pages);
      await pool.refresh([everything]);
      service.refuseAfter(Number.POSITIVE_INFINITY);
      assert.equal(list.state.name, 'failed');
      const { requests, rounds } = await costOf(service, () => list.loadMore());
      assert.deepEqual([list.state.name, idsOf(list.jobs())], ['done', ids]);
      assert.ok(rounds * 4 < requests, `${rounds} rounds of ${requests} requests after ${pages} pages`);
    }
  }).timeout(60_000);

  it('is still shown as failed after a Load All that is stopped', async () => {
    const { service } = await stoppedHalfway();
    const { pool } = service;
    const list = pool.list(everything);
    service.refuseAfter(0);
    await pool.refresh([everything]);
    service.refuseAfter(Number.POSITIVE_INFINITY);
    assert.equal(list.state.name, 'failed');
    await stopAt(service, list.searched + 1000);
    assert.deepEqual([list.state.name, list.isComplete], ['failed', false]);
  }).timeout(60_000);
});

/** An account of which half was loaded when Load All was stopped. */
async function stoppedHalfway() {
  const service = refusing();
  await stopAt(service, 10_000);
  return { service, stopped: service.pool.list(everything).jobs().length };
}

async function stopAt({ pool }: RemoteService, jobs: number): Promise<void> {
  const stop = new AbortController();
  const onProgress = (progress: { readonly jobs: number }) => {
    if (progress.jobs >= jobs) stop.abort();
  };
  assert.deepEqual(await pool.loadAll(everything, { signal: stop.signal, onProgress }), { name: 'stopped' });
}

/** How many requests some work makes, and how long it takes as a multiple of the latency. */
async function costOf({ clock, source }: RemoteService, work: () => Promise<void>) {
  const [started, before] = [clock.now(), source.requests];
  await work();
  return { requests: source.requests - before, rounds: (clock.now() - started) / latencyMs };
}

/** A service that can refuse all requests after a number of them. */
function refusing(): RefusingService {
  let pagesLeft = Number.POSITIVE_INFINITY;
  const service = remoteService({
    jobs: 20_000,
    pageSize: 200,
    faults: () => [(request, next) => (pagesLeft-- > 0 ? next(request) : accessDenied(request, next))],
  });
  return {
    ...service,
    refuseAfter: (pages) => {
      pagesLeft = pages;
    },
  };
}

interface RefusingService extends RemoteService {
  readonly refuseAfter: (pages: number) => void;
}
