import assert from 'node:assert/strict';
import { pollBackoff } from '../../../src/jobs/pollBackoff.js';
import { LivePolling } from '../../../src/tree/livePolling.js';
import { mockedTime } from '../mockedTime.js';

const second = 1000;
const hour = 3600 * second;

describe('Polling of running jobs', () => {
  let time: ReturnType<typeof mockedTime>;
  beforeEach(() => {
    time = mockedTime();
  });
  afterEach(() => time.restore());

  it('reads while something can change, less often after failures, and stops when nothing can', async () => {
    const { polling, readsAfter } = polled(true, 'fails', 'fails', true, false);
    polling.watch(true);
    const passed = [9, 1, 10, 19, 1, 39, 1, 10, 3600].map((seconds) => seconds * second);
    const reads: number[] = [];
    for (const milliseconds of passed) reads.push(await readsAfter(milliseconds));
    assert.deepEqual(reads, [0, 1, 2, 2, 3, 3, 4, 5, 5]);
    polling.wake();
    assert.equal(await readsAfter(10 * second), 6);
    polling.dispose();
  });

  it('doubles the wait after each failure, up to ten minutes', () => {
    assert.deepEqual(
      [0, 1, 2, 10].map((failures) => pollBackoff(failures, 30_000, 600_000)),
      [30_000, 60_000, 120_000, 600_000],
    );
    assert.equal(pollBackoff(3, 3_600_000, 600_000), 3_600_000);
  });

  it('stops while the view is hidden: aborts the current read, and starts none until the view is shown', async () => {
    const { polling, reads, readsAfter } = polled(true, true, true);
    polling.watch(true);
    assert.equal(await readsAfter(10 * second), 1);
    polling.watch(false);
    assert.deepEqual([await readsAfter(hour), reads[0]?.aborted], [1, true]);
    polling.wake();
    polling.reschedule();
    assert.equal(await readsAfter(hour), 1);
    polling.watch(true);
    assert.deepEqual([await readsAfter(10 * second), reads[1]?.aborted], [2, false]);
    polling.dispose();
  });

  it('ends when it is disposed: aborts the current read, and starts no other', async () => {
    const { polling, reads, readsAfter } = polled('stays', true);
    polling.watch(true);
    assert.equal(await readsAfter(10 * second), 1);
    polling.dispose();
    polling.wake();
    assert.deepEqual([await readsAfter(hour), reads[0]?.aborted], [1, true]);
    const waiting = polled(true);
    waiting.polling.watch(true);
    waiting.polling.dispose();
    assert.equal(await waiting.readsAfter(hour), 0);
  });

  it('waits at most ten minutes, or the interval if that is longer', () => {
    assert.deepEqual(
      [pollBackoff(1, 299_999, 600_000), pollBackoff(1, 300_001, 600_000), pollBackoff(1, 600_001, 600_000)],
      [599_998, 600_000, 600_001],
    );
  });

  it('uses a changed interval at once, and never reads with an interval of 0', async () => {
    const { polling, readsAfter, setting } = polled(...Array.from({ length: 9 }, () => true));
    const change = (interval: number) => {
      setting.interval = interval;
      polling.reschedule();
    };
    setting.interval = 0;
    polling.watch(true);
    polling.wake();
    assert.equal(await readsAfter(hour), 0);
    change(hour);
    assert.equal(await readsAfter(hour - 1), 0);
    change(5 * second);
    assert.equal(await readsAfter(5 * second), 1);
    change(0);
    assert.equal(await readsAfter(hour), 1);
    change(10 * second);
    assert.equal(await readsAfter(10 * second), 2);
    polling.dispose();
  });

  it('begins no second read when the interval changes during one', async () => {
    const { polling, readsAfter } = polled('stays');
    polling.watch(true);
    assert.equal(await readsAfter(10 * second), 1);
    polling.reschedule();
    assert.equal(await readsAfter(hour), 1);
    polling.dispose();
  });

  it('has one read at a time, however often the view is shown, hidden or changed', async () => {
    let end = (_: boolean) => {};
    const held = new Promise<boolean>((resolve) => {
      end = resolve;
    });
    const { polling, readsAfter } = polled(true, held, true, true);
    polling.watch(true);
    polling.watch(true);
    polling.wake();
    polling.wake();
    assert.equal(await readsAfter(10 * second), 1);
    assert.equal(await readsAfter(10 * second), 2);
    polling.watch(false);
    polling.watch(true);
    end(true);
    assert.equal(await readsAfter(10 * second), 3);
    polling.dispose();
  });

  it('waits the usual interval when the view is shown again after failures, and stops when disposed', async () => {
    const { polling, readsAfter } = polled('fails', 'fails', true);
    polling.watch(true);
    assert.equal(await readsAfter(10 * second), 1);
    assert.equal(await readsAfter(20 * second), 2);
    polling.watch(false);
    polling.watch(true);
    assert.equal(await readsAfter(10 * second), 3);
    polling.dispose();
    assert.equal(await readsAfter(hour), 3);
  });

  /** A poll every ten seconds with the given results: `true` if something can still change. */
  function polled(...outcomes: readonly (boolean | Promise<boolean> | 'fails' | 'stays')[]) {
    const reads: AbortSignal[] = [];
    const setting = { interval: 10 * second };
    const polling = new LivePolling({
      interval: () => setting.interval,
      read: async (signal) => {
        const outcome = outcomes[reads.length] ?? false;
        reads.push(signal);
        if (outcome === 'stays') return new Promise(() => {});
        if (outcome === 'fails') throw new Error('offline');
        return outcome;
      },
    });
    const readsAfter = async (milliseconds: number) => {
      await time.pass(milliseconds);
      return reads.length;
    };
    return { polling, reads, readsAfter, setting };
  }
});
