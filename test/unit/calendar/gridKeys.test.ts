import assert from 'node:assert/strict';
import { placeAfterKey } from '../../../src/calendar/webview/gridKeys.js';
import { gridColumns, gridLines, placeOfColumn } from '../../../src/calendar/webview/gridLines.js';
import { calendarOf } from './calendarOf.js';

const size = { lines: 100, columns: 31, perPage: 20 };

describe('The grid of the calendar', () => {
  it('moves by keys within its lines, columns and headers', () => {
    const moved = (key: string, line: number, column: number, ctrlKey = false) => {
      const place = placeAfterKey({ key, ctrlKey, metaKey: false }, { line, column }, size);
      return place && [place.line, place.column];
    };
    assert.deepEqual(
      [
        moved('ArrowRight', 0, 30),
        moved('ArrowLeft', 0, -1),
        moved('ArrowUp', 0, 3),
        moved('ArrowUp', -1, 3),
        moved('ArrowDown', 99, 3),
        moved('Home', 5, 3),
        moved('End', 5, 3),
        moved('Home', 5, 3, true),
        moved('End', 5, 3, true),
        moved('PageDown', 90, 3),
        moved('PageUp', 5, 3),
        moved('PageUp', -1, 3),
        moved('a', 0, 0),
      ],
      [
        [0, 30],
        [0, -1],
        [-1, 3],
        [-1, 3],
        [99, 3],
        [5, -1],
        [5, 30],
        [0, -1],
        [99, 30],
        [99, 3],
        [0, 3],
        [-1, 3],
        undefined,
      ],
    );
  });

  it('has a line for each group, without the rows of a closed one, and the hours after their day', async () => {
    const jobs = ['a', 'b', 'b'].map((vault, place) => ({
      BackupJobId: `job-${place}`,
      BackupVaultName: vault,
      CreationDate: new Date(2026, 10, 24, 5),
      State: 'COMPLETED',
    }));
    const now = new Date(2026, 10, 24, 20).getTime();
    const openDay = new Date(2026, 10, 24).getTime();
    const { viewModel } = await calendarOf(jobs, { now, grouping: 'vault', openDay });
    const { lines, matches } = gridLines(viewModel, '', new Set(['a']));
    assert.equal(matches, 3);
    assert.deepEqual(
      lines.map((line) => (line.kind === 'group' ? `${line.title} ${line.rows} ${line.isOpen}` : line.row)),
      ['a 1 false', 'b 2 true', 1, 2],
    );
    const columns = gridColumns(viewModel);
    assert.deepEqual(
      columns.slice(-25).map(({ isHour, slot }) => `${isHour ? 'hour' : 'day'} ${slot}`),
      ['day 30', ...Array.from({ length: 24 }, (_, hour) => `hour ${hour}`)],
    );
  });

  it('keeps the place of a day when hours appear or go', () => {
    const days = [0, 1, 2].map((slot) => ({ isHour: false, slot }));
    const [first, second, third] = days;
    const hour = { isHour: true, slot: 0 };
    assert.ok(first && second && third);
    const withHours = [first, hour, second, third];
    assert.deepEqual(
      [
        placeOfColumn(withHours, third, 2),
        placeOfColumn(days, third, 3),
        placeOfColumn(days, hour, 1),
        placeOfColumn(days, undefined, -1),
        placeOfColumn([], third, 2),
      ],
      [3, 2, 1, -1, -1],
    );
  });
});
