import assert from 'node:assert/strict';
import { byServiceClock, isOldRead, readTimeNow } from '../../../src/jobs/oldRead.js';
import { throttled } from '../../../src/jobs/throttled.js';
import { VirtualClock } from './virtualClock.js';

const minute = 60_000;

describe('The age of a read', () => {
  const isOldAfter = async (minutes: number, minutesStepped: number) => {
    const clock = new VirtualClock();
    const readAt = readTimeNow(clock);
    clock.step(minutesStepped * minute);
    await clock.sleep(minutes * minute);
    return isOldRead(readAt, clock);
  };

  it('is the time that has passed, even if the system clock was set back', async () => {
    assert.deepEqual(
      [await isOldAfter(4, 0), await isOldAfter(6, 0), await isOldAfter(4, -3), await isOldAfter(62, -60)],
      [false, true, false, true],
    );
    assert.equal(isOldRead(undefined, new VirtualClock()), false);
  });

  it('does not include by how much the clock of the machine is wrong, until somebody sets it', async () => {
    const clock = new VirtualClock();
    const readAt = byServiceClock(readTimeNow(clock), -180 * minute);
    assert.equal(isOldRead(readAt, clock), false);
    clock.step(-180 * minute);
    assert.equal(isOldRead(readAt, clock), true);
  });

  it('includes the time while the machine sleeps', async () => {
    assert.equal(await isOldAfter(0, 8 * 60), true);
  });
});

describe('A throttled function', () => {
  it('runs the first time and after each interval, however the system clock is set', async () => {
    const clock = new VirtualClock();
    const shown: number[] = [];
    const show = throttled(250, (value: number) => shown.push(value), clock);
    show(1);
    show(2);
    clock.step(-3_600_000);
    await clock.sleep(249);
    show(3);
    await clock.sleep(1);
    show(4);
    clock.step(3_600_000);
    show(5);
    assert.deepEqual(shown, [1, 4]);
  });
});
