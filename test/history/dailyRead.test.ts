import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import { readSinceLast } from '../../src/history/archive/dailyRead.js';
import { type ArchivedConnection, withArchive } from '../../src/history/archive/openArchive.js';
import { HistoryUnpacker } from '../../src/history/historyUnpacker.js';
import { failureOf, JobSourceError } from '../../src/jobs/jobSource.js';
import { historyFolder, historyWorker } from './historyFolder.js';
import { type KeptConnectionOptions, keptConnections, keptRegion } from './keptConnection.js';
import { ListingService, listedJob, ownAccount } from './listedJobs.js';

const dayMs = 24 * 60 * 60 * 1000;
const skewMs = 5 * 60_000;

describe('The daily read of a job history', () => {
  const folder = historyFolder();
  const openKept = keptConnections(folder);
  const { signal } = new AbortController();
  let time = Date.now();

  const open = (service: ListingService, name: string, options: KeptConnectionOptions = {}) =>
    openKept(service, name, { now: () => time, ...options });

  const result = (archived: ArchivedConnection) => readSinceLast(archived, signal);
  const read = async (archived: ArchivedConnection) => (await result(archived)).hasRead;
  const spans = async ({ store }: ArchivedConnection) => store.run('covered', { region: keptRegion });
  const states = async ({ store }: ArchivedConnection) => {
    const { jobs } = await store.run('page', { query: { query: {} } });
    return Object.fromEntries(new HistoryUnpacker().unpack(jobs).map((job) => [job.BackupJobId, job.State]));
  };

  it('reads the last 30 days first, then what is new, and the jobs that were in progress', async () => {
    const service = new ListingService();
    const archived = open(service, 'daily');
    time = Date.now() - 10 * dayMs;
    const start = time;
    service.jobs = [
      listedJob('old', start - 20 * dayMs),
      listedJob('long', start - 2 * dayMs, { State: 'RUNNING' }),
    ];
    assert.equal(await read(archived), true);
    assert.deepEqual(await states(archived), { old: 'COMPLETED', long: 'RUNNING' });
    // What AWS Backup may stop listing while it is read, is not covered.
    assert.deepEqual(
      (await spans(archived)).map(({ from, to }) => [from, to]),
      [[start - 30 * dayMs + skewMs, start - skewMs]],
    );
    // Within a day, nothing is due.
    time += dayMs / 2;
    assert.equal(await read(archived), false);
    time += dayMs;
    service.queries.length = 0;
    service.jobs = [
      listedJob('old', start - 20 * dayMs),
      listedJob('long', start - 2 * dayMs, { State: 'FAILED' }),
      listedJob('new', time - 1000),
    ];
    assert.equal(await read(archived), true);
    assert.deepEqual(await states(archived), { old: 'COMPLETED', long: 'FAILED', new: 'COMPLETED' });
    assert.ok(
      service.queries.every(({ createdAfter }) => Number(createdAfter) > start - 3 * dayMs),
      'It asks for no older jobs',
    );
    const covered = await spans(archived);
    assert.equal(covered.length, 1, 'The times of both reads are one');
    assert.ok((covered[0]?.from ?? 0) < start - 29 * dayMs && (covered[0]?.to ?? 0) > time - dayMs / 24);
  });

  it('is done by one window at a time, and again if that window has ended in the middle', async () => {
    time = Date.now();
    const service = new ListingService();
    service.jobs = [listedJob('job', time - dayMs)];
    const [one, other] = [open(service, 'windows'), open(service, 'windows')];
    const release = service.hold();
    const first = read(one);
    await service.asked;
    assert.equal(await read(other), false);
    release();
    assert.equal(await first, true);
    // The next one is killed.
    time += 2 * dayMs;
    service.hold();
    void read(one).catch(() => {});
    await service.asked;
    one.store.dispose();
    assert.equal(await read(other), false);
    service.release();
    time += dayMs / 12;
    assert.equal(await read(other), true);
  });

  it('fails if the jobs cannot be read, and covers nothing then', async () => {
    const service = new ListingService();
    const archived = open(service, 'failing');
    const failure = {
      kind: 'signInExpired',
      summary: 'The sign-in has expired',
      detail: '',
      remedy: 'signIn',
    } as const;
    service.failure = new JobSourceError(failure);
    const result = await read(archived).catch(failureOf);
    assert.deepEqual(result, failure);
    assert.deepEqual(await spans(archived), []);
    service.failure = undefined;
    assert.equal(await read(archived), true);
  });

  it('reads every region that it can, and then fails with what keeps it from reading one', async () => {
    time = Date.now();
    const failure = {
      kind: 'accessDenied',
      summary: 'Access denied',
      detail: '',
      remedy: 'selectConnection',
    } as const;
    const services = ['af-south-1', 'eu-west-1', 'me-south-1'].map((region) => {
      const source = new ListingService();
      if (region === 'eu-west-1') source.jobs = [listedJob('job', time - dayMs)];
      else source.failure = new JobSourceError(failure);
      return { region, source };
    });
    const archived = withArchive(
      // Without STS, a job names the account.
      { regions: services, dispose: () => {} },
      {
        folder: () => path.join(folder, 'regions'),
        workerFile: historyWorker,
        isKept: () => true,
        retentionDays: () => 0,
        onProblem: () => {},
        onPutAside: () => {},
        now: () => time,
      },
    );
    const outcome = await result(archived).catch(failureOf);
    const covered = await archived.store.run('covered', {});
    archived.connection.dispose();
    assert.deepEqual([outcome, covered.map(({ region }) => region)], [failure, ['eu-west-1']]);
  });

  it('goes on after a clock was ahead for a while, and covers nothing of the future', async () => {
    const start = Date.now();
    for (const aheadMs of [3 * dayMs, 365 * dayMs]) {
      const service = new ListingService();
      const archived = open(service, `ahead-${aheadMs}`);
      time = start - 10 * dayMs;
      assert.equal(await read(archived), true);
      time = start + aheadMs;
      service.jobs = [listedJob('job', start - dayMs)];
      assert.equal(await read(archived), true);
      // The clock is right again.
      time = start + 2 * dayMs;
      service.jobs = [listedJob('job', start - dayMs), listedJob('next', start + dayMs)];
      assert.equal(await read(archived), true);
      assert.deepEqual(Object.keys(await states(archived)).sort(), ['job', 'next']);
      assert.deepEqual(
        (await spans(archived)).map(({ from, to }) => [from, to]),
        [[start - 40 * dayMs + skewMs, time - skewMs]],
      );
    }
  });

  it('covers nothing if a job of the future shows that the clock is behind', async () => {
    time = Date.now() - 365 * dayMs;
    const service = new ListingService();
    service.jobs = [listedJob('job', Date.now() - dayMs)];
    const archived = open(service, 'behind');
    await read(archived);
    assert.deepEqual([await states(archived), await spans(archived)], [{ job: 'COMPLETED' }, []]);
  });

  it('reads by the clock of AWS Backup if the local clock differs, and is due again by the local clock', async () => {
    const start = Date.now();
    for (const offsetMs of [-7 * dayMs, 7 * dayMs]) {
      const service = new ListingService();
      service.clockOffsetMs = offsetMs;
      service.jobs = [listedJob('job', start - dayMs)];
      const archived = open(service, `offset${offsetMs}`);
      time = start - offsetMs;
      assert.deepEqual(await result(archived), { hasRead: true, dueAt: time - skewMs + dayMs });
      assert.deepEqual(
        (await spans(archived)).map(({ to }) => to),
        [start - skewMs],
      );
      // The next window does not know it yet.
      const next = open(service, `offset${offsetMs}`);
      time += 2 * dayMs;
      service.queries.length = 0;
      assert.equal(await read(next), true);
      assert.deepEqual(
        (await spans(next)).map(({ to }) => to),
        [start + 2 * dayMs - skewMs],
      );
    }
  });

  it('says when the next one is due: a day after the last job that is covered', async () => {
    time = Date.now();
    const service = new ListingService();
    const archived = open(service, 'due');
    assert.deepEqual(await result(archived), { hasRead: true, dueAt: time - skewMs + dayMs });
    const covered = time - skewMs;
    time += dayMs / 2;
    assert.deepEqual(await result(archived), { hasRead: false, dueAt: covered + dayMs });
  });

  it('knows the account by a job if STS is out of reach, and stores nothing if no job names it', async () => {
    time = Date.now();
    const service = new ListingService();
    const readIdentity = async () => {
      throw new Error('STS is out of reach');
    };
    const failure = await read(open(service, 'noSts', { readIdentity })).catch(failureOf);
    assert.equal(
      typeof failure === 'object' && failure.summary,
      'The account of this connection is not known',
    );
    service.jobs = [listedJob('job', time - dayMs)];
    const archived = open(service, 'noSts', { readIdentity });
    assert.equal(await read(archived), true);
    assert.deepEqual(await states(archived), { job: 'COMPLETED' });
    assert.deepEqual(
      (await spans(archived)).map(({ accountId }) => accountId),
      [ownAccount],
    );
  });

  it('stores nothing of the jobs of another account than STS names', async () => {
    time = Date.now();
    const service = new ListingService();
    const archived = open(service, 'otherAccount');
    await archived.account.read(signal);
    service.answerWith([listedJob('foreign', time - dayMs, { AccountId: '444455556666' })]);
    const failure = await read(archived).catch(failureOf);
    assert.equal(
      typeof failure === 'object' && failure.summary,
      'The account of this connection is not known',
    );
    const own = open(new ListingService(), 'otherAccount');
    assert.deepEqual([await states(own), await spans(own)], [{}, []]);
  });
});
