import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hashOfKey, KeyTable } from '../../../src/history/store/keyTable.js';

describe('The table that finds jobs in memory', () => {
  it('law: has every row under its hash, and hardly any other, however many there are', () => {
    fc.assert(
      fc.property(
        // The highest bits and the lowest ones choose the place.
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 200 })), {
          maxLength: 2000,
        }),
        (hashes) => {
          const table = new KeyTable();
          const ids = new Map<number, number[]>();
          for (const [place, [high, low]] of hashes.entries()) {
            const hash = ((high << 24) | low) >>> 0;
            table.add(hash, place + 1);
            ids.set(hash, [...(ids.get(hash) ?? []), place + 1]);
          }
          for (const [hash, own] of ids) assert.deepEqual([...table.idsOf(hash)].sort(ascending), own);
          assert.deepEqual(table.idsOf(0xffffffff), []);
          assert.equal(table.size, hashes.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('has few jobs with the same hash among those whose IDs differ in one character', () => {
    const hashes = new Set<number>();
    for (let job = 0; job < 100_000; job++) {
      const key = new Uint8Array(16);
      new DataView(key.buffer).setUint32(job % 13, job);
      hashes.add(hashOfKey(1, 2, key));
      hashes.add(hashOfKey(2, 1, `job-${job}`));
    }
    // With a random hash, five of them would be the same.
    assert.ok(hashes.size > 199_900, String(hashes.size));
  });
});

function ascending(one: number, other: number): number {
  return one - other;
}
