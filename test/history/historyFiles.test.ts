import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type HistoryFilesOptions, openHistoryFiles } from '../../src/history/historyFiles.js';
import { fieldsOf } from '../../src/jobs/backupJob.js';
import { figuresBasis } from '../../src/jobs/figuresBasis.js';
import { JobPool } from '../../src/jobs/jobPool.js';
import type { JobQuery } from '../../src/jobs/jobQuery.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import { failureOf as jobFailureOf } from '../../src/jobs/jobSource.js';
import type { OpenedConnection } from '../../src/jobs/openedConnection.js';
import { listsSchedule } from '../../src/schedule/listsSchedule.js';
import { writeReports } from '../reportFiles.js';
import { historyOptions, writeReportHistory } from '../reportHistory.js';
import { historyFolder, historyWorker } from './historyFolder.js';

describe('The connection to the files of a history', () => {
  const folder = historyFolder();
  const reports = path.join(folder, 'reports-2026');
  let opened: OpenedConnection;
  const signal = new AbortController().signal;
  let imports = 0;

  before(async () => {
    writeReportHistory(reports);
    opened = await open([reports], 'index.db');
  });
  after(() => opened.dispose());

  it('has a source for each region, and says what it holds and what is missing', () => {
    assert.deepEqual(
      opened.regions.map(({ region }) => region),
      ['eu-west-1', 'us-east-1'],
    );
    assert.equal(
      opened.facts?.replaceAll('\u2009', ' '),
      'History: reports-2026 · no report for Mar 4, 2026, eu-west-1 · 718 jobs · Jan 1 – Apr 30, 2026',
    );
  });

  it('finds the last good backup of a resource in March', async () => {
    const jobs = await jobsOf('us-east-1', {
      resourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
      state: 'COMPLETED',
      createdAfter: new Date(Date.UTC(2026, 2, 1)),
      createdBefore: new Date(Date.UTC(2026, 3, 1)),
    });
    assert.equal(jobs.length, 29);
    const { BackupJobId, BackupSizeInBytes, CompletionDate } = jobs[0] ?? {};
    assert.deepEqual(
      { BackupJobId, BackupSizeInBytes, CompletionDate },
      {
        BackupJobId: 'vol-1-us-east-1-2026-03-29',
        BackupSizeInBytes: 5 * 2 ** 31,
        CompletionDate: new Date('2026-03-29T23:00:00Z'),
      },
    );
  });

  it('fails with one reason in an editor without node:sqlite, and leaves no file', async () => {
    const [workerFile, indexFile] = [path.join(folder, 'noEngine.js'), path.join(folder, 'noEngine.db')];
    writeFileSync(
      workerFile,
      `process.getBuiltinModule = () => undefined; require(${JSON.stringify(historyWorker)});`,
    );
    await assert.rejects(
      openHistoryFiles(historyOptions({ paths: [reports], indexFile, workerFile })),
      (error) => jobFailureOf(error).summary === 'This editor cannot open a history',
    );
    assert.equal(existsSync(indexFile), false);
  });

  it('has a job of several reports once, in its last known state', async () => {
    const states = new Map(
      (await jobsOf('eu-west-1', { resourceArn: 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-long' })).map(
        ({ BackupJobId, State }) => [BackupJobId, State],
      ),
    );
    assert.equal(states.size, 120);
    const unfinished = [...states].filter(([, state]) => state === 'RUNNING').map(([id]) => id);
    // The reports that would have named their ends are missing.
    assert.deepEqual(unfinished, ['vol-long-eu-west-1-2026-04-30', 'vol-long-eu-west-1-2026-03-03']);
  });

  it('fails for a filter by a field that no file names, and does not end where only some files name it', async () => {
    const list = poolOf('eu-west-1').list(selectionOf({ messageCategory: 'AccessDenied' }));
    await list.loadMore();
    assert.equal(failureOf(list), 'Job reports do not name the message category');
    const mixed = path.join(folder, 'mixed');
    writeReports(mixed, { from: Date.UTC(2026, 0, 1), days: 1 });
    mkdirSync(mixed, { recursive: true });
    const job = { BackupJobId: 'a', MessageCategory: 'AccessDenied', State: 'FAILED' };
    writeFileSync(path.join(mixed, 'jobs.ndjson'), JSON.stringify({ Region: 'eu-west-1', ...job }));
    const both = await open([mixed], 'mixed.db');
    try {
      const [region] = both.regions;
      assert.ok(region !== undefined);
      const some = new JobPool({ source: region.source }).list(
        selectionOf({ messageCategory: 'AccessDenied' }),
      );
      await some.loadMore();
      assert.deepEqual([some.jobs().map(fieldsOf), some.isComplete], [[job], false]);
      await some.loadMore();
      assert.deepEqual([some.jobs().map(fieldsOf), some.isComplete], [[job], false]);
      assert.equal(failureOf(some), 'Job reports do not name the message category');
    } finally {
      both.dispose();
    }
  });

  it('does not end for a filter by what the only known event of a job does not name', async () => {
    const events = path.join(folder, 'events');
    mkdirSync(events);
    const write = (file: string, detail: object) =>
      writeFileSync(
        path.join(events, file),
        JSON.stringify({
          'detail-type': 'Backup Job State Change',
          ...{ account: '111122223333', region: 'eu-west-1', time: '2026-03-01T05:00:00Z' },
          detail: { creationDate: '2026-03-01T05:00:00Z', ...detail },
        }),
      );
    const failureIn = async (index: string) => {
      const connection = await open([events], index);
      try {
        const [source] = connection.regions.map((region) => region.source);
        assert.ok(source !== undefined);
        const list = new JobPool({ source }).list(selectionOf({ resourceType: 'EBS' }));
        while (!list.isComplete && failureOf(list) === undefined) await list.loadMore();
        return [list.jobs().map(({ BackupJobId }) => BackupJobId), failureOf(list)];
      } finally {
        connection.dispose();
      }
    };
    write('1.json', { backupJobId: 'a', state: 'CREATED' });
    write('2.json', { backupJobId: 'a', state: 'COMPLETED', resourceType: 'EBS' });
    assert.deepEqual(await failureIn('later-event.db'), [['a'], undefined]);
    write('3.json', { backupJobId: 'b', state: 'CREATED' });
    assert.deepEqual(await failureIn('first-event.db'), [
      ['a'],
      'Some files do not name what this filter needs: Resource type',
    ]);
  });

  it('fails for a filter by a field that no file names when all jobs are known, too', async () => {
    const pool = poolOf('eu-west-1');
    const all = pool.list(selectionOf({}));
    while (!all.isComplete) await all.loadMore();
    const selection = selectionOf({ messageCategory: 'AccessDenied' });
    const list = pool.list(selection);
    await list.loadMore();
    assert.deepEqual(
      [failureOf(list), list.isComplete, pool.isComplete(selection), pool.countRead(selection)],
      ['Job reports do not name the message category', false, false, undefined],
    );
  });

  it('fails for a filter that the extension applies to a field that not all files name', async () => {
    const withoutPlan = path.join(folder, 'plans');
    mkdirSync(withoutPlan);
    writeFileSync(
      path.join(withoutPlan, 'a.csv'),
      'Region,Backup Job ID,Job Status,Creation Date\neu-west-1,a,FAILED,2026-03-01T05:00:00Z\n',
    );
    const reason = 'Some job reports do not name what this filter needs: Backup plan';
    const byPlan = {
      parts: [
        {
          query: {},
          clientFilters: [{ keeps: 'ofField', field: 'CreatedBy.BackupPlanId', value: 'plan-1' }],
        },
      ],
    } as const;
    const results = async (index: string) => {
      const files = await open([withoutPlan], index);
      try {
        const [region] = files.regions;
        assert.ok(region !== undefined);
        const { source } = region;
        const pool = new JobPool({ source });
        const list = pool.list(byPlan);
        await list.loadMore();
        await list.loadMore();
        const exported = async () => {
          for await (const _ of pool.sweep(byPlan, { signal, keepsLooking: async () => true }));
        };
        await assert.rejects(exported, { message: reason });
        return {
          ids: list.jobs().map(({ BackupJobId }) => BackupJobId),
          failure: failureOf(list),
          isComplete: [list.isComplete, pool.isComplete(byPlan), pool.countRead(byPlan)?.isExact ?? false],
          counted: await source.countJobs?.(byPlan, 'State', signal),
        };
      } finally {
        files.dispose();
      }
    };
    const nothing = { failure: reason, isComplete: [false, false, false], counted: undefined };
    assert.deepEqual(await results('plans.db'), { ids: [], ...nothing });
    writeReports(withoutPlan, { from: Date.UTC(2026, 0, 1), days: 1 });
    assert.deepEqual((await results('plans2.db')).ids.length, 3);
    assert.deepEqual({ ...(await results('plans2.db')), ids: [] }, { ids: [], ...nothing });
  });

  it('proves no missed run by itself, without the times that its reports cover', async () => {
    const pool = poolOf('eu-west-1');
    const list = pool.list(selectionOf({}));
    while (!list.isComplete) await list.loadMore();
    assert.equal(list.jobs().length, 358);
    const schedule = await listsSchedule([{ region: 'eu-west-1', list, pool }], true);
    assert.deepEqual([schedule?.findings, schedule?.judged], [[], 0]);
  });

  it('has figures that end with its last report, and do not claim what has happened since', async () => {
    const selection = selectionOf({});
    const sessions = opened.regions.map((region) => ({
      ...region,
      key: 'history',
      pool: new JobPool({ source: region.source, pageSize: () => 1000 }),
    }));
    const subject = { sessions, selection, filter: {}, filterText: '' };
    const readResult = {
      ...{ isComplete: true, readSince: undefined, failures: [] },
      completeRegions: new Set<string>(),
      isHeldBy: () => true,
    };
    const { asOf, coverage, until } = figuresBasis(subject, readResult, new Date());
    assert.deepEqual(
      [asOf.toISOString(), until.toISOString(), coverage.isRecent, coverage.isComplete],
      ['2026-05-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z', false, false],
    );
    assert.deepEqual(
      coverage.provenTimes,
      opened.regions.map(({ listed }) => ({ known: listed, end: Date.UTC(2026, 4, 1) })),
    );
    // A report of March 4 is missing.
    assert.deepEqual(
      [Date.UTC(2026, 2, 5), Date.UTC(2026, 2, 5) - 1].map((from) => coverage.hasRead(new Date(from))),
      [true, false],
    );
    const at = (month: number, day: number) => Date.UTC(2026, month, day);
    assert.deepEqual(
      opened.regions.map(({ listed }) => listed?.map(({ from, to }) => [from, to])),
      [
        [
          [at(0, 1), at(2, 4)],
          [at(2, 5), at(4, 1)],
        ],
        [[at(0, 1), at(4, 1)]],
      ],
    );
  });

  it('reads no file again when it is opened again', async () => {
    const before = imports;
    const again = await open([reports], 'index.db');
    again.dispose();
    assert.deepEqual([imports - before, again.facts], [0, opened.facts]);
  });

  it('reads the files again after its index was damaged, so that a retry has every job', async () => {
    const files = path.join(folder, 'damaged');
    writeReports(files, { from: Date.UTC(2026, 0, 1), days: 200 });
    const damaged = await open([files], 'damaged.db');
    damaged.dispose();
    const connection = await open([files], 'damaged.db');
    try {
      const index = path.join(folder, 'damaged.db');
      // The first page, with the schema, stays as it is.
      writeFileSync(index, readFileSync(index).fill('damage', 4096));
      const [region] = connection.regions;
      assert.ok(region !== undefined);
      const query = { createdBefore: new Date(Date.UTC(2026, 2, 1)) };
      const list = new JobPool({ source: region.source, pageSize: () => 1000 }).list(selectionOf(query));
      await list.loadMore();
      assert.equal(failureOf(list), 'The index of these files is damaged');
      await list.loadMore();
      assert.deepEqual([failureOf(list), list.isComplete, list.jobs().length], [undefined, true, 177]);
    } finally {
      connection.dispose();
    }
  });

  it('reads the files again after the user has cancelled that', async () => {
    const files = path.join(folder, 'cancelled');
    writeReports(files, { from: Date.UTC(2026, 0, 1), days: 50 });
    let reading = 0;
    const connection = await open([files], 'cancelled.db', {
      onImport: () => {
        const stop = new AbortController();
        const isCancelled = ++reading === 2;
        return { signal: stop.signal, onProgress: () => isCancelled && stop.abort(), onEnd: () => {} };
      },
    });
    try {
      writeFileSync(path.join(folder, 'cancelled.db'), 'damage');
      const [region] = connection.regions;
      assert.ok(region !== undefined);
      const list = new JobPool({ source: region.source, pageSize: () => 1000 }).list(selectionOf({}));
      const steps: unknown[] = [];
      for (let step = 0; step < 3; step++) {
        await list.loadMore();
        steps.push([failureOf(list), list.isComplete, list.jobs().length]);
      }
      assert.deepEqual(steps, [
        ['The index of these files is damaged', false, 0],
        ['Cancelled', false, 0],
        [undefined, true, 150],
      ]);
    } finally {
      connection.dispose();
    }
  });

  it('has to be opened again when its files are read again and have changed', async () => {
    const files = path.join(folder, 'changed');
    const days = { from: Date.UTC(2026, 0, 1), days: 10 };
    writeReports(files, days);
    let others = 0;
    const connection = await open([files], 'changed.db', { onOtherFiles: () => others++ });
    rmSync(files, { recursive: true });
    writeReports(files, { ...days, missing: { 'eu-west-1': ['2026-01-04'] } });
    const again = await open([files], 'changed.db');
    try {
      const [region] = connection.regions;
      assert.ok(region !== undefined);
      const list = new JobPool({ source: region.source }).list(selectionOf({}));
      await list.loadMore();
      assert.deepEqual([failureOf(list), others], ['The files were read again in another window', 0]);
      await list.loadMore();
      assert.deepEqual([list.state.name, others], ['done', 1]);
      assert.deepEqual(
        [connection.facts, again.facts].map((facts) => facts?.includes('no report for Jan 4, 2026')),
        [false, true],
      );
    } finally {
      connection.dispose();
      again.dispose();
    }
  });

  it('says how many files were not read in full each time it is opened', async () => {
    const files = path.join(folder, 'cut');
    mkdirSync(files);
    writeFileSync(
      path.join(files, 'jobs.ndjson'),
      `${JSON.stringify({ BackupJobId: 'a', State: 'FAILED', CreationDate: '2026-03-04T05:00:00Z' })}\n{"Ba`,
    );
    for (let opening = 0; opening < 2; opening++) {
      const connection = await open([files], 'cut.db');
      connection.dispose();
      assert.equal(connection.facts, 'History: cut · files not read in full: 1 · 1 job · Mar 4, 2026');
    }
  });

  it('fails with a reason if there are no jobs', async () => {
    const empty = path.join(folder, 'empty');
    mkdirSync(empty);
    writeFileSync(path.join(empty, 'a.txt'), 'Hello');
    const bad = path.join(folder, 'bad.csv');
    writeFileSync(bad, 'Job ID,Job Status,Creation Date\na,FAILED\n');
    const packed = path.join(folder, 'packed.csv.gz');
    writeFileSync(packed, gzipSync('Job ID,Job Status').fill(0xff, 10));
    const cut = path.join(folder, 'cut.json');
    writeFileSync(cut, '{"BackupJobs":[{"BackupJobId":"a","St');
    const report = path.join(folder, 'report.csv');
    writeFileSync(report, 'Report Time Period Start,Report Time Period End,Job ID,Job Status\n');
    const blank = path.join(folder, 'blank.csv');
    writeFileSync(blank, '');
    const none = path.join(folder, 'none');
    mkdirSync(none);
    for (const [file, ...expected] of [
      [empty, 'No backup jobs were found', /^None of these files is an export/, 'openHistory'],
      [none, 'No backup jobs were found', /^The folder has no files\.$/, 'openHistory'],
      [blank, 'No backup jobs were found', /^The files are empty\.$/, 'openHistory'],
      [report, 'No backup jobs were found', /^The files are about backup jobs, but name none/, 'openHistory'],
      [path.join(folder, 'missing'), 'The files cannot be read', /^ENOENT/, 'retry'],
      [packed, 'The files cannot be read', /^incorrect|^invalid/, 'retry'],
      [bad, 'No line of these files can be read', /^The files may be damaged or cut/, 'showLog'],
      [cut, 'No line of these files can be read', /^The files may be damaged or cut/, 'showLog'],
    ] as const) {
      const [summary, detail, remedy] = expected;
      const failure = await open([file], 'empty.db').then(() => assert.fail(), jobFailureOf);
      assert.deepEqual(
        [path.basename(file), failure.summary, failure.remedy],
        [path.basename(file), summary, remedy],
      );
      assert.match(failure.detail, detail);
    }
  });

  function open(
    paths: readonly string[],
    index: string,
    more: Partial<HistoryFilesOptions> = {},
  ): Promise<OpenedConnection> {
    return openHistoryFiles({
      ...historyOptions({ paths, indexFile: path.join(folder, index), workerFile: historyWorker }),
      onImport: () => ({
        signal,
        onProgress: () => {
          imports++;
        },
        onEnd: () => {},
      }),
      ...more,
    });
  }

  function poolOf(region: string): JobPool {
    const found = opened.regions.find((one) => one.region === region);
    assert.ok(found !== undefined);
    return new JobPool({ source: found.source, pageSize: () => 100 });
  }

  async function jobsOf(region: string, query: JobQuery) {
    const list = poolOf(region).list(selectionOf(query));
    while (!list.isComplete) {
      await list.loadMore();
      assert.equal(failureOf(list), undefined);
    }
    return list.jobs();
  }
});

function failureOf({ state }: ReturnType<JobPool['list']>): string | undefined {
  return state.name === 'failed' ? state.failure.summary : undefined;
}
