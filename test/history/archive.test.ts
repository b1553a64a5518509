import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Session } from '../../src/connection/session.js';
import { type ArchivedConnection, withArchive } from '../../src/history/archive/openArchive.js';
import { HistoryStore } from '../../src/history/historyStore.js';
import { HistoryUnpacker } from '../../src/history/historyUnpacker.js';
import { loadSqlite } from '../../src/history/store/sqlite.js';
import { type BackupJob, fieldsOf } from '../../src/jobs/backupJob.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import { failureOf, type JobFailure, type JobSource } from '../../src/jobs/jobSource.js';
import { historyFolder, historyWorker } from './historyFolder.js';
import { ListingService, listedJob, ownAccount } from './listedJobs.js';

const region = 'eu-west-1';
const { signal } = new AbortController();
const dayMs = 24 * 60 * 60 * 1000;
const everything = selectionOf({});

describe('A kept job history', () => {
  const folder = historyFolder();
  const opened: ArchivedConnection[] = [];
  const problems: (JobFailure | undefined)[] = [];
  const putAside: string[] = [];
  after(() => {
    for (const { connection } of opened) connection.dispose();
  });

  interface TestOptions {
    readonly retentionDays?: number;
    readonly isKept?: () => boolean;
    /** What STS answers. */
    readonly account?: string | (() => string);
    readonly workerFile?: string;
    readonly foreignEndpoint?: string;
    readonly now?: () => number;
  }

  /** A window on a service, whose history is kept in a folder below that of the tests. */
  function openArchive(service: JobSource, name: string, options: TestOptions = {}): ArchivedConnection {
    const { account, foreignEndpoint, isKept = () => true, retentionDays = 400 } = options;
    const archived = withArchive(
      {
        regions: [{ region, source: service }],
        ...(account !== undefined && {
          readIdentity: async () => ({ account: typeof account === 'string' ? account : account() }),
        }),
        ...(foreignEndpoint !== undefined && {
          foreignEndpoints: [{ service: 'backup', url: foreignEndpoint }],
        }),
        dispose: () => {},
      },
      {
        folder: () => path.join(folder, name),
        workerFile: options.workerFile ?? historyWorker,
        isKept,
        ...(options.now !== undefined && { now: options.now }),
        retentionDays: () => retentionDays,
        onProblem: (problem) => problems.push(problem),
        onPutAside: (file) => putAside.push(file),
      },
    );
    opened.push(archived);
    return archived;
  }

  function openSession(archived: ArchivedConnection, pageSize = 1000): Session {
    const [first] = archived.connection.regions;
    assert.ok(first !== undefined);
    return new Session({ ...first, key: 'profile:prod', pageSize: () => pageSize });
  }

  async function readAll(session: Session): Promise<void> {
    const list = session.pool.list(everything);
    while (!list.isComplete) await list.loadMore();
  }

  /** All jobs of the archive of a session, read again. */
  async function archivedJobs(session: Session): Promise<readonly BackupJob[]> {
    const pool = session.archive?.session.pool;
    assert.ok(pool !== undefined);
    await pool.refresh([everything]);
    const list = pool.list(everything);
    while (!list.isComplete && list.state.name !== 'failed') await list.loadMore();
    if (list.state.name === 'failed') assert.fail(list.state.failure.summary);
    return list.jobs();
  }

  /** Everything that a file holds, by the ID of the job. */
  async function storedJobs(file: string): Promise<ReadonlyMap<string, BackupJob>> {
    const { store } = await HistoryStore.open(historyWorker, file);
    try {
      const { jobs } = await store.run('page', { query: { query: {} }, maxResults: 100_000 });
      return new Map(new HistoryUnpacker().unpack(jobs).map((job) => [String(job.BackupJobId), job]));
    } finally {
      await store.dispose();
    }
  }

  const fileOf = (name: string) => path.join(folder, name, `${ownAccount}.db`);

  it('shows each job once and in its newest state: listed by AWS Backup, or in the archive', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          /** The ages of the jobs, in minutes. */
          ages: fc.uniqueArray(fc.integer({ min: 0, max: 60 * 24 * 60 }), { maxLength: 40 }),
          pageSize: fc.integer({ min: 1, max: 50 }),
          pages: fc.integer({ min: 0, max: 5 }),
          skewMs: fc.integer({ min: 0, max: 4 * 60_000 }),
        }),
        async ({ ages, pageSize, pages, skewMs }) => {
          const service = new ListingService();
          const archived = openArchive(service, `union-${run++}`, { account: ownAccount });
          const session = openSession(archived, pageSize);
          const now = Date.now();
          service.jobs = ages.map((age, place) =>
            listedJob(`job-${place}`, now - age * 60_000, { State: place % 2 ? 'RUNNING' : 'COMPLETED' }),
          );
          await readAll(session);
          await archived.recorder.drain();
          await sleep(2);
          // Later, AWS Backup lists only those of the last 30 days, by its own clock, and some have ended.
          const isListed = (job: BackupJob) => Number(job.CreationDate) >= now + skewMs - 30 * dayMs;
          const later = service.jobs.map((job) =>
            isListed(job) ? { ...fieldsOf(job), State: 'FAILED' } : job,
          );
          service.jobs = later.filter(isListed);
          const next = openSession(archived, pageSize);
          for (let page = 0; page < pages; page++) await next.pool.list(everything).loadMore();
          await readAll(next);
          await archived.recorder.drain();
          const all = [...next.pool.list(everything).jobs(), ...(await archivedJobs(next))];
          assert.deepEqual(
            new Map(all.map((job) => [job.BackupJobId, job.State])),
            new Map(later.map((job) => [job.BackupJobId, job.State])),
          );
          assert.equal(all.length, later.length);
          archived.connection.dispose();
        },
      ),
      { numRuns: 25 },
    );
  }).timeout(60_000);

  it('shows no listed job a second time if the pages of the list were not stored', async () => {
    const service = new ListingService();
    service.jobs = [listedJob('almost-old', Date.now() - 30 * dayMs + 30 * 60_000)];
    let isKept = true;
    const archived = openArchive(service, 'not-stored', { isKept: () => isKept });
    await readAll(openSession(archived));
    await archived.recorder.drain();
    await sleep(2);
    isKept = false;
    const session = openSession(archived);
    await readAll(session);
    assert.deepEqual([session.pool.list(everything).count().known, await archivedJobs(session)], [1, []]);
  });

  it('loses nothing that was stored, whatever the order of pages, windows and kills', async () => {
    let run = 0;
    const step = fc.record({
      window: fc.integer({ min: 0, max: 1 }),
      what: fc.constantFrom('read', 'readAll', 'store', 'kill'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), fc.boolean(), async (steps, isPacked) => {
        const name = `order-${run++}`;
        const now = Date.now();
        const service = new ListingService();
        service.isPacked = isPacked;
        const open = () => {
          const archived = openArchive(service, name);
          return { archived, session: openSession(archived, 3) };
        };
        const windows = [open(), open()];
        /** The states that are certainly stored, by job. */
        const stored = new Map<string, string>();
        let version = 0;
        for (const { what, window } of steps) {
          // Every read shows a later state of every job.
          version++;
          service.jobs = Array.from({ length: 10 }, (_, place) =>
            listedJob(`job-${place}`, now - place * 60_000, { State: 'RUNNING', PercentDone: `${version}` }),
          );
          const own = windows[window];
          assert.ok(own !== undefined);
          if (what === 'read') await own.session.pool.list(everything).loadMore();
          if (what === 'readAll') await own.session.pool.refresh([everything]);
          if (what === 'store') {
            await own.session.pool.refresh([everything]);
            await own.archived.recorder.drain();
            for (const job of own.session.pool.knownJobs())
              stored.set(String(job.BackupJobId), String(job.PercentDone));
          }
          if (what === 'kill') {
            own.archived.store.dispose();
            own.archived.connection.dispose();
            windows[window] = open();
          }
        }
        for (const { archived } of windows) await archived.recorder.drain();
        for (const { archived } of windows) archived.connection.dispose();
        if (!existsSync(fileOf(name))) return assert.equal(stored.size, 0);
        const found = await storedJobs(fileOf(name));
        for (const [id, percent] of stored)
          assert.ok(Number(found.get(id)?.PercentDone) >= Number(percent), `${id} of version ${percent}`);
      }),
      { numRuns: 15 },
    );
  }).timeout(60_000);

  it('covers the time of a complete read, and nothing if a page of it was not stored', async () => {
    const service = new ListingService();
    let isKept = true;
    const archived = openArchive(service, 'covered', { isKept: () => isKept });
    const now = Date.now();
    service.jobs = [1, 10, 20].map((days) => listedJob(`job-${days}`, now - days * dayMs));
    const session = openSession(archived, 2);
    const covered = async () => {
      await archived.recorder.drain();
      return (await session.archive?.kept.covered(undefined, signal)) ?? [];
    };
    await session.pool.list(everything).loadMore();
    assert.deepEqual(await covered(), []);
    isKept = false;
    await session.pool.list(everything).loadMore();
    assert.ok(session.pool.isComplete(everything));
    assert.deepEqual(await covered(), []);
    isKept = true;
    // A read that begins in the same millisecond does not count.
    await sleep(2);
    await session.pool.refresh([everything]);
    await readAll(session);
    const [span, ...others] = await covered();
    assert.deepEqual(others, []);
    assert.ok(span !== undefined && span.from <= now - 29 * dayMs && span.to >= now - 10 * 60_000);
    assert.ok(span.from >= now - 30 * dayMs && span.to <= Date.now());
  });

  it('does not cover what AWS Backup has stopped listing between the pages of a read', async () => {
    const service = new ListingService();
    let time = Date.now();
    const archived = openArchive(service, 'slow', { now: () => time });
    service.jobs = [1, 10].map((days) => listedJob(`job-${days}`, time - days * dayMs));
    const session = openSession(archived, 1);
    await session.pool.list(everything).loadMore();
    time += dayMs;
    await readAll(session);
    await archived.recorder.drain();
    const [span] = (await session.archive?.kept.covered(undefined, signal)) ?? [];
    assert.ok(span !== undefined && span.from > time - 30 * dayMs && span.to < time - dayMs + 60_000);
  });

  it('does not cover an account by a read without jobs that the keys of another one have signed', async () => {
    const service = new ListingService();
    let account = ownAccount;
    const archived = openArchive(service, 'other-keys', { account: () => account });
    const covered = async () => (await archived.store.run('covered', {})).length;
    const session = openSession(archived);
    await readAll(session);
    await archived.recorder.drain();
    assert.equal(await covered(), 1);
    await archived.store.run('removeBefore', { time: Date.now() });
    account = '444455556666';
    await sleep(2);
    await session.pool.refresh([everything]);
    await archived.recorder.drain();
    assert.deepEqual([session.pool.isComplete(everything), await covered()], [true, 0]);
  });

  it('is a file that only its owner can read, with nothing in it of what is read while it is off', async () => {
    const service = new ListingService();
    service.jobs = [listedJob('secret', Date.now())];
    const off = openArchive(service, 'modes', { isKept: () => false });
    await readAll(openSession(off));
    await off.recorder.drain();
    assert.ok(!existsSync(path.join(folder, 'modes')));
    const on = openArchive(service, 'modes');
    await readAll(openSession(on));
    await on.recorder.drain();
    assert.deepEqual(
      readdirSync(path.join(folder, 'modes')).filter((name) => !name.endsWith('-journal')),
      [`${ownAccount}.db`, `${ownAccount}.db.lock`],
    );
    assert.deepEqual(
      [path.join(folder, 'modes'), fileOf('modes')].map((file) => statSync(file).mode & 0o777),
      [0o700, 0o600],
    );
  });

  it('keeps accounts and endpoints apart, and stores nothing while the account is in doubt', async () => {
    const service = new ListingService();
    const other = '444455556666';
    service.jobs = [
      listedJob('own', Date.now() - 40 * dayMs),
      listedJob('other', Date.now() - 41 * dayMs, { AccountId: other }),
    ];
    const archived = openArchive(service, 'accounts', { account: ownAccount });
    const everyAccount = selectionOf({ accountId: '*' });
    const reading = openSession(archived);
    await reading.pool.list(everyAccount).loadMore();
    await archived.recorder.drain();
    const lab = openArchive(service, 'accounts', { foreignEndpoint: 'http://localhost:4566' });
    await readAll(openSession(lab));
    await lab.recorder.drain();
    await sleep(2);
    assert.equal(readdirSync(path.join(folder, 'accounts')).filter((name) => name.endsWith('.db')).length, 2);
    // Both are no longer listed.
    service.jobs = [];
    const session = openSession(archived);
    await readAll(session);
    assert.deepEqual(
      (await archivedJobs(session)).map(({ BackupJobId }) => BackupJobId),
      ['own'],
    );
    const pool = session.archive?.session.pool;
    const all = pool?.list(everyAccount);
    await all?.loadMore();
    assert.deepEqual(
      all?.jobs().map(({ BackupJobId }) => BackupJobId),
      ['own', 'other'],
    );
    // What is stored does not change by itself.
    assert.equal(pool?.readAt, undefined);
    // The keys of the profile are now those of another account.
    service.jobs = [listedJob('foreign', Date.now(), { AccountId: other })];
    const changed: JobSource = {
      ...service,
      listBackupJobs: async () => ({ jobs: service.jobs }),
      describeBackupJob: () => service.describeBackupJob(),
      listBackupVaultNames: () => service.listBackupVaultNames(),
      dispose: () => {},
    };
    const doubtful = openArchive(changed, 'accounts', { account: ownAccount });
    assert.equal(await doubtful.account.read(signal), ownAccount);
    const after = openSession(doubtful);
    await readAll(after);
    await doubtful.recorder.drain();
    assert.ok(!(await storedJobs(fileOf('accounts'))).has('foreign'));
    const failure = await doubtful.account.read(signal).catch(failureOf);
    assert.equal(
      typeof failure === 'object' && failure.summary,
      'The account of this connection is not known',
    );
  });

  it('forgets jobs that are older than the retention, and all of them once it is deleted', async () => {
    const service = new ListingService();
    const now = Date.now();
    service.jobs = [10, 99, 101, 300].map((days) =>
      listedJob(`days-${days}`, now - days * dayMs, { ResourceName: 'retention-test' }),
    );
    const archived = openArchive(service, 'retention', { retentionDays: 100 });
    await readAll(openSession(archived));
    await archived.recorder.drain();
    assert.deepEqual([...(await storedJobs(fileOf('retention'))).keys()], ['days-10', 'days-99']);
    assert.ok(readFileSync(fileOf('retention')).includes('retention-test'));
    // Also if nothing is read to the end any more.
    const later = openArchive(new ListingService(), 'retention', { account: ownAccount, retentionDays: 50 });
    assert.equal((await later.store.run('extent', {})).jobs, 1);
    await archived.store.run('erase', {});
    assert.equal((await storedJobs(fileOf('retention'))).size, 0);
    assert.deepEqual(await archived.store.run('covered', {}), []);
    assert.ok(!readFileSync(fileOf('retention')).includes('retention-test'), 'no text of a job is left');
  });

  it('forgets no job by a clock that is ahead, whether AWS Backup says so or not', async () => {
    const start = Date.now();
    let time = start;
    const service = new ListingService();
    service.jobs = [listedJob('old', start - 20 * dayMs), listedJob('new', start - dayMs)];
    const options = { account: ownAccount, retentionDays: 60, now: () => time };
    const first = openArchive(service, 'aheadForRetention', options);
    await readAll(openSession(first));
    await first.recorder.drain();
    // Nothing is listed yet.
    time = start + 365 * dayMs;
    const opened = openArchive(service, 'aheadForRetention', options);
    assert.equal((await opened.store.run('extent', {})).jobs, 2);
    service.clockOffsetMs = -365 * dayMs;
    await readAll(openSession(opened));
    await opened.recorder.drain();
    assert.equal((await opened.store.run('extent', {})).jobs, 2);
    // The clock was right.
    service.clockOffsetMs = undefined;
    service.jobs = [listedJob('next', time - dayMs)];
    const later = openArchive(service, 'aheadForRetention', options);
    await readAll(openSession(later));
    await later.recorder.drain();
    assert.deepEqual([...(await storedJobs(fileOf('aheadForRetention'))).keys()], ['next']);
  });

  it('goes on in a new file when another window has deleted it, and proves nothing with reads before', async () => {
    const service = new ListingService();
    service.jobs = [listedJob('first', Date.now() - dayMs), listedJob('second', Date.now() - 2 * dayMs)];
    const archived = openArchive(service, 'deleted');
    const session = openSession(archived, 1);
    await session.pool.list(everything).loadMore();
    await archived.recorder.drain();
    const other = openArchive(service, 'deleted', { account: ownAccount });
    await other.store.run('erase', {});
    const reading = openArchive(service, 'deleted', { account: ownAccount });
    assert.equal((await reading.store.run('extent', {})).jobs, 0);
    await other.store.run('erase', {});
    assert.equal((await reading.store.run('extent', {})).jobs, 0);
    await session.pool.list(everything).loadMore();
    await archived.recorder.drain();
    assert.ok(session.pool.isComplete(everything));
    assert.deepEqual([...(await storedJobs(fileOf('deleted'))).keys()], ['second']);
    assert.deepEqual(await session.archive?.kept.covered(undefined, signal), []);
    assert.equal(session.archive?.kept.problem, undefined);
  });

  it('says why jobs are not stored, fails no read, and goes on once it can', async () => {
    const service = new ListingService();
    service.jobs = [listedJob('job', Date.now())];
    mkdirSync(path.join(folder, 'blocked'));
    mkdirSync(fileOf('blocked'));
    const archived = openArchive(service, 'blocked');
    const session = openSession(archived);
    await readAll(session);
    await archived.recorder.drain();
    assert.equal(session.pool.list(everything).jobs().length, 1);
    assert.equal(session.archive?.kept.problem?.summary, 'Job history cannot be opened');
    // An administrator can write everywhere.
    if (process.getuid?.() !== 0) {
      mkdirSync(path.join(folder, 'closed'), { mode: 0o500 });
      const closed = openArchive(service, 'closed');
      const other = openSession(closed);
      await readAll(other);
      await closed.recorder.drain();
      assert.equal(other.archive?.kept.problem?.summary, 'Job history cannot be opened');
      chmodSync(path.join(folder, 'closed'), 0o700);
    }
  });

  it('says that this editor cannot keep it, once and without another try', async () => {
    const workerFile = path.join(folder, 'noEngine.js');
    writeFileSync(
      workerFile,
      `const { appendFileSync } = require('node:fs');
       appendFileSync(__filename + '.starts', '.');
       require('node:worker_threads').parentPort.postMessage({ failed: { kind: 'noEngine', detail: '' } });`,
    );
    const service = new ListingService();
    service.jobs = [listedJob('job', Date.now())];
    const archived = openArchive(service, 'noEngine', { workerFile });
    const session = openSession(archived);
    await readAll(session);
    await archived.recorder.drain();
    const list = session.archive?.session.pool.list(everything);
    await list?.loadMore();
    const { state } = list ?? {};
    assert.deepEqual(
      [
        session.pool.list(everything).jobs().length,
        session.archive?.kept.problem?.summary,
        state?.name === 'failed' && state.failure.summary,
        statSync(`${workerFile}.starts`).size,
      ],
      [1, 'This editor cannot keep a job history', 'This editor cannot keep a job history', 1],
    );
  });

  it('leaves out pages for a while when the disk is full, and then goes on', async () => {
    const workerFile = path.join(folder, 'fullDisk.js');
    const isFull = path.join(folder, 'isFull');
    writeFileSync(isFull, '');
    // A disk with so few bytes cannot be made everywhere: it is the worker that says so.
    writeFileSync(
      workerFile,
      `const { existsSync } = require('node:fs');
       const { parentPort } = require('node:worker_threads');
       const on = parentPort.on.bind(parentPort);
       parentPort.on = (event, listener) => on(event, (message) => {
         const fails = message.name === 'putListed' && existsSync(${JSON.stringify(isFull)});
         if (!fails) return listener(message);
         parentPort.postMessage({ id: message.id, failure: { kind: 'diskFull', detail: '' } });
       });
       require(${JSON.stringify(historyWorker)});`,
    );
    // Ahead of the time of the reads, which is that of the machine.
    let time = Date.now() + dayMs;
    const service = new ListingService();
    service.jobs = [listedJob('one', time - dayMs), listedJob('two', time - 2 * dayMs)];
    const archived = openArchive(service, 'full', { workerFile, now: () => time });
    const session = openSession(archived);
    await readAll(session);
    assert.equal((await archived.recorder.drain())?.summary, 'The disk is full');
    rmSync(isFull);
    await session.pool.refresh([everything]);
    assert.equal((await archived.recorder.drain())?.summary, 'The disk is full');
    time += 60_000;
    await session.pool.refresh([everything]);
    assert.equal(await archived.recorder.drain(), undefined);
    assert.deepEqual([...(await storedJobs(fileOf('full'))).keys()], ['one', 'two']);
    assert.equal(session.archive?.kept.problem, undefined);
  });

  it('is put aside and begun again if its file is cut or of another program', async () => {
    const service = new ListingService();
    service.jobs = [listedJob('job', Date.now())];
    mkdirSync(path.join(folder, 'foreign'));
    writeFileSync(fileOf('foreign'), 'A letter. '.repeat(1000));
    const archived = openArchive(service, 'foreign');
    await readAll(openSession(archived));
    await archived.recorder.drain();
    assert.deepEqual([...(await storedJobs(fileOf('foreign'))).keys()], ['job']);
    const aside = putAside.at(-1) ?? '';
    assert.ok(aside.startsWith(`${fileOf('foreign')}.damaged-`) && existsSync(aside));
  });

  it('of a newer version of the extension is read, but not changed', async () => {
    const service = new ListingService();
    service.jobs = [listedJob('old', Date.now() - 40 * dayMs)];
    const first = openArchive(service, 'newer');
    await readAll(openSession(first));
    await first.recorder.drain();
    first.connection.dispose();
    const sqlite = loadSqlite();
    assert.ok(sqlite !== undefined);
    const newer = new sqlite.DatabaseSync(fileOf('newer'));
    newer.exec('pragma user_version = 99');
    newer.close();
    await sleep(2);
    service.jobs = [listedJob('new', Date.now())];
    const archived = openArchive(service, 'newer');
    const session = openSession(archived);
    await readAll(session);
    await archived.recorder.drain();
    assert.equal(
      session.archive?.kept.problem?.summary,
      'A newer version of the extension keeps this history',
    );
    assert.deepEqual(
      (await archivedJobs(session)).map(({ BackupJobId }) => BackupJobId),
      ['old'],
    );
  });
});
