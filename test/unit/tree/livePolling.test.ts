import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { LivePolling, waitAfter } from '../../../src/tree/livePolling.js';

/** A poll every millisecond whose reads end as they are told to: `true` where something can still change. */
function polled(...outcomes: readonly (boolean | 'fails')[]) {
  const reads: AbortSignal[] = [];
  const polling = new LivePolling({
    interval: () => 1,
    read: async (signal) => {
      const outcome = outcomes[reads.length] ?? false;
      reads.push(signal);
      if (outcome === 'fails') throw new Error('offline');
      return outcome;
    },
  });
  return { polling, reads };
}

describe('Polling what is under way', () => {
  it('reads again while something can change, after failures too, and rests when nothing can', async () => {
    const { polling, reads } = polled(true, 'fails', 'fails', true, false);
    polling.watch(true);
    while (reads.length < 5) await sleep(1);
    await sleep(20);
    assert.equal(reads.length, 5);
    polling.wake();
    while (reads.length < 6) await sleep(1);
    polling.dispose();
  });

  it('waits twice as long after each failure, and ten minutes at the most', () => {
    assert.deepEqual(
      [0, 1, 2, 10].map((failures) => waitAfter(failures, 30_000)),
      [30_000, 60_000, 120_000, 600_000],
    );
    assert.equal(waitAfter(3, 3_600_000), 3_600_000);
  });

  it('stops when nobody looks: what is under way is aborted, and nothing follows', async () => {
    const { polling, reads } = polled(true, true, true);
    polling.watch(true);
    while (reads.length < 1) await sleep(1);
    polling.watch(false);
    const seen = reads.length;
    await sleep(20);
    assert.deepEqual([reads.length, reads.at(-1)?.aborted], [seen, true]);
    polling.wake();
    await sleep(20);
    assert.equal(reads.length, seen);
  });

  it('never reads at an interval of 0', async () => {
    let reads = 0;
    const polling = new LivePolling({
      interval: () => 0,
      read: async () => {
        reads++;
        return true;
      },
    });
    polling.watch(true);
    polling.wake();
    await sleep(20);
    assert.equal(reads, 0);
    polling.dispose();
  });
});
