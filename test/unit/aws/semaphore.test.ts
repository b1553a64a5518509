import assert from 'node:assert/strict';
import { Semaphore } from '../../../src/aws/semaphore.js';
import { mockedTime } from '../mockedTime.js';

describe('Semaphore', () => {
  let time: ReturnType<typeof mockedTime>;
  beforeEach(() => {
    time = mockedTime();
  });
  afterEach(() => time.restore());

  it('starts one waiting task when a task is released, however often it is released', async () => {
    const semaphore = new Semaphore(1);
    const started: (() => void)[] = [];
    for (let task = 0; task < 4; task++) void semaphore.acquire().then((release) => started.push(release));
    await time.pass(0);
    assert.equal(started.length, 1);
    for (let repeat = 0; repeat < 3; repeat++) started[0]?.();
    await time.pass(0);
    assert.equal(started.length, 2);
    await time.pass(249);
    started[0]?.();
    assert.equal(started.length, 2);
  });

  it('releases a task after a quarter of a second, and ignores its later release', async () => {
    const semaphore = new Semaphore(1);
    const started: (() => void)[] = [];
    for (let task = 0; task < 4; task++) void semaphore.acquire().then((release) => started.push(release));
    await time.pass(249);
    assert.equal(started.length, 1);
    await time.pass(1);
    assert.equal(started.length, 2);
    started[0]?.();
    await time.pass(0);
    assert.equal(started.length, 2);
  });
});
