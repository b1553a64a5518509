import assert from 'node:assert/strict';
import { BackOff } from '../../../src/aws/backOff.js';
import { JobSourceError } from '../../../src/jobs/jobSource.js';

/** Counts the reads of a back-off with a mocked time. Each read fails until the test changes that. */
function readingWithBackOff() {
  let elapsed = 0;
  const state = { count: 0, error: new Error('denied') as Error | undefined };
  const backOff = new BackOff({ now: () => 0, elapsed: () => elapsed });
  const ask = () =>
    backOff
      .run(() => {
        state.count++;
        return state.error === undefined ? Promise.resolve('answer') : Promise.reject(state.error);
      })
      .catch((error: Error) => error.message);
  const askEach = async (second: number, times: number) => {
    for (let time = 0; time < times; time++) {
      elapsed += second * 1000;
      await ask();
    }
    return state.count;
  };
  return { ask, askEach, backOff, state };
}

describe('A back-off', () => {
  it('doubles the wait after each failure, up to ten minutes', async () => {
    const { ask, askEach } = readingWithBackOff();
    assert.deepEqual([await ask(), await ask()], ['denied', 'denied']);
    assert.deepEqual(
      [await askEach(1, 4), await askEach(1, 1), await askEach(1, 9), await askEach(1, 1)],
      [1, 2, 2, 3],
    );
    const before = await askEach(600, 10);
    assert.equal((await askEach(600, 10)) - before, 10);
  });

  it('ends with a success or a reset, and does not start with a cancelled read', async () => {
    const { ask, askEach, backOff, state } = readingWithBackOff();
    await askEach(600, 5);
    state.error = undefined;
    await askEach(600, 1);
    state.error = new Error('denied');
    state.count = 0;
    await askEach(0, 1);
    assert.deepEqual([await askEach(5, 1), state.count], [2, 2], 'it starts with the shortest wait');
    backOff.reset();
    assert.deepEqual([await askEach(0, 2), await askEach(5, 1)], [3, 4]);
    backOff.reset();
    state.error = new JobSourceError({ kind: 'aborted', summary: 'Cancelled', detail: '', remedy: 'retry' });
    assert.equal(await askEach(0, 2), 6);
    state.error = undefined;
    assert.equal(await ask(), 'answer');
  });
});
