import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Session } from '../../src/connection/session.js';
import { archivedPart } from '../../src/documents/export/archivedPart.js';
import { exportedJobs } from '../../src/documents/export/exportedJobs.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import type { JobList } from '../../src/jobs/jobList.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import { readTimeNow } from '../../src/jobs/oldRead.js';
import { historyFolder } from './historyFolder.js';
import { eventually, keptConnections, sessionOf } from './keptConnection.js';
import { ListingService, listedJob } from './listedJobs.js';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const { signal } = new AbortController();
const everything = selectionOf({});
const everyAccount = selectionOf({ accountId: '*' });

describe('The archive of a window that stays open', () => {
  const open = keptConnections(historyFolder());
  let passedMs = 0;
  const now = () => Date.now() + passedMs;

  /** Has AWS Backup forget the jobs that were created more than 30 days ago. */
  function passTime(service: ListingService, byMs: number): void {
    passedMs += byMs;
    const listedFrom = now() - 30 * dayMs;
    service.jobs = service.jobs.filter((job) => Number(job.CreationDate) >= listedFrom);
  }

  async function readAll(list: JobList): Promise<void> {
    while (!list.isComplete && list.state.name !== 'failed') await list.loadMore();
  }

  const namesOf = (jobs: Iterable<BackupJob>) => [...jobs].map((job) => String(job.BackupJobId)).sort();
  const archivedNames = ({ archive }: Session, selection = everything) =>
    namesOf(archive?.session.pool.list(selection).jobs() ?? []);

  /** A service of which an earlier window has stored all jobs. */
  async function givenStored(name: string, jobs: readonly BackupJob[]): Promise<ListingService> {
    passedMs = 0;
    const service = new ListingService();
    service.jobs = jobs;
    const earlier = open(service, name, { now });
    await readAll(sessionOf(earlier).pool.list(everyAccount));
    await earlier.recorder.drain();
    await sleep(2);
    return service;
  }

  it('gets the jobs that AWS Backup has stopped listing before their group was read', async () => {
    const created = Date.now() - 30 * dayMs;
    const service = await givenStored('group', [
      listedJob('new', created + 20 * dayMs),
      listedJob('leaving', created + 30 * minuteMs, { BackupVaultName: 'dev' }),
      listedJob('staying', created + 5 * dayMs, { BackupVaultName: 'dev' }),
    ]);
    const session = sessionOf(open(service, 'group', { now }), 1);
    await session.pool.list(everything).loadMore();
    await session.archive?.session.pool.list(everything).loadMore();
    assert.deepEqual(archivedNames(session), []);
    passTime(service, 60 * minuteMs);
    await readAll(session.pool.list(selectionOf({ backupVaultName: 'dev' })));
    const found = await eventually(
      () => archivedNames(session),
      (names) => names.length > 0,
    );
    assert.deepEqual([namesOf(session.pool.knownJobs()), found], [['new', 'staying'], ['leaving']]);
  });

  it('has, with the listed jobs, those that another window has read meanwhile, each once', async () => {
    const created = Date.now() - 30 * dayMs;
    const service = await givenStored('windows', [
      listedJob('new', created + 29 * dayMs),
      listedJob('staying', created + 6 * 60 * minuteMs),
      listedJob('leaving', created + 60 * minuteMs),
      listedJob('old', created + 30 * minuteMs),
    ]);
    const session = sessionOf(open(service, 'windows', { now }), 1);
    const list = session.pool.list(everything);
    await list.loadMore();
    // Or the daily read of this window.
    await sleep(20);
    const other = open(service, 'windows', { now });
    await readAll(sessionOf(other).pool.list(everything));
    await other.recorder.drain();
    // AWS Backup stops listing two of them before this window reads on.
    passTime(service, 120 * minuteMs);
    const archived = session.archive?.session.pool.list(everything);
    assert.ok(archived !== undefined);
    await readAll(archived);
    const before = archivedNames(session);
    await readAll(list);
    assert.deepEqual(
      [before, namesOf(list.jobs())],
      [
        ['leaving', 'old'],
        ['new', 'staying'],
      ],
    );
    assert.deepEqual(archivedNames(session), ['leaving', 'old']);
    // Now these are listed after all.
    service.jobs = [...service.jobs, listedJob('old', created + 30 * minuteMs)];
    await session.pool.refreshAll();
    const after = await eventually(
      () => archivedNames(session),
      (names) => names.length === 1,
    );
    assert.deepEqual(
      [after, namesOf(session.pool.list(everything).jobs())],
      [['leaving'], ['new', 'old', 'staying']],
    );
  });

  it('has a job of another account only once AWS Backup no longer lists it', async () => {
    const created = Date.now() - 30 * dayMs + 30 * minuteMs;
    const other = { AccountId: '444455556666' };
    const service = await givenStored('accounts', [
      listedJob('other-new', created + 20 * dayMs, other),
      listedJob('other-old', created, other),
      listedJob('own', created + 20 * dayMs),
    ]);
    const archived = open(service, 'accounts', { now });
    const session = sessionOf(archived, 1);
    // All jobs of the own account are known, but not those of the others.
    await readAll(session.pool.list(everything));
    await session.pool.list(everyAccount).loadMore();
    await archived.recorder.drain();
    const list = session.archive?.session.pool.list(everyAccount);
    assert.ok(list !== undefined);
    await readAll(list);
    assert.deepEqual(namesOf(list.jobs()), []);
    passTime(service, 60 * minuteMs);
    await readAll(session.pool.list(everyAccount));
    const found = await eventually(
      () => archivedNames(session, everyAccount),
      (names) => names.length > 0,
    );
    assert.deepEqual([namesOf(session.pool.knownJobs()), found], [['other-new', 'own'], ['other-old']]);
  });

  it('no longer has a job that AWS Backup lists for longer than 30 days', async () => {
    const created = Date.now() - 30 * dayMs - minuteMs;
    const service = await givenStored('longer', [
      listedJob('new', created + 20 * dayMs),
      listedJob('old', created),
    ]);
    const session = sessionOf(open(service, 'longer', { now }), 1);
    await session.pool.list(everything).loadMore();
    await session.archive?.session.pool.list(everything).loadMore();
    await readAll(session.pool.list(everything));
    const found = await eventually(
      () => archivedNames(session),
      (names) => names.length === 0,
    );
    assert.deepEqual([namesOf(session.pool.knownJobs()), found], [['new', 'old'], []]);
  });

  it('has the jobs that were stored while the clock was ahead, whether they are read again or not', async () => {
    const start = Date.now();
    const service = await givenStored('ahead', []);
    const all = [
      listedJob('again', start - dayMs),
      listedJob('never', start - 20 * dayMs, { State: 'FAILED' }),
    ];
    service.jobs = all;
    passedMs = 365 * dayMs;
    const ahead = open(service, 'ahead', { now });
    await readAll(sessionOf(ahead).pool.list(everything));
    await ahead.recorder.drain();
    // The clock is right again.
    passedMs = 0;
    service.jobs = all.slice(0, 1);
    const right = open(service, 'ahead', { now });
    await readAll(sessionOf(right).pool.list(everything));
    await right.recorder.drain();
    await sleep(2);
    passTime(service, 35 * dayMs);
    const later = sessionOf(open(service, 'ahead', { now }));
    await readAll(later.pool.list(everything));
    const archived = later.archive?.session.pool.list(everything);
    assert.ok(archived !== undefined);
    await readAll(archived);
    assert.deepEqual(namesOf(archived.jobs()), ['again', 'never']);
  });

  it('has, with the listed jobs, each job once, whenever which group is read', async () => {
    let run = 0;
    const step = fc.record({
      /** How much time passes before the read. */
      minutes: fc.integer({ min: 0, max: 600 }),
      vault: fc.integer({ min: 0, max: 2 }),
      what: fc.constantFrom('archive', 'group', 'page'),
    });
    await fc.assert(
      fc.asyncProperty(
        // The ages of the jobs in minutes: all around 30 days.
        fc.array(fc.integer({ min: -1200, max: 1200 }), { minLength: 1, maxLength: 20 }),
        fc.array(step, { maxLength: 6 }),
        async (ages, steps) => {
          const start = Date.now();
          const jobs = ages.map((age, place) =>
            listedJob(`job-${place}`, start - 30 * dayMs - age * minuteMs, {
              BackupVaultName: `vault-${place % 3}`,
            }),
          );
          const name = `law-${run++}`;
          const service = await givenStored(name, jobs);
          passTime(service, 0);
          const archived = open(service, name, { now });
          const session = sessionOf(archived, 2);
          const archive = session.archive?.session.pool;
          assert.ok(archive !== undefined);
          await session.pool.list(everything).loadMore();
          for (const { minutes, vault, what } of steps) {
            passTime(service, minutes * minuteMs);
            if (what === 'archive') await archive.list(everything).loadMore();
            if (what === 'page') await session.pool.list(everything).loadMore();
            if (what === 'group')
              await readAll(session.pool.list(selectionOf({ backupVaultName: `vault-${vault}` })));
          }
          for (const vault of [0, 1, 2])
            await readAll(session.pool.list(selectionOf({ backupVaultName: `vault-${vault}` })));
          const shown = async () => {
            await readAll(archive.list(everything));
            return [...namesOf(session.pool.knownJobs()), ...archivedNames(session)].sort();
          };
          const expected = namesOf(jobs);
          const found = await eventually(shown, (names) => names.join() === expected.join());
          session.dispose();
          archived.connection.dispose();
          assert.deepEqual(found, expected);
        },
      ),
      { numRuns: 20 },
    );
  }).timeout(120_000);

  it('is in an export of all jobs with what AWS Backup lists then, each job once', async () => {
    const created = Date.now() - 30 * dayMs;
    const jobs = [-1000, -5, 5, 30, 55, 90, 2000].map((minutes) =>
      listedJob(`after-${minutes}`, created + minutes * minuteMs),
    );
    for (const pages of [0, 1, 9]) {
      const name = `export-${pages}`;
      const service = await givenStored(name, jobs);
      passTime(service, 0);
      const session = sessionOf(open(service, name, { now }), 2);
      const { archive, pool } = session;
      assert.ok(archive !== undefined);
      for (let page = 0; page < pages; page++) await pool.list(everything).loadMore();
      if (pages > 0) await archive.session.pool.list(everything).loadMore();
      // Some are no longer listed when the export reads them.
      passTime(service, 60 * minuteMs);
      const list = pool.knownList(everything);
      const listed = {
        ...{ region: session.region, selection: everything, pool },
        ...{ jobs: list.jobs(), isComplete: list.isComplete },
      };
      const parts = [listed, archivedPart({ archive, pool }, listed, readTimeNow())];
      const exported: BackupJob[] = [];
      for await (const batch of exportedJobs(parts, 'everything', { signal })) exported.push(...batch.jobs);
      assert.deepEqual(namesOf(exported), namesOf(jobs), `after ${pages} pages`);
    }
  });

  it('names the times of which all jobs are stored, of the own account and of all accounts', async () => {
    const service = await givenStored('covered', []);
    const archived = open(service, 'covered', { now });
    const session = sessionOf(archived);
    const { kept } = session.archive ?? {};
    assert.ok(kept !== undefined);
    const covered = async () => {
      await archived.recorder.drain();
      const accounts = [undefined, '444455556666', '*'];
      const spans = await Promise.all(accounts.map((account) => kept.covered(account, signal)));
      return spans.map(({ length }) => length);
    };
    service.jobs = [listedJob('job', now() - dayMs)];
    await archived.store.run('erase', {});
    await sleep(2);
    await session.pool.refresh([everything]);
    await readAll(session.pool.list(everything));
    const before = kept.coverVersion;
    assert.deepEqual(await covered(), [1, 0, 0]);
    await readAll(session.pool.list(everyAccount));
    assert.deepEqual(await covered(), [1, 1, 1]);
    assert.ok(kept.coverVersion > before);
  });
});
