import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { HistoryStore } from '../../src/history/historyStore.js';
import { type ImportProgress, importFiles } from '../../src/history/import/importFiles.js';
import type { HistoryDatabase } from '../../src/history/store/historyDatabase.js';
import { emptyHistories, historyFolder, historyWorker } from './historyFolder.js';

describe('The import of files into a history', () => {
  const folder = historyFolder();
  const withHistory = emptyHistories(folder);
  const signal = new AbortController().signal;
  let count = 0;
  const newFolder = () => path.join(folder, `files-${++count}`);

  it('reads every file of a folder, but for hidden ones and links, and names what it cannot read', async () => {
    const files = newFolder();
    write(files, 'a/b/jobs.ndjson', '{"BackupJobId":"a","State":"FAILED"}\n{"BackupJobId":"b"\n');
    write(files, 'report.csv.gz', gzipSync('Job ID,Job Status\nc,COMPLETED\n'));
    write(files, 'notes.txt', 'a\nb\n');
    write(files, '.hidden/jobs.ndjson', '{"BackupJobId":"hidden","State":"FAILED"}\n');
    write(files, '.jobs.ndjson', '{"BackupJobId":"hidden","State":"FAILED"}\n');
    const outside = newFolder();
    write(outside, 'jobs.ndjson', '{"BackupJobId":"outside","State":"FAILED"}\n');
    symlinkSync(outside, path.join(files, 'link'));
    symlinkSync(path.join(outside, 'jobs.ndjson'), path.join(files, 'link.ndjson'));
    await withHistory(async (database) => {
      const result = await importFiles(database, [files, path.join(folder, 'missing')], { signal });
      assert.deepEqual(idsIn(database), ['a', 'c']);
      assert.deepEqual(
        result.files.map(({ kinds, path: file, rows, unread, unreadRows }) => ({
          ...{ file: path.relative(files, file), kinds, rows, unread, unreadRows },
        })),
        [
          {
            file: path.join('a', 'b', 'jobs.ndjson'),
            kinds: ['apiJobs'],
            rows: 1,
            unread: [{ line: 2, reason: 'badFormat' }],
            unreadRows: 1,
          },
          { file: 'notes.txt', kinds: [], rows: 0, unread: [], unreadRows: 0 },
          { file: 'report.csv.gz', kinds: ['report'], rows: 1, unread: [], unreadRows: 0 },
        ],
      );
      assert.deepEqual(
        result.unreadable.map((one) => path.basename(one.path)),
        ['missing'],
      );
    });
  });

  it('reads a file again only if it has changed, and forgets what files no longer hold', async () => {
    const files = newFolder();
    write(files, 'a.ndjson', job('a'));
    write(files, 'b.ndjson', job('b'));
    await withHistory(async (database) => {
      const filesRead = async () => {
        let read = 0;
        const report = ({ files: done }: ImportProgress) => {
          read = done;
        };
        await importFiles(database, [files], { signal, report });
        return read;
      };
      assert.deepEqual([await filesRead(), idsIn(database)], [2, ['a', 'b']]);
      assert.deepEqual([await filesRead(), idsIn(database)], [0, ['a', 'b']]);
      write(files, 'c.ndjson', job('c'));
      assert.deepEqual([await filesRead(), idsIn(database)], [1, ['a', 'b', 'c']]);
      write(files, 'a.ndjson', job('d'));
      utimesSync(path.join(files, 'a.ndjson'), new Date(), new Date('2026-01-01'));
      assert.deepEqual([await filesRead(), idsIn(database)], [3, ['b', 'c', 'd']]);
      rmSync(path.join(files, 'b.ndjson'));
      assert.deepEqual([await filesRead(), idsIn(database)], [2, ['c', 'd']]);
    });
  });

  it('keeps the newest state of a job, whatever the order of the reports', async () => {
    const files = newFolder();
    const report = (day: number, state: string) =>
      `Job ID,Job Status,Report Time Period Start,Report Time Period End\nlong,${state},2026-03-0${day}T00:00:00Z,2026-03-0${day + 1}T00:00:00Z\n`;
    write(files, 'z/1.csv', report(1, 'RUNNING'));
    write(files, 'b/2.csv', report(2, 'RUNNING'));
    write(files, 'a/3.csv', report(3, 'COMPLETED'));
    await withHistory(async (database) => {
      await importFiles(database, [files], { signal });
      const { jobs } = database.page({ query: {} });
      assert.deepEqual(
        jobs.map(({ asOf, job: { State } }) => [State, new Date(asOf).toISOString()]),
        [['COMPLETED', '2026-03-04T00:00:00.000Z']],
      );
    });
  });

  it('covers the periods of its reports, so that a missing day is a gap', async () => {
    const files = newFolder();
    for (const day of [1, 2, 5]) {
      for (const region of ['eu-west-1', 'us-east-1'])
        write(
          files,
          `Backup/111122223333/${region}/2026/03/0${day + 1}/daily.json`,
          JSON.stringify({
            reportItems: [
              {
                reportTimePeriodStart: `2026-03-0${day}T00:00:00Z`,
                reportTimePeriodEnd: `2026-03-0${region === 'us-east-1' && day === 2 ? 5 : day + 1}T00:00:00Z`,
                backupJobId: `${region}-${day}`,
                jobStatus: 'COMPLETED',
              },
            ],
          }),
        );
    }
    await withHistory(async (database) => {
      await importFiles(database, [files], { signal });
      assert.deepEqual(
        database
          .covered()
          .map(({ accountId, from, region, to }) => [accountId, region, dayOf(from), dayOf(to)]),
        [
          ['111122223333', 'eu-west-1', '2026-03-01', '2026-03-03'],
          ['111122223333', 'eu-west-1', '2026-03-05', '2026-03-06'],
          ['111122223333', 'us-east-1', '2026-03-01', '2026-03-06'],
        ],
      );
    });
  });

  it('covers the day of an empty report, whose rows cannot name a period', async () => {
    for (const [name, report, empty] of emptyReports) {
      const files = newFolder();
      for (const day of [1, 2, 4, 6])
        write(files, `Backup/111122223333/eu-west-1/2026/03/0${day + 1}/daily-${day}.${name}`, report(day));
      write(files, `Backup/111122223333/eu-west-1/2026/03/04/daily-3.${name}`, empty);
      // No report of backup jobs: the fifth day stays unknown.
      write(files, `Backup/111122223333/eu-west-1/2026/03/06/other.${name}`, copyJobs[name]);
      await withHistory(async (database) => {
        await importFiles(database, [files], { signal });
        assert.deepEqual(
          database.covered().map(({ from, to }) => [name, dayOf(from), dayOf(to)]),
          [
            [name, '2026-03-01', '2026-03-05'],
            [name, '2026-03-06', '2026-03-07'],
          ],
        );
      });
    }
  });

  it('can be cancelled in the worker, and goes on from there', async () => {
    const files = newFolder();
    for (let file = 0; file < 20; file++)
      write(
        files,
        `${file}.ndjson`,
        Array.from({ length: 2000 }, (_, place) => job(`${file}-${place}`)).join(''),
      );
    const { store } = await HistoryStore.open(historyWorker, path.join(folder, 'cancelled.db'));
    try {
      const stop = new AbortController();
      const first = store.run(
        'importFiles',
        { paths: [files] },
        {
          signal: stop.signal,
          onProgress: ({ rows }) => {
            if (rows > 4000) stop.abort();
          },
        },
      );
      await assert.rejects(first, { name: 'AbortError' });
      let read = 0;
      const { files: records } = await store.run(
        'importFiles',
        { paths: [files] },
        {
          onProgress: ({ ofFiles }) => {
            read = ofFiles;
          },
        },
      );
      assert.ok(read < 20 && read > 0, `${read} files were read again`);
      assert.equal(records.length, 20);
      assert.equal((await store.run('extent', {})).jobs, 40_000);
    } finally {
      await store.dispose();
    }
  });
});

const csvHeader = 'Report Time Period Start,Report Time Period End,Backup Job ID,Job Status\n';

/** Reports of a day in March, and an empty one, by the ends of their names. */
const emptyReports = [
  [
    'csv',
    (day: number) => `${csvHeader}2026-03-0${day}T00:00:00Z,2026-03-0${day + 1}T00:00:00Z,${day},COMPLETED\n`,
    csvHeader,
  ],
  [
    'json',
    (day: number) =>
      JSON.stringify({
        reportItems: [
          {
            reportTimePeriodStart: `2026-03-0${day}T00:00:00Z`,
            reportTimePeriodEnd: `2026-03-0${day + 1}T00:00:00Z`,
            backupJobId: `${day}`,
            jobStatus: 'COMPLETED',
          },
        ],
      }),
    '{ "reportItems": [ ] }',
  ],
] as const;

/** Empty reports that are, or may be, of other jobs. */
const copyJobs = { csv: 'Copy Job ID,Job Status\n', json: '{"reportItems":[]}' };

function write(folder: string, name: string, content: string | Uint8Array): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function job(id: string): string {
  return `${JSON.stringify({ BackupJobId: id, State: 'COMPLETED', CreationDate: '2026-03-04T05:00:00Z' })}\n`;
}

function idsIn(database: HistoryDatabase): readonly (string | undefined)[] {
  return database
    .page({ query: {} })
    .jobs.map((one) => one.job.BackupJobId)
    .sort();
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
