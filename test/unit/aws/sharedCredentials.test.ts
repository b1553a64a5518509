import assert from 'node:assert/strict';
import { DeadlineError, within } from '../../../src/aws/deadline.js';
import { type Credentials, SharedCredentials } from '../../../src/aws/sharedCredentials.js';
import { mockedTime } from '../mockedTime.js';

const keys = (accessKeyId: string, expiresInMs?: number): Credentials => ({
  accessKeyId,
  secretAccessKey: 'secret',
  ...(expiresInMs !== undefined && { expiration: new Date(Date.now() + expiresInMs) }),
});
const minute = 60_000;

describe('The credentials that clients share', () => {
  it('are cached until five minutes before they expire, then fetched again', async () => {
    for (const [expiresInMs, fetches] of [
      [undefined, 1],
      [60 * minute, 1],
      [6 * minute, 1],
      [4 * minute, 2],
      [0, 2],
      [-minute, 2],
    ] as const) {
      const { fetchEnds, shared } = sharing();
      const first = shared.provider();
      fetchEnds[0]?.(keys('one', expiresInMs));
      await first;
      const second = shared.provider();
      fetchEnds[1]?.(keys('two'));
      const { accessKeyId } = await second;
      assert.deepEqual(
        [fetchEnds.length, accessKeyId],
        [fetches, fetches === 1 ? 'one' : 'two'],
        `${expiresInMs}`,
      );
    }
  });

  it('are fetched once for all waiting requests, and again after a failed fetch', async () => {
    const { fetchEnds, shared } = sharing();
    const both = Promise.allSettled([shared.provider(), shared.provider()]);
    assert.equal(fetchEnds.length, 1);
    fetchEnds[0]?.(Promise.reject(new Error('offline')));
    await both;
    const next = shared.provider();
    fetchEnds[1]?.(keys('two'));
    assert.deepEqual([(await next).accessKeyId, fetchEnds.length], ['two', 2]);
  });

  it('are fetched again by the next request if a fetch hangs, and its late result is not cached', async () => {
    let changes = 0;
    const { fetchEnds, shared } = sharing(() => changes++);
    const hanging = shared.provider();
    shared.abandonFetch();
    const next = shared.provider();
    assert.equal(fetchEnds.length, 2);
    fetchEnds[0]?.(keys('late'));
    assert.equal((await hanging).accessKeyId, 'late');
    const joined = shared.provider();
    assert.equal(fetchEnds.length, 2, 'the second fetch is still pending');
    fetchEnds[1]?.(keys('two'));
    assert.deepEqual([(await next).accessKeyId, (await joined).accessKeyId], ['two', 'two']);
    assert.deepEqual([(await shared.provider()).accessKeyId, fetchEnds.length, changes], ['two', 2, 0]);
  });

  it('are fetched again after AWS has rejected them, but only once', async () => {
    const { fetchEnds, shared } = sharing();
    const first = shared.provider();
    fetchEnds[0]?.(keys('one'));
    const refused = await first;
    shared.reject(refused);
    const second = shared.provider();
    fetchEnds[1]?.(keys('two'));
    await second;
    shared.reject(refused);
    assert.deepEqual([(await shared.provider()).accessKeyId, fetchEnds.length], ['two', 2]);
  });

  it('are no longer accepted after AWS has rejected them', () => {
    const { shared } = sharing();
    const revoked = keys('one');
    shared.accept(revoked);
    const before = shared.areAccepted(revoked);
    shared.reject(revoked);
    assert.deepEqual([before, shared.areAccepted(revoked)], [true, false]);
  });
});

describe('Work with a deadline', () => {
  it('does not start if its signal is already aborted', async () => {
    const reason = new Error('cancelled');
    const work = () => assert.fail('the work must not start');
    await assert.rejects(within(1000, AbortSignal.abort(reason), work), reason);
  });

  it('is aborted by its signal and no longer awaited, whether or not it stops', async () => {
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    let signal: AbortSignal | undefined;
    const waiting = within(60_000, cancel.signal, (passedSignal) => {
      signal = passedSignal;
      return new Promise(() => {});
    });
    cancel.abort(reason);
    await assert.rejects(waiting, reason);
    assert.equal(signal?.reason, reason);
  });

  it('is not aborted after it is done', async () => {
    const time = mockedTime();
    try {
      const cancel = new AbortController();
      let signal: AbortSignal | undefined;
      const done = await within(1000, cancel.signal, async (passedSignal) => {
        signal = passedSignal;
        return 'done';
      });
      await time.pass(2000);
      cancel.abort();
      assert.deepEqual([done, signal?.aborted], ['done', false]);
    } finally {
      time.restore();
    }
  });

  it('is aborted when its time is over', async () => {
    let signal: AbortSignal | undefined;
    const waiting = within(1, new AbortController().signal, (passedSignal) => {
      signal = passedSignal;
      return new Promise(() => {});
    });
    await assert.rejects(waiting, DeadlineError);
    assert.ok(signal?.aborted);
  });
});

/** Shared credentials with fetches that the test ends. */
function sharing(onNewCredentials?: () => void) {
  const fetchEnds: ((answer: Credentials | Promise<Credentials>) => void)[] = [];
  const fetch = () => new Promise<Credentials>((resolve) => fetchEnds.push(resolve));
  return { fetchEnds, shared: new SharedCredentials(fetch, onNewCredentials) };
}
