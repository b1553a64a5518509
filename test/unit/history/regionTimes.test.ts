import assert from 'node:assert/strict';
import { PlacesSeen } from '../../../src/history/forms/placesSeen.js';
import { CoveredByReports, periodTime } from '../../../src/history/import/coveredByReports.js';
import type { FileRecord } from '../../../src/history/import/fileRecord.js';
import { seriesOf } from '../../../src/history/import/reportSeries.js';
import { timesOfRegion } from '../../../src/history/regionTimes.js';
import { joinedSpans } from '../../../src/history/store/coveredSpans.js';
import type { CoveredSpan } from '../../../src/history/store/historyTypes.js';

describe('The times of a region that a history proves', () => {
  const region = 'eu-west-1';
  const span = (accountId: string | undefined, from: number, to: number): CoveredSpan => ({
    ...(accountId !== undefined && { accountId }),
    ...{ region, from, to },
  });
  const [one, other] = ['111122223333', '444455556666'];
  const nothing = { files: [], named: [], spans: [] };

  it('are those that the reports of all of its accounts cover', () => {
    const spans = [
      ...[span(one, 0, 10), span(one, 20, 60)],
      ...[span(other, 5, 25), span(other, 30, 40), span(other, 50, 90)],
      { ...span(one, 0, 100), region: 'us-east-1' },
    ];
    const places = [
      { account: one, region, first: 3, last: 60 },
      { account: other, region },
    ];
    const named = [span(one, 5, 20), span(one, 30, 40), { ...span(other, 0, 9), region: 'us-east-1' }];
    const ofOne = [
      { from: 5, to: 20 },
      { from: 30, to: 40 },
    ];
    assert.deepEqual(timesOfRegion(region, { ...nothing, places, named, spans }), {
      listed: [
        { from: 5, to: 10 },
        { from: 20, to: 25 },
        { from: 30, to: 40 },
        { from: 50, to: 60 },
      ],
      history: { first: 3, last: 90, accounts: new Map([[one, ofOne]]) },
    });
  });

  it('are none if a job is of an account without reports, or of none', () => {
    for (const account of [other, undefined]) {
      const places = [
        { account: one, region, first: 1, last: 9 },
        { ...(account !== undefined && { account }), region, last: 50 },
      ];
      assert.deepEqual(timesOfRegion(region, { ...nothing, places, spans: [span(one, 0, 10)] }), {
        listed: [],
        history: { first: 1, last: 50 },
      });
    }
  });

  it('are none if the accounts of a file are not all known, but its jobs are of some time', () => {
    const places = [{ account: one, region, first: 1, last: 9 }];
    const files = [{}, { times: { first: 0, last: 30 } }];
    assert.deepEqual(timesOfRegion(region, { ...nothing, files, places, spans: [span(one, 0, 10)] }), {
      listed: [],
      history: { first: 0, last: 30 },
    });
  });

  it('are known of an organization with many accounts in all regions', () => {
    const [from, to] = [new Date(Date.UTC(2026, 2, 3)), new Date(Date.UTC(2026, 2, 4))];
    for (const [count, isKnown] of [
      [20_000, true],
      [20_001, false],
    ] as const) {
      const seen = new PlacesSeen();
      for (let n = 0; n < count; n++)
        seen.add({
          job: { AccountId: String(111122223333 + Math.floor(n / 20)), CreationDate: from },
          region: `eu-west-${n % 20}`,
          statedAt: to,
        });
      const record: FileRecord = {
        ...{ path: '/r/Backup/crossaccount/crossregion/2026/03/04/a.csv', size: 1, changed: 1 },
        ...{ isWhole: true, rows: count, unreadRows: 0, unread: [], kinds: ['report'] },
        ...{ fields: [], otherColumns: {}, periods: [{ from, to, account: undefined, region: undefined }] },
      };
      const { all: places = [], times } = seen;
      const series = seriesOf(record) ?? '';
      const named = record.periods.map(periodTime);
      const { spans } = new CoveredByReports(
        [record],
        places.map(({ account, ...place }) => ({ series, account, named, ...place })),
      );
      const { history, listed } = timesOfRegion('eu-west-1', {
        ...{ files: places.length === 0 ? [{ times }] : [], places, named: [] },
        spans: joinedSpans(spans),
      });
      assert.deepEqual([history.last, listed.length > 0], [Date.UTC(2026, 2, 4), isKnown]);
    }
  });
});
