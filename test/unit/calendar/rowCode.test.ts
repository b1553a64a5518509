import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellCode, cellResults } from '../../../src/calendar/calendarCell.js';
import { addCodesIn, cellAt, encodeRow, maxDetail } from '../../../src/calendar/rowCode.js';

const code = fc
  .tuple(fc.nat(cellResults.length - 1), fc.constantFrom('known', 'notJudged', 'unread'))
  .map(([result, doubt]) => cellCode(result, doubt));
const detail = fc.oneof({ arbitrary: fc.constant(0), weight: 5 }, fc.constantFrom(1, 57, maxDetail));
const sequence = fc.record({ code, detail, length: fc.constantFrom(1, 2, 30, 800, 2000) });

describe('A row of the calendar as a text', () => {
  it('law: has each of its cells, and is never longer than one character for each cell and detail', () => {
    fc.assert(
      fc.property(fc.array(sequence, { maxLength: 8 }), (sequences) => {
        const cells = sequences.flatMap(({ code, detail, length }) =>
          Array.from({ length }, () => ({ code, detail })),
        );
        const row = encodeRow(cells.length, (slot) => cells[slot] ?? { code: 0, detail: 0 });
        assert.deepEqual(
          cells.map((_, slot) => cellAt(row, slot)),
          cells,
        );
        const codes = new Set<number>();
        addCodesIn(row, codes);
        assert.deepEqual(codes, new Set(cells.map((cell) => cell.code)));
        assert.ok(row.length <= cells.length + cells.filter((cell) => cell.detail > 0).length);
        assert.doesNotMatch(row, /[\ud800-\udfff]/);
      }),
    );
  });

  it('is a few characters for 400 days that are alike', () => {
    const cells = (slot: number) => ({ code: 36, detail: slot === 200 ? 7 : 0 });
    assert.equal(encodeRow(400, cells).length, 6);
  });

  it('has nothing in a slot that it does not have', () => {
    assert.deepEqual([cellAt('', 0), cellAt('$', 1)], Array(2).fill({ code: 0, detail: 0 }));
  });
});
