import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { joinedSpans } from '../../../src/history/store/coveredSpans.js';
import type { CoveredSpan } from '../../../src/history/store/historyTypes.js';

describe('What a history covers', () => {
  const one = (from: number, to: number): CoveredSpan => ({ accountId: '1', region: 'eu-west-1', from, to });

  it('joins spans in any order to the same times', () => {
    const spans = fc
      .array(
        fc
          .tuple(
            fc.constantFrom('1', '2', undefined),
            fc.integer({ min: 0, max: 30 }),
            fc.integer({ min: 0, max: 5 }),
          )
          .map(([accountId, from, length]) => ({ ...one(from, from + length), accountId })),
        { maxLength: 8 },
      )
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(spans, ([list, shuffled]) => {
        const joined = joinedSpans(list);
        assert.deepEqual(joinedSpans(shuffled), joined);
        const times = (all: readonly CoveredSpan[]) =>
          new Set(
            all.flatMap(({ accountId, from, to }) =>
              Array.from({ length: to - from + 1 }, (_, place) => `${accountId} ${from + place}`),
            ),
          );
        assert.deepEqual(times(joined), times(list));
      }),
    );
  });
});
