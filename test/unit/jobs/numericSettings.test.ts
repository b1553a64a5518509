import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lastGoodHours } from '../../../src/jobs/lastGoodHours.js';
import { type NumericSetting, numericSetting, numericSettings } from '../../../src/jobs/numericSettings.js';

const names = Object.keys(numericSettings) as NumericSetting[];

describe('A numeric setting', () => {
  it('law: is within its range, and an integer if required, for any value', () => {
    const written = fc.oneof(fc.anything(), fc.double(), fc.integer());
    fc.assert(
      fc.property(fc.constantFrom(...names), written, (name, value) => {
        const { maximum, minimum } = numericSettings[name];
        const number = numericSetting(name, value);
        assert.ok(number >= minimum && number <= maximum && Number.isInteger(number));
        const isGood =
          typeof value === 'number' && value >= minimum && value <= maximum && Number.isInteger(value);
        // -0 counts as 0.
        if (isGood) assert.ok(number === value);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the nearest bound if it is out of range, and the default if it is not a number of its type', () => {
    const read = (name: NumericSetting, ...values: unknown[]) =>
      values.map((value) => numericSetting(name, value));
    const none = ['fast', '5', '', null, undefined, true, {}, [5], Number.NaN];
    assert.deepEqual(
      read('runningJobsInterval', 0, 1, 86_400, 86_401, 2_200_000, Number.POSITIVE_INFINITY, -1),
      [0, 1, 86_400, 86_400, 86_400, 86_400, 0],
    );
    assert.deepEqual(read('runningJobsInterval', 0.001, 1.5, ...none), Array(11).fill(30));
    assert.deepEqual(read('pageSize', 1, 0, -5, 1000, 1001, 1e21), [1, 1, 1, 1000, 1000, 1000]);
    assert.deepEqual(read('pageSize', 0.5, 999.5, ...none), Array(11).fill(1000));
  });

  it('that is an interval fits into a timer, in milliseconds', () => {
    assert.ok(numericSettings.runningJobsInterval.maximum * 1000 < 2 ** 31);
  });
});

describe('The age of the last good backup', () => {
  it('follows from schedules, or is a number of hours within its range; any other value is ignored', () => {
    const values = ['auto', 1, 0.999, 1.5, 87_600, 87_601, 0, -1, Number.POSITIVE_INFINITY];
    assert.deepEqual(values.map(lastGoodHours), ['auto', 1, 1, 1.5, 87_600, 87_600, 1, 1, 87_600]);
    const none = ['fast', '5', '', null, undefined, true, {}, [5], Number.NaN];
    assert.deepEqual(none.map(lastGoodHours), Array(9).fill('auto'));
  });
});
