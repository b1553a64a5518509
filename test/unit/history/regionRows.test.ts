import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AthenaRow } from '../../../src/history/athena/athenaRows.js';
import type { ResultPage } from '../../../src/history/athena/athenaRunner.js';
import { listPlaceFrom, listToken, rowsOfRegion } from '../../../src/history/athena/regionRows.js';

const regions = ['eu-west-1', 'us-east-1', ''] as const;

describe('The rows of a region in a list of all regions', () => {
  it('are read each once and in order, in pages of any size, and no further than the last one', async () => {
    const sizes = fc.tuple(...regions.map(() => fc.nat(12)));
    const pageSizes = fc.array(fc.nat(4), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizes, pageSizes, fc.integer({ min: 1, max: 7 }), async (counts, cuts, maxRows) => {
        const pages = pagesOf(listOf(counts), cuts.some((size) => size > 0) ? cuts : [1]);
        for (const [which, region] of regions.entries()) {
          const found: AthenaRow[] = [];
          let lastPage = 0;
          let place = listPlaceFrom('execution 0 0');
          while (place !== undefined) {
            const { next, rows } = await rowsOfRegion(place, region, maxRows, async (token = '0') => {
              lastPage = Math.max(lastPage, Number(/\d+$/.exec(token)));
              return pages[Number(/\d+$/.exec(token))] ?? { columns: [], rows: [] };
            });
            assert.ok(rows.length <= maxRows);
            found.push(...rows);
            place = next && listPlaceFrom(listToken(next));
            assert.deepEqual(place, next);
          }
          assert.deepEqual(
            found.map(([id]) => id),
            Array.from({ length: counts[which] ?? 0 }, (_, rank) => `${region} ${rank}`),
          );
          const needed =
            counts[which] === 0
              ? pages.findIndex(({ rows }) => Number(rows.at(-1)?.at(-1)) > 1)
              : pages.findLastIndex(({ rows }) => rows.some(([id]) => id?.startsWith(`${region} `)));
          assert.equal(lastPage, needed === -1 ? pages.length - 1 : needed);
        }
      }),
    );
  });
});

/** The first row of every region, then the second of every region, and so on. */
function listOf(counts: readonly number[]): AthenaRow[] {
  const ranks = Array.from({ length: Math.max(...counts) }, (_, rank) => rank);
  return ranks.flatMap((rank) =>
    regions.flatMap((region, which): AthenaRow[] => {
      const count = counts[which] ?? 0;
      const named = region === '' ? undefined : region;
      return rank < count ? [[`${region} ${rank}`, named, String(count), String(rank + 1)]] : [];
    }),
  );
}

/** The list in pages of these sizes, over and over, some of them empty. */
function pagesOf(list: readonly AthenaRow[], sizes: readonly number[]): ResultPage[] {
  const pages: AthenaRow[][] = [];
  for (let from = 0; from < list.length || pages.length === 0; ) {
    const size = sizes[pages.length % sizes.length] ?? 1;
    pages.push(list.slice(from, from + size));
    from += size;
  }
  return pages.map((rows, place) => ({
    columns: [],
    rows,
    ...(place + 1 < pages.length && { nextToken: `a token ${place + 1}` }),
  }));
}
