import assert from 'node:assert/strict';
import type { FilePlace, ReportPeriod } from '../../../src/history/fileJob.js';
import { incompleteSpansOf, spansOf } from '../../../src/history/import/coveredByReports.js';
import type { FileRecord } from '../../../src/history/import/fileRecord.js';

describe('The times that reports cover', () => {
  const [one, other] = ['111122223333', '444455556666'];
  const [from, to] = [new Date('2026-03-03T00:00:00Z'), new Date('2026-03-04T00:00:00Z')];
  const place = (account: string, region: string): FilePlace => ({ account, region });
  const record = (
    path: string,
    period: Pick<ReportPeriod, 'account' | 'region'> | undefined,
    places: readonly FilePlace[],
    changes: Partial<FileRecord> = {},
  ): FileRecord => ({
    ...{ path, size: 1, changed: 1, isWhole: true, rows: 1, unreadRows: 0, unread: [] },
    ...{ kinds: ['report'], fields: [], otherColumns: {}, places },
    periods: period === undefined ? [] : [{ from, to, ...period }],
    ...changes,
  });
  const texts = (spans: ReturnType<typeof spansOf>) =>
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
    const expected = [`${one} eu-west-1`, `${other} us-east-1`];
    assert.deepEqual(texts(spansOf(records)), [...expected, ...expected].sort());
    const ofOne = record(
      '/r/Backup/111122223333/crossregion/2026/03/04/a.csv',
      { account: one, region: undefined },
      [place(one, 'eu-west-1'), place(one, 'us-east-1'), place(other, 'eu-west-1')],
    );
    assert.deepEqual(texts(spansOf([ofOne])), [`${one} eu-west-1`, `${one} us-east-1`]);
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
      assert.deepEqual([spansOf(records), texts(incompleteSpansOf(records))], [[], [`${one} eu-west-1`]]);
    }
  });
});
