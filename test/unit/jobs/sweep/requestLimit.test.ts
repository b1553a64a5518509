import assert from 'node:assert/strict';
import { failureOf } from '../../../../src/jobs/jobSource.js';
import {
  atOnceAtFirst,
  mostAtOnce,
  RequestLimit,
  type RequestSlot,
} from '../../../../src/jobs/sweep/requestLimit.js';
import { VirtualClock } from '../virtualClock.js';

/** Asks for as many turns as there can be, and keeps those that come. */
function queue(limit: RequestLimit, count: number, rank: 'pager' | 'sweep' = 'sweep'): RequestSlot[] {
  const slots: RequestSlot[] = [];
  for (let asked = 0; asked < count; asked++)
    void limit.slot(rank, new AbortController().signal).then((slot) => slots.push(slot));
  return slots;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('The request limit', () => {
  it('begins gently and grows while all goes well, up to a bound', async () => {
    const limit = new RequestLimit(new VirtualClock());
    const slots = queue(limit, 200);
    await settled();
    const sizes = [slots.length];
    for (let round = 0; round < 3; round++) {
      for (const slot of slots.splice(0)) slot.end('answered');
      await settled();
      sizes.push(slots.length);
    }
    assert.deepEqual(sizes, [atOnceAtFirst, 2 * atOnceAtFirst, mostAtOnce, mostAtOnce]);
  });

  it('backs off once for all that were under way together, and lets nothing start for a while', async () => {
    const clock = new VirtualClock();
    const limit = new RequestLimit(clock);
    const slots = queue(limit, 100);
    await settled();
    for (let round = 0; round < 2; round++) {
      for (const slot of slots.splice(0)) slot.end('answered');
      await settled();
    }
    const started = clock.now();
    const together = slots.splice(0);
    assert.equal(together.length, mostAtOnce);
    for (const slot of together) slot.end('throttled');
    assert.equal(slots.length, 0);
    for (let turn = 0; turn < 20; turn++) await settled();
    assert.equal(slots.length, mostAtOnce / 2, 'half as many, however many were throttled');
    assert.ok(clock.now() - started >= 200, 'after a rest');
  });

  it('lets a pager pass the sweeps, and does not let sweeps fill what a pager takes', async () => {
    const limit = new RequestLimit(new VirtualClock());
    const sweeps = queue(limit, atOnceAtFirst + 6);
    const pagers = queue(limit, 3, 'pager');
    await settled();
    assert.deepEqual([sweeps.length, pagers.length], [atOnceAtFirst, 3]);
    sweeps.pop()?.end('failed');
    await settled();
    assert.equal(sweeps.length, atOnceAtFirst - 1, 'no other takes its place while pagers are under way');
  });

  it('ends a turn, and a wait for one, with whoever waits', async () => {
    const limit = new RequestLimit(new VirtualClock());
    const leaving = new AbortController();
    for (let slot = 0; slot < atOnceAtFirst; slot++) await limit.slot('sweep', leaving.signal);
    const waiting = limit.slot('sweep', leaving.signal).then(() => undefined, failureOf);
    const next = queue(limit, 1);
    leaving.abort();
    await settled();
    assert.deepEqual([(await waiting)?.kind, next.length], ['aborted', 1]);
  });

  it('keeps nobody waiting, and still backs off, where the clock was set back by months', async () => {
    let now = Date.UTC(2026, 10, 24);
    const limit = new RequestLimit({ now: () => now, sleep: () => new Promise(() => {}) });
    const slots = queue(limit, 100);
    const given = async () => {
      queue(limit, 1);
      await settled();
      return slots.splice(0);
    };
    for (const slot of await given()) slot.end('throttled');
    assert.deepEqual(await given(), [], 'all rest');
    now = Date.UTC(2026, 6, 1);
    const [slot] = await given();
    assert.ok(slot, 'nobody waits for November');
    slot.end('throttled');
    now += 100;
    assert.deepEqual(await given(), [], 'all rest again, longer than between two requests');
  });
});
