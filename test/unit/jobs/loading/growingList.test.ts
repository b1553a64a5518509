import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GrowingList } from '../../../../src/jobs/loading/growingList.js';

const empty = () => GrowingList.empty((letter: string) => letter);

describe('GrowingList', () => {
  it('keeps its items, without duplicates, when other lists are made from it', () => {
    const step = fc.record({ from: fc.nat(), letters: fc.array(fc.constantFrom(...'abcdefgh')) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const lists = [{ list: empty(), letters: [] as readonly string[] }];
        for (const { from, letters } of steps) {
          const base = lists[from % lists.length];
          assert.ok(base !== undefined);
          lists.push({
            list: base.list.with(letters),
            letters: [...new Set([...base.letters, ...letters])],
          });
        }
        for (const { letters, list } of lists) {
          assert.deepEqual([...list], letters);
          assert.deepEqual(
            [list.length, list.at(list.length), list.at(0)],
            [letters.length, undefined, letters[0]],
          );
        }
      }),
    );
  });

  it('returns itself if nothing is new, and shares its origin only with the first list made from it', () => {
    const one = empty().with('ab');
    const two = one.with('c');
    const other = one.with('d');
    assert.deepEqual(
      [
        one.with('ba') === one,
        two.with('abc') === two,
        two.origin === one.origin,
        other.origin === one.origin,
      ],
      [true, true, true, false],
    );
  });
});
