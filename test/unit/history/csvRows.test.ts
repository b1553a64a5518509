import assert from 'node:assert/strict';
import { type BadCsvRow, type CsvRow, csvRows } from '../../../src/history/forms/csvRows.js';

describe('The rows of a CSV file', () => {
  it('have all characters of their cells, and the line on which they begin', async () => {
    assert.deepEqual(await rowsOf('a,b\r\n"x,""y""\r\nz",\r\n\r\n"",2\r\n'), [
      { cells: ['a', 'b'], line: 1 },
      { cells: ['x,"y"\r\nz', undefined], line: 2 },
      { cells: ['', '2'], line: 5 },
    ]);
  });

  it('that are damaged are named with their line, and the others are read', async () => {
    assert.deepEqual(await rowsOf('a,b\n1,2\n3\n4,5,6\n7,"8"x\n9,10\n'), [
      { cells: ['a', 'b'], line: 1 },
      { cells: ['1', '2'], line: 2 },
      { badLine: 3, isLast: false },
      { badLine: 4, isLast: false },
      { cells: ['7', '"8"x'], line: 5 },
      { cells: ['9', '10'], line: 6 },
    ]);
    assert.deepEqual(await rowsOf('a,b\n1,2\n"3,4\n5,6\n'), [
      { cells: ['a', 'b'], line: 1 },
      { cells: ['1', '2'], line: 2 },
      { badLine: 3, isLast: true },
    ]);
  });
});

async function rowsOf(text: string) {
  const rows = [];
  const pieces = (async function* () {
    for (let place = 0; place < text.length; place += 3) yield text.slice(place, place + 3);
  })();
  for await (const row of csvRows(pieces, ',')) rows.push(row);
  return rows.sort((one, other) => lineOf(one) - lineOf(other));
}

function lineOf(row: CsvRow | BadCsvRow): number {
  return 'line' in row ? row.line : row.badLine;
}
