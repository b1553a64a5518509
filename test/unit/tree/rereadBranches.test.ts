import assert from 'node:assert/strict';
import { stateDimension } from '../../../src/jobs/dimensions.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import { narrowSelection } from '../../../src/jobs/grouping.js';
import type { JobSelection } from '../../../src/jobs/jobSelection.js';
import { maxConcurrency } from '../../../src/jobs/sweep/requestLimit.js';
import { rereadBranches } from '../../../src/tree/rereadBranches.js';
import type { Branch, GroupRow } from '../../../src/tree/rows.js';
import { accessDenied } from '../../service/faultKinds.js';
import { idsOf, latencyMs, type RemoteService, remoteService } from '../jobs/sweep/remoteService.js';

const minute = 60_000;

describe('A refresh with a relative time filter', () => {
  it('sweeps a long, complete list, and makes no request for lists narrowed from it', async () => {
    const { before, failed, now, pool, root, service } = await readCompletely();
    const { clock, faulty, source } = service;
    faulty.forgetRequests();
    const [started, requestsBefore] = [clock.now(), source.requests];
    await rereadBranches([root, failed], now, { pool });
    const rounds = (clock.now() - started) / latencyMs;
    const requests = source.requests - requestsBefore;
    assert.ok(
      rounds * 4 < requests,
      `${rounds} rounds of ${requests} requests, ${maxConcurrency} at once at most`,
    );
    const queries = faulty.requests.map(({ query }) => query);
    const movedTo = now.parts[0]?.query.createdAfter?.toISOString() ?? '';
    const earliest = new Date(Date.parse(movedTo) - 2000).toISOString();
    assert.ok(queries.every(({ createdAfter = '' }) => createdAfter >= earliest));
    assert.ok(queries.filter(({ createdBefore }) => createdBefore !== undefined).length > requests / 2);
    assert.ok(queries.every(({ state }) => state === undefined));
    const list = pool.list(now);
    const expected = before.filter((job) => Number(job.CreationDate) >= Date.parse(movedTo));
    assert.deepEqual([list.state.name, idsOf(list.jobs()).sort()], ['done', idsOf(expected).sort()]);
  }).timeout(60_000);

  it('sweeps as much of a long list as a stopped Load All has read', async () => {
    const { later, pool, root, service } = filtered();
    const stop = new AbortController();
    const onProgress = ({ jobs }: { readonly jobs: number }) => (jobs > 3500 ? stop.abort() : undefined);
    await pool.loadAll(root.list.selection, { signal: stop.signal, onProgress });
    const { searched } = root.list;
    const [started, requestsBefore] = [service.clock.now(), service.source.requests];
    await rereadBranches([root], later, { pool });
    const rounds = (service.clock.now() - started) / latencyMs;
    const requests = service.source.requests - requestsBefore;
    assert.ok(rounds * 3 < requests, `${rounds} rounds of ${requests} requests`);
    const list = pool.list(later);
    assert.deepEqual([list.state.name, list.isSweptInPart, list.searched >= searched], ['idle', true, true]);
  }).timeout(60_000);

  it('keeps the shown jobs and reports the failure if it fails', async () => {
    const { before, now, pool, root, service } = await readCompletely();
    service.faulty.heal();
    service.faulty.fail(accessDenied, { times: Number.POSITIVE_INFINITY });
    await rereadBranches([root], now, { pool });
    const list = pool.list(now);
    const movedTo = Number(now.parts[0]?.query.createdAfter);
    const expected = before.filter((job) => Number(job.CreationDate) >= movedTo);
    assert.deepEqual([list.state.name, idsOf(list.jobs())], ['failed', idsOf(expected)]);
  }).timeout(60_000);

  it('reads a partly loaded list to the same depth', async () => {
    const { later, pool, root, service } = filtered();
    for (let page = 0; page < 3; page++) await root.list.loadMore();
    service.faulty.forgetRequests();
    await rereadBranches([root], later, { pool });
    assert.deepEqual([service.faulty.requests.length, pool.list(later).searched], [3, 300]);
  });
});

/** A tree with the filter "last 7 days", and the selection of that filter 15 minutes later. */
function filtered() {
  const service = remoteService({ jobs: 20_000, pageSize: 100 });
  const { clock, pool } = service;
  const at = (time: number): JobSelection =>
    selectionOfFilter({ accountId: '*', createdAfter: 'last 7 days' }, new Date(time));
  const root: Branch = {
    id: 'root',
    session: { key: 'test', region: 'us-east-1', pool },
    list: pool.list(at(clock.now())),
    dimensions: [stateDimension],
    parent: undefined,
  };
  return { service, pool, root, later: at(clock.now() + 15 * minute) };
}

async function readCompletely() {
  const { later: now, pool, root, service } = filtered();
  const { selection } = root.list;
  await pool.loadAll(selection, { signal: new AbortController().signal });
  const before = [...root.list.jobs()];
  assert.ok(before.length > 4000, `${before.length} jobs`);
  return { before, failed: failedBelow(root, service), now, pool, root, service };
}

function failedBelow(root: Branch, { pool }: RemoteService): GroupRow {
  const selection = narrowSelection(root.list.selection, stateDimension, 'FAILED') ?? { parts: [] };
  const count = { known: 0, isExact: true };
  const group = { dimension: stateDimension, value: 'FAILED', title: undefined, selection, count, bad: 0 };
  return { ...root, kind: 'group', id: 'failed', group, list: pool.knownList(selection), whole: root };
}
