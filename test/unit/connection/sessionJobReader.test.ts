import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Session } from '../../../src/connection/session.js';
import { SessionJobReader } from '../../../src/connection/sessionJobReader.js';
import { LiveRelatedJobs } from '../../../src/details/liveRelatedJobs.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { type JobPlace, placeOf, readOrListed } from '../../../src/jobs/jobReader.js';
import { type JobSelection, selectionOf } from '../../../src/jobs/jobSelection.js';
import { type JobSource, JobSourceError } from '../../../src/jobs/jobSource.js';
import { matches } from '../../../src/jobs/matches.js';
import { HeldSource } from '../jobs/heldSource.js';

const resourceArn = 'arn:aws:rds:us-east-1:111122223333:db:orders';
const facts = { AccountId: '111122223333', ResourceArn: resourceArn };
const running: BackupJob = { ...facts, BackupJobId: 'a', State: 'RUNNING', PercentDone: '12' };
const older: BackupJob = { ...facts, BackupJobId: 'b', State: 'COMPLETED' };
const newer: BackupJob = { ...facts, BackupJobId: 'c', State: 'COMPLETED' };
const ended: BackupJob = { ...facts, BackupJobId: 'a', State: 'FAILED' };
const { signal } = new AbortController();
const all = selectionOf({});
const ofResource = selectionOf({ resourceArn });

describe('The reader of the sessions', () => {
  it('updates a job in the lists, and reports which jobs have changed', async () => {
    const setup = setupOf([running, older]);
    await setup.pool.list(all).loadMore();
    setup.jobs = [{ ...running, PercentDone: '80' }, older];
    await setup.reader.read(setup.reference, signal);
    assert.deepEqual(setup.reported.splice(0), [['a']]);
    assert.equal(setup.pool.find('a')?.PercentDone, '80');
    setup.jobs = [ended, older];
    await setup.reader.read(setup.reference, signal);
    assert.deepEqual(setup.reported.splice(0), [['a']]);
    assert.deepEqual(setup.states(all), ['FAILED', 'COMPLETED']);
  });

  it('does not open the connection of a job that belongs to another one', async () => {
    const setup = setupOf([running]);
    const elsewhere = { ...setup.reference, connection: 'profile:prod' };
    const summary = ({ failure }: JobSourceError) => failure.summary;
    const outcomes = [
      await setup.reader.read(elsewhere, signal).catch(summary),
      await setup.reader.list(elsewhere, all, { maxPages: 1, signal }).catch(summary),
    ];
    const refusal = 'This job belongs to another connection';
    assert.deepEqual([outcomes, setup.openings, setup.requests], [[refusal, refusal], 0, 0]);
  });

  it('changes no list for a job that is in none of them', async () => {
    const setup = setupOf([running]);
    await setup.reader.read(setup.reference, signal);
    assert.deepEqual(setup.reported, []);
    assert.deepEqual([setup.pool.find('a'), setup.pool.readAt], [undefined, undefined]);
  });

  it('requests a list again if it has to be fresh, even if a wider list contains it', async () => {
    const setup = setupOf([running, older]);
    await setup.pool.list(all).loadMore();
    const list = (isFresh: boolean) =>
      setup.reader.list(setup.reference, ofResource, { isFresh, maxPages: 3, signal });
    assert.equal((await list(false)).jobs.length, 2);
    assert.equal(setup.requests, 1, 'the whole list contains the jobs');
    setup.jobs = [newer, ended, older];
    assert.equal((await list(false)).jobs.length, 2);
    assert.equal((await list(true)).jobs.length, 3);
    assert.equal(setup.requests, 2);
    await setup.pool.refresh([all]);
    setup.jobs = [newer, ended];
    assert.equal(
      (await list(true)).jobs.length,
      2,
      'a refresh of the whole list does not request the narrower one',
    );
  });

  it('keeps the loaded jobs of a list if its refresh fails, after a single request', async () => {
    const setup = setupOf([running, older]);
    const list = (isFresh: boolean) =>
      setup.reader.list(setup.reference, ofResource, { isFresh, maxPages: 3, signal });
    await list(false);
    setup.isOffline = true;
    const { failure, jobs } = await list(true);
    assert.deepEqual([failure?.kind, jobs.length, setup.requests], ['network', 2, 2]);
  });

  it('requests no further page once its caller has aborted', async () => {
    const source = new HeldSource();
    const session = new Session({ key: 'sample', region: 'us-east-1', source, pageSize: () => undefined });
    const sessions = { current: [session], mayHold: async () => true, ready: async () => [session] };
    const reader = new SessionJobReader(sessions);
    const caller = new AbortController();
    const listing = reader.list(placeOf(session), all, { maxPages: 3, signal: caller.signal });
    while (source.requests.length === 0) await turn();
    source.requests[0]?.answer({ jobs: [running], nextToken: '1' });
    while (source.requests.length === 1) await turn();
    caller.abort();
    const { readAt, ...listed } = await listing;
    assert.deepEqual([listed, readAt], [{ jobs: [running], isComplete: false }, session.pool.readAt?.date]);
    assert.equal(source.requests.length, 2);
  });

  it('does not return the listed job if AWS Backup no longer has it, or if the read was aborted', async () => {
    for (const [kind, isListed] of [
      ['notFound', false],
      ['aborted', false],
      ['accessDenied', true],
      ['network', true],
    ] as const) {
      const describeJob = () =>
        Promise.reject(new JobSourceError({ kind, summary: '', detail: '', remedy: 'retry' }));
      const read = await readOrListed(describeJob, running).catch(() => undefined);
      assert.deepEqual([read?.job, read?.failure?.kind], isListed ? [running, kind] : [undefined, undefined]);
    }
  });

  it('aborts every request when its session is disposed', async () => {
    const source = new HeldSource();
    let disposed = 0;
    source.dispose = () => disposed++;
    const session = new Session({ key: 'sample', region: 'us-east-1', source, pageSize: () => undefined });
    const names = session.vaultNames();
    const loading = session.pool.list(all).loadMore();
    session.dispose();
    assert.deepEqual(
      source.requests.map(({ signal: its }) => its.aborted),
      [true, true],
    );
    await loading;
    assert.deepEqual([await names, disposed], [[], 1]);
  });

  it('refreshes the related jobs of a job when it has ended, and on request', async () => {
    const setup = setupOf([running, older]);
    const relatedJobs = new LiveRelatedJobs({ reader: setup.reader, lister: setup.reader }, () => {});
    const ids = () => relatedJobs.value?.resource?.jobs.map(({ BackupJobId }) => BackupJobId);
    await relatedJobs.read(running, setup.reference);
    await relatedJobs.read(running, setup.reference);
    assert.deepEqual([ids(), setup.requests], [['a', 'b'], 1]);
    setup.jobs = [newer, ended, older];
    assert.ok(relatedJobs.isDueFor(ended));
    await relatedJobs.read(ended, setup.reference);
    assert.deepEqual([ids(), setup.requests], [['c', 'a', 'b'], 2]);
    setup.jobs = [newer, ended];
    await relatedJobs.read(ended, setup.reference, { isFresh: true });
    assert.deepEqual([ids(), setup.requests], [['c', 'a'], 3]);
  });
});

/** A session of a service that has `jobs`. */
function setupOf(jobs: readonly BackupJob[]) {
  const source: JobSource = {
    listBackupJobs: async (query) => {
      setup.requests++;
      if (setup.isOffline)
        throw new JobSourceError({ kind: 'network', summary: '', detail: '', remedy: 'retry' });
      return { jobs: setup.jobs.filter((job) => matches(query, job)) };
    },
    describeBackupJob: async (id) => ({ ...setup.jobs.find(({ BackupJobId }) => BackupJobId === id) }),
    listBackupVaultNames: async () => [],
    dispose: () => {},
  };
  const session = new Session({ key: 'sample', region: 'us-east-1', source, pageSize: () => undefined });
  const reported: (string | undefined)[][] = [];
  const sessions = {
    current: [session],
    mayHold: async ({ connection }: JobPlace) => connection === session.key,
    ready: async () => {
      setup.openings++;
      return [session];
    },
  };
  session.pool.onDidChange((changed) => {
    if (changed.length > 0) reported.push(changed.map(({ BackupJobId = '' }) => BackupJobId));
  });
  const setup = {
    jobs,
    isOffline: false,
    openings: 0,
    requests: 0,
    /** The IDs of the jobs in each change of the pool. */
    reported,
    pool: session.pool,
    reference: { ...placeOf(session), backupJobId: 'a' },
    reader: new SessionJobReader(sessions),
    states: (selection: JobSelection) =>
      session.pool
        .list(selection)
        .jobs()
        .map(({ State }) => State),
  };
  return setup;
}
