import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { coverageOfSpans } from '../../../src/history/coverageGaps.js';
import { joinedSpans } from '../../../src/history/store/coveredSpans.js';
import type { CoveredSpan } from '../../../src/history/store/historyTypes.js';

describe('What a history covers', () => {
  const one = (from: number, to: number): CoveredSpan => ({ accountId: '1', region: 'eu-west-1', from, to });
  const other = (from: number, to: number): CoveredSpan => ({ ...one(from, to), accountId: '2' });

  function outline(...[query, spans]: Parameters<typeof coverageOfSpans>): object {
    const { gaps, known } = coverageOfSpans(query, joinedSpans(spans));
    const texts = (list: typeof gaps) =>
      list.map(({ accountId, from, to }) => `${accountId}: ${from.getTime()}–${to.getTime()}`);
    return { known: texts(known), gaps: texts(gaps) };
  }

  it('names the gaps of each account, up to the bounds of the query', () => {
    const spans = [one(30, 39), one(10, 19), other(10, 39), one(20, 22)];
    assert.deepEqual(outline({}, spans), { known: ['1: 10–22', '1: 30–39', '2: 10–39'], gaps: ['1: 23–29'] });
    assert.deepEqual(
      outline({ createdAfter: new Date(5), createdBefore: new Date(35), accountId: '1' }, spans),
      { known: ['1: 10–22', '1: 30–35'], gaps: ['1: 5–9', '1: 23–29'] },
    );
  });

  it('never claims a time for an account of which the history has nothing', () => {
    const unnamed: CoveredSpan = { ...one(10, 19), accountId: undefined };
    const bounds = { createdAfter: new Date(10), createdBefore: new Date(19) };
    assert.deepEqual(outline({ ...bounds, accountId: '3' }, [one(0, 50), unnamed]), {
      known: [],
      gaps: ['3: 10–19'],
    });
    assert.deepEqual(outline({}, []), { known: [], gaps: [] });
  });

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
