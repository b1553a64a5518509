import assert from 'node:assert/strict';
import { Slices } from '../../../src/jobs/slices.js';
import { noise } from '../../../src/sample/random.js';
import { sortNumbers } from '../../../src/schedule/sortNumbers.js';

describe('Many numbers', () => {
  for (const count of [0, 1, 16_384, 16_385, 32_768, 100_001])
    it(`are sorted in slices: ${count}`, async () => {
      let pauses = 0;
      const pause = async () => {
        pauses++;
      };
      const numbers = Float64Array.from({ length: count }, (_, place) => (noise(place) % 1000) - 500);
      const sorted = await sortNumbers(numbers.slice(), new Slices({ sliceMs: 0, pause }));
      assert.deepEqual(sorted, numbers.slice().sort());
      assert.ok(pauses >= count / 16_385 - 1, `${pauses} pauses`);
    });
});
