import assert from 'node:assert/strict';
import { gapTexts, historyFacts } from '../../../src/history/historyFacts.js';
import type { FileRecord } from '../../../src/history/import/fileRecord.js';
import {
  importLines,
  importProgressText,
  importWarning,
  otherContentLines,
} from '../../../src/history/importTexts.js';
import type { CoveredSpan } from '../../../src/history/store/historyTypes.js';
import { hostileTexts } from '../../hostile.js';

describe('The facts of a history', () => {
  const day = (date: number, hour = 0) => Date.UTC(2026, 2, date, hour);
  const plain = (text: string) => text.replaceAll('\u2009', ' ');
  const span = (from: number, to: number, region = 'eu-west-1', accountId?: string) => ({
    ...(accountId !== undefined && { accountId }),
    ...{ region, from: day(from), to: day(to) },
  });

  it('are its jobs, its days and the days without a report', () => {
    const facts = (...spans: ReturnType<typeof span>[]) =>
      plain(
        historyFacts(
          ['/data/reports-2026'],
          { jobs: 1234, first: day(1, 5), last: day(31, 5), unreadFiles: 0 },
          { spans },
          'en',
        ),
      );
    assert.equal(facts(), 'History: reports-2026 · 1,234 jobs · Mar 1 – 31, 2026');
    assert.equal(
      facts(span(1, 4), span(5, 31)),
      'History: reports-2026 · no report for Mar 4, 2026, eu-west-1 · 1,234 jobs · Mar 1 – 31, 2026',
    );
    assert.equal(
      facts(span(1, 2), span(4, 5), span(7, 8), span(9, 31)),
      'History: reports-2026 · no report for Mar 2 – 3, 2026, eu-west-1 · no report for Mar 5 – 6, 2026, eu-west-1 · 1 more gap · 1,234 jobs · Mar 1 – 31, 2026',
    );
    assert.equal(
      historyFacts(['/data/a.json', '/data/b.json'], { jobs: 1, unreadFiles: 2 }, { spans: [] }, 'en'),
      'History: a.json and 1 more · files not read in full: 2 · 1 job',
    );
    assert.equal(historyFacts(['/'], { jobs: 1, unreadFiles: 0 }, { spans: [] }, 'en'), 'History: / · 1 job');
  });

  it('name a gap only between reports of the same account and region', () => {
    const [one, other] = ['111122223333', '444455556666'];
    const gapsOf = (spans: readonly CoveredSpan[], end?: number) => gapTexts({ spans }, 'en', end).map(plain);
    assert.deepEqual(gapsOf([span(1, 2), span(5, 6, 'us-east-1')]), []);
    assert.deepEqual(gapsOf([span(1, 2, 'eu-west-1', one), span(5, 6, 'eu-west-1', other)]), []);
    assert.deepEqual(
      gapsOf([span(1, 2, 'eu-west-1', one), span(5, 6, 'eu-west-1', one), span(1, 6, 'eu-west-1', other)]),
      [`no report for Mar 2 – 4, 2026, ${one} eu-west-1`],
    );
    // What is missing of a whole organization is one gap.
    const organization = Array.from({ length: 50 }, (_, n) => String(111122223333 + n)).flatMap((account) => [
      span(1, 2, 'eu-west-1', account),
      span(3, account === one ? 3 : 4, 'eu-west-1', account),
    ]);
    const regions = Array.from({ length: 7 }, (_, n) => [
      span(1, 2, `eu-west-${n}`),
      span(3, 4, `eu-west-${n}`),
    ]);
    assert.deepEqual(
      [...gapsOf(organization, day(4)), ...gapsOf(regions.flat())],
      [
        'no report for Mar 2, 2026, eu-west-1 (50 accounts)',
        `no report for Mar 3, 2026, ${one} eu-west-1`,
        'no report for Mar 2, 2026, eu-west-0, eu-west-1, eu-west-2, eu-west-3, eu-west-4 and 2 more',
      ],
    );
    // After the last report, one is missing after a day.
    assert.deepEqual(gapsOf([span(1, 2), span(1, 4, 'us-east-1')], day(2, 23)), []);
    assert.deepEqual(gapsOf([span(1, 2), span(1, 4, 'us-east-1')], day(4)), [
      'no report for Mar 2 – 3, 2026, eu-west-1',
    ]);
    // Reports are not made at the same second.
    assert.deepEqual(gapsOf([span(1, 2), { region: 'eu-west-1', from: day(2) + 60_000, to: day(3) }]), []);
  });

  it('name the times in which reports about several accounts name one no more', () => {
    const [one, other] = ['111122223333', '444455556666'];
    const spans = [one, other].map((account) => span(1, 31, 'eu-west-1', account));
    const named = [span(1, 31, 'eu-west-1', one), span(3, 8, 'eu-west-1', other)];
    const gapsOf = (...more: readonly CoveredSpan[]) =>
      gapTexts({ spans, named: [...named, ...more] }, 'en', day(31)).map(plain);
    assert.deepEqual(gapsOf(), [`not in the reports: Mar 8 – 30, 2026, ${other} eu-west-1`]);
    // An account with a backup once a week is not in the last reports either.
    assert.deepEqual(gapsOf(span(20, 24, 'eu-west-1', other)), [
      `not in the reports: Mar 8 – 19, 2026, ${other} eu-west-1`,
    ]);
  });
});

describe('A gap of a history', () => {
  it('with a report that could not be read in full has no complete report', () => {
    const span = (from: number, to: number, accountId = '111122223333') => ({
      ...{ accountId, region: 'eu-west-1' },
      ...{ from: Date.UTC(2026, 2, from), to: Date.UTC(2026, 2, to) },
    });
    const spans = [span(1, 4), span(5, 8), span(9, 10)];
    const incomplete = [span(4, 5), span(8, 9, '444455556666')];
    assert.deepEqual(gapTexts({ spans, incomplete }, 'en'), [
      'no complete report for Mar 4, 2026, eu-west-1',
      'no report for Mar 8, 2026, eu-west-1',
    ]);
  });
});

describe('What an import could not read', () => {
  const record = (changes: Partial<FileRecord>): FileRecord => ({
    ...{ path: '/reports/a.csv', size: 1, changed: 1, isWhole: true, rows: 1, unreadRows: 0, unread: [] },
    ...{ kinds: ['report'], fields: [], otherColumns: {}, periods: [] },
    ...changes,
  });

  it('is counted in a message, and listed in the log with its file and line', () => {
    const result = {
      files: [
        record({}),
        record({
          path: '/reports/b.csv',
          otherColumns: { 'Job Run Time': 7 },
          unread: [
            { line: 3, reason: 'badFormat' },
            { line: 9, reason: 'damagedFromHere' },
          ],
          unreadRows: 1002,
        }),
        record({ path: '/reports/c.txt', kinds: [], rows: 0 }),
        record({ path: '/reports/d.csv', problem: 'EIO: i/o error, read' }),
      ],
      isCut: true,
      unreadable: [{ path: '/reports/e', reason: 'EACCES: permission denied' }],
    };
    assert.equal(
      importWarning(result, 'en'),
      'Lines that could not be read: 1,002, in 1 file. Files that could not be read: 2. The folder has too many files, or too deep folders: not all of them were read. The log lists them.',
    );
    assert.deepEqual(importLines(result), [
      '/reports/e cannot be read: EACCES: permission denied',
      '/reports/b.csv:3 cannot be read',
      '/reports/b.csv:9 and all lines after it cannot be read',
      '/reports/b.csv has 1000 more lines that cannot be read',
      '/reports/d.csv cannot be read: EIO: i/o error, read',
      'There are more files or deeper folders, which were not read',
    ]);
    assert.deepEqual(otherContentLines(result), [
      'Files without backup jobs: /reports/c.txt',
      'Other columns, which are kept: Job Run Time (7)',
    ]);
    assert.equal(importWarning({ files: [record({})], isCut: false, unreadable: [] }, 'en'), undefined);
    assert.equal(
      importProgressText({ files: 12, ofFiles: 365, bytes: 1, ofBytes: 2, rows: 3400 }, 'en'),
      '12 of 365 files, 3,400 jobs',
    );
    assert.equal(
      importProgressText({ files: 0, ofFiles: 1, bytes: 1, ofBytes: 2, rows: 1 }, 'en'),
      '0 of 1 file, 1 job',
    );
  });

  it('is not hidden in the log by what is in every file', () => {
    const files = Array.from({ length: 365 }, (_, n) => [
      record({ path: `/reports/${n}.csv`, otherColumns: { 'Job Run Time': 3 } }),
      record({ path: `/reports/${n}.txt`, kinds: [], rows: 0 }),
    ]).flat();
    assert.deepEqual(importLines({ files, isCut: false, unreadable: [] }), []);
    const [others, ...lines] = otherContentLines({ files });
    assert.match(others ?? '', /\/reports\/19\.txt and 345 more$/);
    assert.deepEqual(lines, ['Other columns, which are kept: Job Run Time (1095)']);
  });

  it('has no line break or hidden character of a file in the log', () => {
    for (const text of Object.values(hostileTexts)) {
      const files = [
        record({ path: text, kinds: [], otherColumns: { [text]: 1 }, problem: text }),
        record({ path: text, kinds: [] }),
      ];
      const lines = importLines({ files, isCut: false, unreadable: [{ path: text, reason: text }] });
      for (const line of [...lines, ...otherContentLines({ files })])
        assert.doesNotMatch(line, /[\p{Cc}\u202e\u2066]/u);
    }
  });
});
