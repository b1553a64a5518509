import assert from 'node:assert/strict';
import type { FilePlace, ReportPeriod } from '../../../src/history/fileJob.js';
import { CoveredByReports, periodTime } from '../../../src/history/import/coveredByReports.js';
import type { FileRecord } from '../../../src/history/import/fileRecord.js';
import { seriesOf } from '../../../src/history/import/reportSeries.js';
import { joinedSpans } from '../../../src/history/store/coveredSpans.js';
import { joinedPlaces } from '../../../src/history/store/filePlaces.js';
import type { CoveredSpan } from '../../../src/history/store/historyTypes.js';

/** A record with the places of its file. */
type ReadRecord = FileRecord & { readonly places: readonly FilePlace[] };

function coveredBy(records: readonly ReadRecord[]): CoveredByReports {
  const places = records.flatMap((record) =>
    record.places.map(({ account, region }) => ({
      ...{ series: seriesOf(record) ?? '', account, region },
      named: record.periods.map(periodTime),
    })),
  );
  return new CoveredByReports(records, joinedPlaces(places));
}

function spansOf(records: readonly ReadRecord[]): readonly CoveredSpan[] {
  return coveredBy(records).spans;
}

describe('The times that reports cover', () => {
  const [one, other] = ['111122223333', '444455556666'];
  const [from, to] = [new Date('2026-03-03T00:00:00Z'), new Date('2026-03-04T00:00:00Z')];
  const place = (account: string, region: string): FilePlace => ({ account, region });
  const record = (
    path: string,
    period: Pick<ReportPeriod, 'account' | 'region'> | undefined,
    places: readonly FilePlace[],
    changes: Partial<ReadRecord> = {},
  ): ReadRecord => ({
    ...{ path, size: 1, changed: 1, isWhole: true, rows: 1, unreadRows: 0, unread: [] },
    ...{ kinds: ['report'], fields: [], otherColumns: {}, places },
    periods: period === undefined ? [] : [{ from, to, ...period }],
    ...changes,
  });
  const texts = (spans: readonly CoveredSpan[]) =>
    spans.map(({ accountId, region }) => `${accountId} ${region}`).sort();

  it('are of the accounts and regions that the reports of the same folder name', () => {
    const all = { account: undefined, region: undefined };
    const folder = '/r/Backup/crossaccount/crossregion';
    const records = [
      record(`${folder}/2026/03/04/a.csv`, all, [place(one, 'eu-west-1')]),
      record(`${folder}/2026/03/05/a.csv`, all, [place(other, 'us-east-1'), { region: 'sa-east-1' }]),
      // Files of other folders are about other report plans, or no reports.
      record('/r/jobs.json', undefined, [place(one, 'ap-south-1')]),
      record('/s/Backup/crossaccount/crossregion/a.csv', undefined, [place(one, 'ap-south-1')]),
    ];
    assert.deepEqual(texts(spansOf(records)), [`${one} eu-west-1`, `${other} us-east-1`]);
    const ofOne = record(
      '/r/Backup/111122223333/crossregion/2026/03/04/a.csv',
      { account: one, region: undefined },
      [place(one, 'eu-west-1'), place(one, 'us-east-1'), place(other, 'eu-west-1')],
    );
    assert.deepEqual(texts(spansOf([ofOne])), [`${one} eu-west-1`, `${one} us-east-1`]);
  });

  it('are not those of another report plan of the same folder, whose report is missing', () => {
    const folder = '/r/Backup/crossaccount/crossregion';
    const report = (name: string, day: number, account: string) => {
      const period = { from: new Date(Date.UTC(2026, 2, day)), to: new Date(Date.UTC(2026, 2, day + 1)) };
      return record(`${folder}/2026/03/0${day}/${name}`, undefined, [place(account, 'eu-west-1')], {
        day: `2026-03-0${day}`,
        periods: [{ ...period, account: undefined, region: undefined }],
      });
    };
    for (const nameOf of [
      (plan: string, day: number) => `plan_${plan}_2026-03-0${day}T00:00:00Z.csv`,
      (plan: string, day: number) => `plan_${plan}_20260${day}_000000_${day}.csv`,
    ]) {
      const ofPlan = (plan: string, account: string, days: readonly number[]) =>
        days.map((day) => report(nameOf(plan, day), day, account));
      const spans = joinedSpans(spansOf([...ofPlan('1', one, [3, 4, 5]), ...ofPlan('2', other, [3, 5])]));
      assert.deepEqual(
        spans.filter(({ accountId }) => accountId === other).map(({ from, to }) => (to - from) / 86_400_000),
        [1, 1],
      );
    }
    // If the names do not show the report plan, it is one as long as no day has two reports.
    const days = [3, 4, 5].map((day) => report(`${'qxv'[day - 3]}.csv`, day, day === 4 ? other : one));
    assert.equal(joinedSpans(spansOf(days)).length, 2);
  });

  it('of an empty report are those at the hour of the reports around it', () => {
    const root = '/r/Backup/111122223333/eu-west-1';
    const at = (day: number, hour: number) => new Date(Date.UTC(2026, 2, day, hour));
    const ofPlace = { account: one, region: 'eu-west-1' };
    const report = (day: number, name: string, hour = 0) =>
      record(`${root}/2026/03/0${day}/${name}.csv`, undefined, [ofPlace], {
        day: `2026-03-0${day}`,
        periods: [{ from: at(day - 1, hour), to: at(day, hour), ...ofPlace }],
      });
    const empty = record(`${root}/2026/03/05/daily.csv`, undefined, [], {
      ...{ day: '2026-03-05', emptyReport: 'backupJobs', rows: 0 },
    });
    // The report of 6 March was made on request at 15:00.
    const ofFifth = (records: readonly ReadRecord[]) =>
      spansOf([empty, ...records]).flatMap(({ from, to }) =>
        from < at(5, 0).getTime() && to > at(4, 0).getTime() ? [[new Date(from), new Date(to)]] : [],
      );
    assert.deepEqual(ofFifth([report(2, 'daily'), report(3, 'daily'), report(6, 'daily', 15)]), [
      [at(4, 0), at(5, 0)],
    ]);
    // Of two, none is the usual one.
    assert.deepEqual(ofFifth([report(3, 'daily'), report(6, 'daily', 15)]), []);
  });

  it('have no gap of a second between periods that end at 23:59:59', () => {
    const days = [3, 4, 5].map((day) =>
      record(`/r/Backup/111122223333/eu-west-1/2026/03/0${day + 1}/a.csv`, undefined, [], {
        periods: [
          {
            ...{ account: one, region: 'eu-west-1' },
            from: new Date(Date.UTC(2026, 2, day)),
            to: new Date(Date.UTC(2026, 2, day, 23, 59, 59)),
          },
        ],
      }),
    );
    assert.deepEqual(joinedSpans(spansOf(days)), [
      {
        ...{ accountId: one, region: 'eu-west-1' },
        ...{ from: Date.UTC(2026, 2, 3), to: Date.UTC(2026, 2, 6) - 1 },
      },
    ]);
  });

  it('are not those of a report that could not be read in full', () => {
    const period = { account: one, region: 'eu-west-1' };
    const path = '/r/Backup/111122223333/eu-west-1/2026/03/04/a.csv';
    for (const changes of [
      { isWhole: false },
      { problem: 'EIO' },
      { unread: [{ line: 3, reason: 'badFormat' as const }], unreadRows: 1 },
    ]) {
      const records = [record(path, period, [place(one, 'eu-west-1')], changes)];
      assert.deepEqual([spansOf(records), texts(coveredBy(records).incomplete)], [[], [`${one} eu-west-1`]]);
    }
  });

  it('of several accounts are those in which they name an account as often as usual', () => {
    const folder = '/r/Backup/crossaccount/crossregion';
    const day = (date: number) => Date.UTC(2026, 0, date);
    const report = (date: number, places: readonly FilePlace[]) => {
      const period = { from: new Date(day(date)), to: new Date(day(date + 1)) };
      const name = new Date(day(date)).toISOString().slice(0, 10);
      return record(`${folder}/daily_${name}.csv`, { account: undefined, region: undefined }, places, {
        periods: [{ ...period, account: undefined, region: undefined }],
      });
    };
    /** The days on which an account is known, if it has jobs on some days and another one on all. */
    const known = (isNamed: (date: number) => boolean) => {
      const dates = Array.from({ length: 120 }, (_, place) => place + 1);
      const reports = dates.map((date) =>
        report(date, [
          place(one, 'eu-west-1'),
          ...(isNamed(date) ? [place(other, 'us-east-1'), place(one, 'us-east-1')] : []),
        ]),
      );
      return coveredBy(reports)
        .named.filter(({ accountId }) => accountId === other)
        .map((span) => [span.from, span.to].map((time) => Math.round((time - day(0)) / 86_400_000)));
    };
    assert.deepEqual(
      {
        joined: known((date) => date > 40),
        gone: known((date) => date <= 40),
        away: known((date) => date <= 40 || date > 50),
        silent: known((date) => date <= 40 || date > 42),
        weekly: known((date) => date % 7 === 0),
        weeklyButOnce: known((date) => date % 7 === 0 && date !== 70),
        weeklyButAway: known((date) => date % 7 === 0 && (date < 50 || date > 80)),
      },
      {
        joined: [[41, 121]],
        gone: [[1, 41]],
        away: [
          [1, 41],
          [51, 121],
        ],
        silent: [[1, 121]],
        weekly: [[7, 120]],
        weeklyButOnce: [[7, 120]],
        weeklyButAway: [
          [7, 50],
          [84, 120],
        ],
      },
    );
  });
});
