import assert from 'node:assert/strict';
import fs, { appendFileSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mock } from 'node:test';
import { gzipSync } from 'node:zlib';
import { HistoryStore } from '../../src/history/historyStore.js';
import { filesNote, recordsIn } from '../../src/history/import/fileRecord.js';
import { type ImportProgress, importFiles } from '../../src/history/import/importFiles.js';
import { importWarning, unreadFilesIn } from '../../src/history/importTexts.js';
import type { HistoryDatabase } from '../../src/history/store/historyDatabase.js';
import type { JobVersion } from '../../src/history/store/historyTypes.js';
import { openHistory } from '../../src/history/store/openHistory.js';
import { loadSqlite } from '../../src/history/store/sqlite.js';
import type { StoreError } from '../../src/history/store/storeFailure.js';
import { emptyHistories, historyFolder, historyJobsIn, historyWorker, jobsIn } from './historyFolder.js';

describe('The import of files into a history', () => {
  const folder = historyFolder();
  const withHistory = emptyHistories(folder);
  const signal = new AbortController().signal;
  let count = 0;
  afterEach(() => mock.restoreAll());
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
    symlinkSync(path.join(files, 'a'), path.join(files, 'link-to-what-is-read'));
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
      assert.deepEqual(result.unreadable.map((one) => path.basename(one.path)).sort(), [
        'link',
        'link.ndjson',
        'missing',
      ]);
      assert.match(importWarning(result, 'en') ?? '', /Files that could not be read: 3\./);
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
      assert.deepEqual(
        historyJobsIn(database).map(({ asOf, job: { State } }) => [State, new Date(asOf).toISOString()]),
        [['COMPLETED', '2026-03-04T00:00:00.000Z']],
      );
    });
  });

  it('has a job once, whether a file names its account and region or not', async () => {
    const files = newFolder();
    const id = (n: number) => `0d8ba5a6-8b6e-4b53-a2a3-11111111111${n}`;
    const created = '2026-03-03T05:00:00.000Z';
    write(
      files,
      'export.csv',
      `BackupJobId,State,CreationDate\n${[1, 2, 3].map((n) => `${id(n)},RUNNING,${created}\n`).join('')}`,
    );
    write(
      files,
      'vault.csv',
      `BackupJobId,State,BackupVaultArn\n${id(4)},FAILED,arn:aws:backup:us-east-1:444455556666:backup-vault:prod\n`,
    );
    const rows = [
      `111122223333,eu-west-1,${id(1)},COMPLETED,${created}\n`,
      // Two jobs with the ID of one cannot be that one.
      ...['111122223333', '444455556666'].map((one) => `${one},eu-west-1,${id(2)},COMPLETED,${created}\n`),
    ];
    write(files, 'report.csv', `Account ID,Region,Job ID,Job Status,Creation Date\n${rows.join('')}`);
    await withHistory(async (database) => {
      await importFiles(database, [files], { signal });
      const found = ['', 'eu-west-1', 'us-east-1'].flatMap((region) =>
        jobsIn(database, { query: {}, region }).map(({ AccountId = '', BackupJobId = '', State }) =>
          [BackupJobId.slice(-1), AccountId, region, State].join(' '),
        ),
      );
      assert.deepEqual(found.sort(), [
        '1 111122223333 eu-west-1 COMPLETED',
        '2   RUNNING',
        '2 111122223333 eu-west-1 COMPLETED',
        '2 444455556666 eu-west-1 COMPLETED',
        '3   RUNNING',
        '4 444455556666 us-east-1 FAILED',
      ]);
    });
  });

  it('keeps what a report says of a job if a query of the AWS CLI has picked fewer fields', async () => {
    const [account, region, created] = ['111122223333', 'eu-west-1', '2026-03-03T05:00:00Z'];
    const own = { AccountId: account, BackupJobId: 'a', State: 'FAILED', CreationDate: created };
    for (const names of [['a.json', 'b.csv'] as const, ['b.json', 'a.csv'] as const]) {
      const files = newFolder();
      write(files, names[0], `${JSON.stringify({ Region: region, ...own, CompletionDate: created })}\n`);
      write(
        files,
        names[1],
        `Report Time Period Start,Report Time Period End,Account ID,Region,Job ID,Job Status,Resource ARN,Creation Date\n2026-03-03T00:00:00Z,2026-03-04T00:00:00Z,${account},${region},a,FAILED,arn:aws:s3:::logs,${created}\n`,
      );
      await withHistory(async (database) => {
        await importFiles(database, [files], { signal });
        assert.deepEqual(
          jobsIn(database).map(({ ResourceArn }) => ResourceArn),
          ['arn:aws:s3:::logs'],
        );
      });
    }
  });

  it('takes no time from the file itself, which may be a late copy', async () => {
    const files = newFolder();
    const line = (id: string, more: object) =>
      `${JSON.stringify({ BackupJobId: id, State: 'RUNNING', ...more })}\n`;
    const [created, started] = ['2026-03-01T05:00:00Z', '2026-03-01T06:00:00Z'];
    const times = { CreationDate: created, InitiationDate: started, CompletionDate: '2999-01-01T00:00:00Z' };
    write(files, 'jobs.ndjson', line('a', times) + line('b', { CreationDate: created }) + line('c', {}));
    write(
      files,
      'event.json',
      JSON.stringify({
        ...{ 'detail-type': 'Backup Job State Change', account: '111122223333', region: 'eu-west-1' },
        time: '2026-03-02T00:00:00Z',
        detail: { backupJobId: 'd', state: 'RUNNING', creationDate: created },
      }),
    );
    await withHistory(async (database) => {
      const { places } = await importFiles(database, [files], { signal });
      const known = historyJobsIn(database).map(({ asOf, isAtLeast, job: { BackupJobId = '' } }) => [
        BackupJobId,
        new Date(asOf).toISOString(),
        isAtLeast ?? false,
      ]);
      assert.deepEqual(known.sort(), [
        ['a', '2026-03-01T06:00:00.000Z', true],
        ['b', '2026-03-01T05:00:00.000Z', true],
        ['c', '1970-01-01T00:00:00.000Z', true],
        ['d', '2026-03-02T00:00:00.000Z', false],
      ]);
      assert.deepEqual(places, [
        {
          ...{ account: '111122223333', region: 'eu-west-1' },
          ...{ first: Date.parse(created), last: Date.parse('2026-03-02T00:00:00Z') },
        },
        { region: '', first: Date.parse(created), last: Date.parse(started) },
      ]);
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

  it('lists the lines of a file of jobs even if it can read none of them', async () => {
    const files = newFolder();
    write(files, 'report.csv', 'Job ID,Job Status,Creation Date\na,COMPLETED\nb,FAILED\n');
    write(files, 'report.json', '{"reportItems":[\n{"backupJobId":"c"');
    write(files, 'copies.json', '{"reportItems":[{"copyJobId":"d"},\n{"copyJobId":"e"');
    await withHistory(async (database) => {
      const result = await importFiles(database, [files], { signal });
      assert.deepEqual(
        result.files.map(({ path: file, unread, unreadRows }) => [path.basename(file), unreadRows, unread]),
        [
          ['copies.json', 0, []],
          [
            'report.csv',
            2,
            [
              { line: 2, reason: 'badFormat' },
              { line: 3, reason: 'badFormat' },
            ],
          ],
          ['report.json', 1, [{ line: 2, reason: 'damagedFromHere' }]],
        ],
      );
    });
  });

  it('tries a file again that it could not read', async () => {
    const files = newFolder();
    write(files, 'a.ndjson', job('a'));
    await withHistory(async (database) => {
      // Reading a folder fails like a bad disk, and the file stays the same.
      const open = fs.createReadStream;
      const failing = mock.method(fs, 'createReadStream', (file: string) => open(path.dirname(file)));
      const first = await importFiles(database, [files], { signal });
      failing.mock.restore();
      assert.match(first.files[0]?.problem ?? '', /EISDIR/);
      const second = await importFiles(database, [files], { signal });
      assert.deepEqual([second.files[0]?.problem, idsIn(database)], [undefined, ['a']]);
    });
  });

  it('does not know a report in full that grows while it is read', async () => {
    const files = newFolder();
    const row = (n: number) =>
      `2026-03-03T00:00:00Z,2026-03-04T00:00:00Z,id-${n},COMPLETED,111122223333,eu-west-1\n`;
    const header = csvHeader.replace('\n', ',Account ID,Region\n');
    write(files, 'report.csv', header + Array.from({ length: 300 }, (_, n) => row(n)).join(''));
    await withHistory(async (database) => {
      const add = database.add.bind(database);
      const growing = mock.method(database, 'add', (versions: readonly JobVersion[]) => {
        // A download goes on.
        if (growing.mock.callCount() === 0) appendFileSync(path.join(files, 'report.csv'), row(1000));
        return add(versions);
      });
      const first = await importFiles(database, [files], { signal });
      growing.mock.restore();
      assert.deepEqual(
        [first.files.map(({ isWhole }) => isWhole), unreadFilesIn(first), database.covered()],
        [[false], 1, []],
      );
      const second = await importFiles(database, [files], { signal });
      assert.deepEqual(
        [unreadFilesIn(second), database.covered().length, idsIn(database).length],
        [0, 1, 301],
      );
    });
  });

  it('reads the other lines of a file if it cannot read or store one', async () => {
    const files = newFolder();
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
    const deepOption = JSON.stringify(`{"Deep":${deep}}`).replaceAll('\\"', '""');
    write(files, 'a.ndjson', `${job('a')}{"BackupJobId":"deep","Newer":${deep}}\n${job('b')}`);
    write(files, 'b.csv', `BackupJobId,State,OtherFields\ndeep-cell,FAILED,${deepOption}\nc,FAILED,\n`);
    write(files, 'c.ndjson', `${job('d')}${job('refused')}${job('e')}`);
    await withHistory(async (database) => {
      const add = database.add.bind(database);
      mock.method(database, 'add', (versions: readonly JobVersion[]) => {
        if (versions.some((one) => one.job.BackupJobId === 'refused')) throw new RangeError('Too deep');
        return add(versions);
      });
      const result = await importFiles(database, [files], { signal });
      assert.deepEqual(idsIn(database), ['a', 'b', 'c', 'd', 'deep-cell', 'e']);
      assert.deepEqual(
        result.files.map(({ rows, unread, unreadRows }) => [rows, unreadRows, unread]),
        [
          [2, 1, [{ line: 2, reason: 'badFormat' }]],
          [2, 0, []],
          [2, 1, [{ line: 2, reason: 'badFormat' }]],
        ],
      );
    });
  });

  it('reads again all files with jobs that were undone when the disk was full', async () => {
    const files = newFolder();
    for (const name of ['a', 'b', 'c']) write(files, `${name}.ndjson`, job(name));
    await withHistory(async (database) => {
      const add = database.add.bind(database);
      const failing = mock.method(database, 'add', (versions: readonly JobVersion[]) => {
        if (versions.some((one) => one.job.BackupJobId === 'c'))
          throw Object.assign(new Error('disk full'), { errcode: 13 });
        return add(versions);
      });
      await assert.rejects(importFiles(database, [files], { signal }), /disk full/);
      assert.deepEqual(idsIn(database), []);
      failing.mock.restore();
      await importFiles(database, [files], { signal });
      assert.deepEqual(idsIn(database), ['a', 'b', 'c']);
    });
  });

  it('creates the indexes that an earlier import has dropped and, because it was stopped, not created', async () => {
    const files = newFolder();
    write(files, 'a.ndjson', job('a'));
    const file = path.join(folder, 'indexes.db');
    const { database } = openHistory(file);
    const sqlite = loadSqlite();
    assert(sqlite !== undefined);
    const reader = new sqlite.DatabaseSync(file);
    const indexes = () =>
      reader
        .prepare("select name from sqlite_schema where type = 'index' and name like 'by%' order by name")
        .all()
        .map((row) => (row as { readonly name: string }).name);
    try {
      const all = indexes();
      await importFiles(database, [files], { signal });
      database.dropIndexes();
      assert.deepEqual(indexes(), []);
      await importFiles(database, [files], { signal });
      assert.deepEqual([indexes(), all.length], [all, 6]);
    } finally {
      reader.close();
      database.close();
    }
  });

  it('stops when another window reads changed files again, and mixes no pages of before and after', async () => {
    const files = newFolder();
    for (const name of ['a', 'b', 'c']) write(files, `${name}.ndjson`, job(name));
    const file = path.join(folder, 'two-windows.db');
    const [{ database: one }, { database: other }] = [openHistory(file), openHistory(file)];
    const isReplaced = ({ failure }: StoreError) => failure.kind === 'replaced';
    try {
      let read = 0;
      const first = importFiles(one, [files], {
        signal,
        report: ({ files: done }) => {
          if (done !== 1 || read++ > 0) return;
          write(files, 'a.ndjson', `${job('a')}${job('d')}`);
          // Both windows are in this thread, so that one would wait for the other for ever.
          one.commit();
          other.follow();
          other.clear({ files: [] });
        },
      });
      await assert.rejects(first, isReplaced);
      assert.throws(() => one.page({ query: {} }), isReplaced);
      assert.throws(() => one.find('a'), isReplaced);
      assert.throws(() => one.count({ query: {} }, ['State']), isReplaced);
      await importFiles(other, [files], { signal });
      assert.deepEqual(idsIn(other), ['a', 'b', 'c', 'd']);
      const { nextToken = '' } = other.page({ query: {} }, { maxResults: 2 });
      rmSync(path.join(files, 'c.ndjson'));
      await importFiles(one, [files], { signal });
      assert.deepEqual(idsIn(one), ['a', 'b', 'd']);
      assert.throws(() => one.page({ query: {} }, { nextToken }), isReplaced);
      assert.throws(() => other.page({ query: {} }), isReplaced);
    } finally {
      one.close();
      other.close();
    }
  });

  it('keeps the records of a file that another window has read meanwhile', async () => {
    const files = newFolder();
    for (const name of ['a', 'b']) write(files, `${name}.ndjson`, job(name));
    const file = path.join(folder, 'added-file.db');
    const { database: one } = openHistory(file);
    const { store: other } = await HistoryStore.open(historyWorker, file);
    try {
      let second: Promise<unknown> | undefined;
      await importFiles(one, [files], {
        signal,
        report: () => {
          if (second !== undefined) return;
          write(files, 'c.ndjson', job('c'));
          second = other.run('importFiles', { paths: [files] });
        },
      });
      await second;
      await importFiles(one, [files], { signal });
      rmSync(path.join(files, 'c.ndjson'));
      await importFiles(one, [files], { signal });
      assert.deepEqual(idsIn(one), ['a', 'b']);
    } finally {
      one.close();
      await other.dispose();
    }
  });

  it('knows what the reports cover as soon as it has all of them, whenever its process ends', async () => {
    const files = newFolder();
    for (const day of [1, 2])
      write(
        files,
        `Backup/111122223333/eu-west-1/2026/03/0${day + 1}/daily.csv`,
        `${csvHeader}2026-03-0${day}T00:00:00Z,2026-03-0${day + 1}T00:00:00Z,job-${day},COMPLETED\n`,
      );
    const moments: string[] = [];
    await withHistory(async (database) => {
      const watched = new Proxy(database, {
        get: (_, name: keyof HistoryDatabase) => {
          const member = database[name];
          if (typeof member !== 'function') return member;
          return (...args: unknown[]) => {
            const result: unknown = Reflect.apply(member, database, args);
            const records = recordsIn(database.readNote(filesNote));
            const isWhole = records.length > 0 && records.every((record) => record.isWhole);
            const covered = database.covered().map(({ from, to }) => `${dayOf(from)} to ${dayOf(to)}`);
            moments.push(`${isWhole ? 'all' : 'not all'}, covered: ${covered}`);
            return result;
          };
        },
      });
      await importFiles(watched, [files], { signal });
    });
    assert.deepEqual(
      new Set(moments),
      new Set(['not all, covered: ', 'all, covered: 2026-03-01 to 2026-03-03']),
    );
  });

  it('covers the day of an empty report, whose rows cannot name a period', async () => {
    for (const [name, report, empty] of emptyReports) {
      const files = newFolder();
      for (const day of [1, 2, 4, 6])
        write(
          files,
          `Backup/111122223333/eu-west-1/2026/03/0${day + 1}/daily_2026-03-0${day}.${name}`,
          report(day),
        );
      write(files, `Backup/111122223333/eu-west-1/2026/03/04/daily_2026-03-03.${name}`, empty);
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
  return jobsIn(database)
    .map(({ BackupJobId }) => BackupJobId)
    .sort();
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
