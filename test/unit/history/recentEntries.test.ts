import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { RecentEntries } from '../../../src/history/store/recentEntries.js';

describe('The recent entries of a cache', () => {
  it('keep what is read, forget what is not, and are never more than twice the limit', () => {
    const entries = new RecentEntries<number, number>(10);
    for (let number = 0; number < 1000; number++) {
      entries.set(number, number);
      assert.equal(entries.get(0), 0);
    }
    const known = Array.from({ length: 1000 }, (_, number) => number).filter(
      (number) => entries.get(number) !== undefined,
    );
    assert.ok(known.length <= 20);
    assert.deepEqual([known[0], known.at(-1)], [0, 999]);
    entries.clear();
    assert.equal(entries.get(0), undefined);
  });
});
