import assert from 'node:assert/strict';
import type { FileFacts } from '../../../src/history/fileJob.js';
import { spansOf } from '../../../src/history/import/coveredByReports.js';
import { timesOfRegion } from '../../../src/history/regionTimes.js';
import { joinedSpans } from '../../../src/history/store/coveredSpans.js';
import type { CoveredSpan } from '../../../src/history/store/historyTypes.js';
import { readFile } from './readFile.js';

describe('The times of a region that a history proves', () => {
  const region = 'eu-west-1';
  const span = (accountId: string | undefined, from: number, to: number): CoveredSpan => ({
    ...(accountId !== undefined && { accountId }),
    ...{ region, from, to },
  });
  const file = (...places: NonNullable<FileFacts['places']>): Pick<FileFacts, 'kinds' | 'places'> => ({
    kinds: ['report'],
    places,
  });
  const [one, other] = ['111122223333', '444455556666'];

  it('are those that the reports of all of its accounts cover', () => {
    const spans = [
      ...[span(one, 0, 10), span(one, 20, 60)],
      ...[span(other, 5, 25), span(other, 30, 40), span(other, 50, 90)],
      { ...span(one, 0, 100), region: 'us-east-1' },
    ];
    const files = [file({ account: one, region, first: 3, last: 60 }), file({ account: other, region })];
    const named = [span(one, 5, 40), { ...span(other, 0, 9), region: 'us-east-1' }];
    assert.deepEqual(timesOfRegion(region, files, { named, spans }), {
      listed: [
        { from: 5, to: 10 },
        { from: 20, to: 25 },
        { from: 30, to: 40 },
        { from: 50, to: 60 },
      ],
      history: { first: 3, last: 90, accounts: new Map([[one, { from: 5, to: 40 }]]) },
    });
  });

  it('are none if a job is of an account without reports, or of none', () => {
    for (const account of [other, undefined]) {
      const files = [
        file({ account: one, region, first: 1, last: 9 }),
        file({ ...(account !== undefined && { account }), region, last: 50 }),
      ];
      assert.deepEqual(timesOfRegion(region, files, { spans: [span(one, 0, 10)], named: [] }), {
        listed: [],
        history: { first: 1, last: 50 },
      });
    }
  });

  it('are none if the accounts of a file are not all known, but its jobs are of some time', () => {
    const many: FileFacts = {
      ...{ kinds: ['report'], fields: [], otherColumns: {}, periods: [] },
      ...{ places: undefined, times: { first: 0, last: 30 } },
    };
    const files = [file({ account: one, region, first: 1, last: 9 }), many];
    assert.deepEqual(timesOfRegion(region, files, { spans: [span(one, 0, 10)], named: [] }), {
      listed: [],
      history: { first: 0, last: 30 },
    });
  });

  it('are known of an organization with many accounts in all regions', async () => {
    const header =
      'Report Time Period Start,Report Time Period End,Account ID,Region,Job ID,Job Status,Creation Date\n';
    const rows = (count: number) =>
      Array.from(
        { length: count },
        (_, n) =>
          `2026-03-03T00:00:00Z,2026-03-04T00:00:00Z,${111122223333 + Math.floor(n / 17)},eu-west-${n % 17},j-${n},COMPLETED,2026-03-03T05:00:00Z\n`,
      );
    for (const [count, isKnown] of [
      [1900, true],
      [2001, false],
    ] as const) {
      const path = '/r/Backup/crossaccount/crossregion/2026/03/04/a.csv';
      const facts = await readFile(header + rows(count).join(''), { path, pieceLength: 100_000 });
      const record = {
        path,
        size: 1,
        changed: 1,
        isWhole: true,
        rows: count,
        unreadRows: 0,
        ...facts,
        unread: [],
      };
      const spans = joinedSpans(spansOf([record]));
      const { history, listed } = timesOfRegion('eu-west-1', [facts], { spans, named: [] });
      assert.deepEqual([history.last, listed.length > 0], [Date.UTC(2026, 2, 4), isKnown]);
    }
  });
});
