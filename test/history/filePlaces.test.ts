import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { joinedPlaces, type SeriesPlace } from '../../src/history/store/filePlaces.js';
import { openHistory } from '../../src/history/store/openHistory.js';
import { emptyHistories, historyFolder } from './historyFolder.js';

describe('The places of the files of a history', () => {
  const folder = historyFolder();
  const withHistory = emptyHistories(folder);
  const noted = (value: unknown) => value;
  const inOrder = (places: readonly SeriesPlace[]) =>
    joinedPlaces(places)
      .map((place) => JSON.stringify({ first: undefined, last: undefined, ...place }, sortedKeys))
      .sort();

  it('law: are the same in whatever order and however often files are added', async () => {
    const time = fc.integer({ min: 0, max: 20 });
    const place: fc.Arbitrary<SeriesPlace> = fc
      .record({
        series: fc.constantFrom('', 'Backup/crossaccount/crossregion/daily_#.csv'),
        account: fc.constantFrom(undefined, '111122223333', "o'ne"),
        region: fc.constantFrom('', 'eu-west-1', 'us-east-1'),
        named: fc.array(fc.tuple(time, time), { maxLength: 2 }),
        first: fc.option(time, { nil: undefined }),
        last: fc.option(time, { nil: undefined }),
      })
      .map(({ named, ...rest }) => ({
        ...rest,
        named: named.map(([from, length]) => ({ from: from * 10, to: (from + length) * 10 })),
      }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(place, { maxLength: 6 }), { maxLength: 4 }), async (files) => {
        const [stored, repeated] = [files, [...files, ...files].reverse()].map((all) =>
          withHistory((database) => {
            for (const places of all) database.changeNote('files', noted, { places });
            return database.filePlaces();
          }),
        );
        assert.deepEqual(inOrder(stored ?? []), inOrder(files.flat()));
        assert.deepEqual(inOrder(repeated ?? []), inOrder(files.flat()));
      }),
      { numRuns: 50 },
    );
  });

  it('are a row for each time without a break, and are removed with everything else', () => {
    const { database } = openHistory(path.join(folder, 'places.db'));
    try {
      const days = [1, 2, 3, 5].map((day) => ({
        ...{ series: 'daily', account: '111122223333', region: 'eu-west-1' },
        named: [{ from: day * 1000, to: (day + 1) * 1000 }],
      }));
      for (const place of days) database.changeNote('files', noted, { places: [place] });
      assert.deepEqual(
        database.filePlaces().map(({ named }) => named),
        [
          [
            { from: 1000, to: 4000 },
            { from: 5000, to: 6000 },
          ],
        ],
      );
      database.clear();
      assert.deepEqual(database.filePlaces(), []);
      database.changeNote('files', noted, { places: days });
      database.erase();
      assert.deepEqual(database.filePlaces(), []);
    } finally {
      database.close();
    }
  });
});

/** Absent values as those that are undefined, and the names of members in order. */
function sortedKeys(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
}
