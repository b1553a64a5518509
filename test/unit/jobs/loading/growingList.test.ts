import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GrowingList } from '../../../../src/jobs/loading/growingList.js';

const empty = () => GrowingList.empty((letter: string) => letter);

describe('GrowingList', () => {
  it('keeps its items, each once, whatever grows from it later', () => {
    const step = fc.record({ from: fc.nat(), letters: fc.array(fc.constantFrom(...'abcdefgh')) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const made = [{ list: empty(), letters: [] as readonly string[] }];
        for (const { from, letters } of steps) {
          const base = made[from % made.length];
          assert.ok(base !== undefined);
          made.push({
            list: base.list.with(letters),
            letters: [...new Set([...base.letters, ...letters])],
          });
        }
        for (const { letters, list } of made) {
          assert.deepEqual([...list], letters);
          assert.deepEqual(
            [list.length, list.at(list.length), list.at(0)],
            [letters.length, undefined, letters[0]],
          );
        }
      }),
    );
  });

  it('stays the same list if nothing is new, and keeps its origin unless two lists grow from it', () => {
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
