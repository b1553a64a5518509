import assert from 'node:assert/strict';
import { failureOf, JobSourceError } from '../../../../src/jobs/jobSource.js';
import { Outages } from '../../../../src/jobs/outages.js';
import { systemClock } from '../../../../src/jobs/sweep/clock.js';
import {
  initialConcurrency,
  maxConcurrency,
  RequestLimit,
  type RequestSlot,
} from '../../../../src/jobs/sweep/requestLimit.js';
import { VirtualClock } from '../virtualClock.js';

/** Requests many slots, and records those that are granted. */
function queue(limit: RequestLimit, count: number, rank: 'interactive' | 'sweep' = 'sweep'): RequestSlot[] {
  const slots: RequestSlot[] = [];
  for (let requested = 0; requested < count; requested++)
    void limit.slot(rank, new AbortController().signal).then((slot) => slots.push(slot));
  return slots;
}

/** Resolves when all pending promises have run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('The request limit', () => {
  it('starts low and grows up to a maximum while requests succeed', async () => {
    const limit = new RequestLimit(new VirtualClock());
    const slots = queue(limit, 200);
    await settled();
    const sizes = [slots.length];
    for (let round = 0; round < 3; round++) {
      for (const slot of slots.splice(0)) slot.end('answered');
      await settled();
      sizes.push(slots.length);
    }
    assert.deepEqual(sizes, [initialConcurrency, 2 * initialConcurrency, maxConcurrency, maxConcurrency]);
  });

  it('backs off once for requests that ran at the same time, and then pauses', async () => {
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
    assert.equal(together.length, maxConcurrency);
    for (const slot of together) slot.end('throttled');
    assert.equal(slots.length, 0);
    for (let turn = 0; turn < 20; turn++) await settled();
    assert.equal(slots.length, maxConcurrency / 2, 'half as many run, however many were throttled');
    assert.ok(clock.now() - started >= 200, 'after a pause');
  });

  it('backs off and recovers for the same time if the system clock is changed', async () => {
    const hour = 3_600_000;
    for (const step of [-hour, hour, -30 * 24 * hour, 30 * 24 * hour]) {
      const clock = new VirtualClock();
      const limit = new RequestLimit(clock);
      const slots = queue(limit, 100);
      const throttle = async () => {
        for (const slot of slots.splice(0)) slot.end('throttled');
        const began = clock.elapsed();
        clock.step(step);
        for (let turn = 0; turn < 20; turn++) await settled();
        return [slots.length, clock.elapsed() - began];
      };
      await settled();
      // A pause of eight spacings, and one spacing before each request but the first.
      assert.deepEqual(
        [await throttle(), await throttle()],
        [
          [4, 275],
          [2, 450],
        ],
        `a step of ${step} ms`,
      );
    }
  });

  it('does not let interactive requests wait for sweeps, and starts no sweep request while they run', async () => {
    const limit = new RequestLimit(new VirtualClock());
    const sweeps = queue(limit, initialConcurrency + 6);
    const interactive = queue(limit, 3, 'interactive');
    await settled();
    assert.deepEqual([sweeps.length, interactive.length], [initialConcurrency, 3]);
    sweeps.pop()?.end('failed');
    await settled();
    assert.equal(
      sweeps.length,
      initialConcurrency - 1,
      'no sweep request starts while interactive requests run',
    );
  });

  it('ends a slot, and a wait for one, when the caller aborts', async () => {
    const limit = new RequestLimit(new VirtualClock());
    const controller = new AbortController();
    for (let slot = 0; slot < initialConcurrency; slot++) await limit.slot('sweep', controller.signal);
    const waiting = limit.slot('sweep', controller.signal).then(() => undefined, failureOf);
    const next = queue(limit, 1);
    controller.abort();
    await settled();
    assert.deepEqual([(await waiting)?.kind, next.length], ['aborted', 1]);
  });

  it('frees one place per slot, however often the slot is ended', async () => {
    const limit = new RequestLimit(new VirtualClock());
    const slots = queue(limit, initialConcurrency + 5);
    await settled();
    for (const outcome of ['failed', 'answered', 'unused'] as const) slots[0]?.end(outcome);
    await settled();
    assert.equal(slots.length, initialConcurrency + 1);
  });

  it('does not end a slot again when its signal aborts later', async () => {
    const limit = new RequestLimit(new VirtualClock());
    const controller = new AbortController();
    const first = await limit.slot('sweep', controller.signal);
    const slots = queue(limit, initialConcurrency + 5);
    first.end('failed');
    await settled();
    assert.equal(slots.length, initialConcurrency);
    controller.abort();
    await settled();
    assert.equal(slots.length, initialConcurrency);
  });

  it('gives no slot to an aborted signal, and takes none from others', async () => {
    const limit = new RequestLimit(new VirtualClock());
    const { kind } = await limit.slot('sweep', AbortSignal.abort()).then(() => assert.fail(), failureOf);
    const slots = queue(limit, initialConcurrency + 1);
    await settled();
    assert.deepEqual([kind, slots.length], ['aborted', initialConcurrency]);
  });

  it('ends the slot of a failed request, and backs off only if it was throttled', async () => {
    for (const kind of ['network', 'throttled'] as const) {
      const limit = new RequestLimit(new VirtualClock());
      const failing = new Outages({
        limit,
        listBackupJobs: async () => {
          throw new JobSourceError({ kind, summary: kind, detail: '', remedy: 'retry' });
        },
      });
      const { signal } = new AbortController();
      for (let request = 0; request < 2 * initialConcurrency; request++)
        await assert.rejects(failing.listBackupJobs({}, { signal }));
      assert.equal(limit.isThrottled, kind === 'throttled');
      const answering = new Outages({
        limit,
        listBackupJobs: async () => ({ jobs: [] }),
      });
      await answering.listBackupJobs({}, { signal });
      assert.equal(limit.isThrottled, false);
    }
  });

  it('delays interactive requests by at most 2 seconds and sweeps by at most 25.6, and always lets one start', async () => {
    const clock = new VirtualClock();
    const limit = new RequestLimit(clock);
    for (let time = 0; time < 12; time++) {
      const slot = await limit.slot('interactive', new AbortController().signal);
      slot.end('throttled');
    }
    const throttledAt = clock.elapsed();
    assert.equal(limit.pauseMs, 25_600);
    const slot = await limit.slot('interactive', new AbortController().signal);
    assert.equal(clock.elapsed() - throttledAt, 2000);
    slot.end('answered');
  });

  it('starts requests without pauses again after many answers', async () => {
    const clock = new VirtualClock();
    const limit = new RequestLimit(clock);
    const { signal } = new AbortController();
    (await limit.slot('sweep', signal)).end('throttled');
    for (let answers = 0; answers < 100; answers++) (await limit.slot('sweep', signal)).end('answered');
    const began = clock.elapsed();
    for (let answers = 0; answers < 10; answers++) (await limit.slot('sweep', signal)).end('answered');
    assert.equal(clock.elapsed(), began);
  });

  it('grows by only one in several rounds of answers after it was throttled', async () => {
    const clock = new VirtualClock();
    const limit = new RequestLimit(clock);
    const slots = queue(limit, 1000);
    await settled();
    for (const slot of slots.splice(0)) slot.end('throttled');
    const sizes: number[] = [];
    for (let round = 0; round < 4; round++) {
      for (let second = 0; second < 10; second++) await clock.sleep(1000);
      sizes.push(slots.length);
      for (const slot of slots.splice(0)) slot.end('answered');
    }
    assert.deepEqual([sizes[0], sizes[3]], [4, 5]);
  });
});

describe('The system clock', () => {
  it('rejects a sleep that is aborted before its start or during it', async () => {
    const reason = new Error('aborted');
    await assert.rejects(systemClock.sleep(1, AbortSignal.abort(reason)), reason);
    const controller = new AbortController();
    const sleeping = systemClock.sleep(60_000, controller.signal);
    controller.abort(reason);
    await assert.rejects(sleeping, reason);
  });
});
