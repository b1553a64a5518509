import assert from 'node:assert/strict';
import { Semaphore } from '../../../src/aws/semaphore.js';
import { mockedTime } from '../mockedTime.js';

describe('Semaphore', () => {
  let time: ReturnType<typeof mockedTime>;
  beforeEach(() => {
    time = mockedTime();
  });
  afterEach(() => time.restore());

  it('give way to one other, however often one is ended', async () => {
    const turns = new Semaphore(1);
    const begun: (() => void)[] = [];
    for (let place = 0; place < 4; place++) void turns.begin().then((end) => begun.push(end));
    await time.pass(0);
    assert.equal(begun.length, 1);
    for (let time = 0; time < 3; time++) begun[0]?.();
    await time.pass(0);
    assert.equal(begun.length, 2);
    await time.pass(249);
    begun[0]?.();
    assert.equal(begun.length, 2);
  });

  it('are over after a quarter of a second, and ended late give way to nobody else', async () => {
    const turns = new Semaphore(1);
    const begun: (() => void)[] = [];
    for (let place = 0; place < 4; place++) void turns.begin().then((end) => begun.push(end));
    await time.pass(249);
    assert.equal(begun.length, 1);
    await time.pass(1);
    assert.equal(begun.length, 2);
    begun[0]?.();
    await time.pass(0);
    assert.equal(begun.length, 2);
  });
});
