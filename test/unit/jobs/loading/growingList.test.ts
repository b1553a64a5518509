import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GrowingList } from '../../../../src/jobs/loading/growingList.js';

const empty = () => GrowingList.empty((letter: string) => letter);

describe('GrowingList', () => {
  it('holds what it was made of, each once, whatever grows from it later', () => {
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

  it('is the same list where nothing is new, and of one origin as long as it grows in one way', () => {
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
