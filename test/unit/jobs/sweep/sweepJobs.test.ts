import assert from 'node:assert/strict';
import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import { JobPool } from '../../../../src/jobs/jobPool.js';
import { everyAccount } from '../../../../src/jobs/jobQuery.js';
import { type JobSelection, selectionOf } from '../../../../src/jobs/jobSelection.js';
import { failureOf, type JobSource } from '../../../../src/jobs/jobSource.js';
import { maxConcurrency } from '../../../../src/jobs/sweep/requestLimit.js';
import { sweepJobs } from '../../../../src/jobs/sweep/sweepJobs.js';
import { hang } from '../../../service/faultKinds.js';
import { jobs, PagesSource } from '../pagesSource.js';
import { VirtualClock } from '../virtualClock.js';
import { idsOf, remoteService } from './remoteService.js';

const everything = selectionOf({ accountId: everyAccount });
const { signal } = new AbortController();

async function collected(batches: AsyncIterable<readonly BackupJob[]>): Promise<BackupJob[]> {
  const all: BackupJob[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

describe('A streamed sweep', () => {
  it('yields every job once, and keeps none in the pool', async () => {
    const { pool, ids } = remoteService({ jobs: 4000, pageSize: 100 });
    const swept = await collected(pool.sweep(everything, { signal }));
    assert.deepEqual(idsOf(swept).sort(), [...ids].sort());
    assert.deepEqual([...pool.knownJobs()], []);
  });

  it('makes no requests while the caller is busy', async () => {
    const { pool, source, clock } = remoteService({ jobs: 8000, pageSize: 100 });
    let max = 0;
    for await (const _ of pool.sweep(everything, { signal })) {
      const before = source.requests;
      await clock.sleep(500);
      max = Math.max(max, source.requests - before);
    }
    assert.ok(max <= maxConcurrency, `${max} requests while the caller handled one batch`);
  }).timeout(60_000);

  it('takes jobs from a complete list', async () => {
    const { pool, source } = remoteService({ jobs: 900, pageSize: 1000 });
    await pool.list(everything).loadMore();
    const failed = selectionOf({ accountId: everyAccount, state: 'FAILED' });
    const swept = await collected(pool.sweep(failed, { signal }));
    assert.deepEqual(
      idsOf(swept),
      idsOf(
        pool
          .list(everything)
          .jobs()
          .filter(({ State }) => State === 'FAILED'),
      ),
    );
    assert.equal(source.requests, 1);
  });

  it('makes no request, not even to check time bounds, if a complete list has the answer', async () => {
    const times = [10, 20, 90].map((seconds) => new Date(Date.UTC(2026, 10, 24, 11, 59, 60 - seconds)));
    const source = new PagesSource({
      jobs: times.map((CreationDate, place) => ({ BackupJobId: `job-${place}`, CreationDate })),
    });
    const pool = new JobPool({ source: source as Partial<JobSource> as JobSource });
    await pool.list(selectionOf({})).loadMore();
    const createdBefore = new Date(Date.UTC(2026, 10, 24, 11, 59));
    const swept = await collected(pool.sweep(selectionOf({ createdBefore }), { signal }));
    assert.deepEqual([idsOf(swept), source.requests.length], [['job-2'], 1]);
  });

  it('does not ask whether to continue after it is cancelled', async () => {
    const controller = new AbortController();
    let [pages, questions] = [0, 0];
    const sweep = sweepJobs(selectionOf({}), {
      source: { listBackupJobs: () => Promise.resolve({ jobs: [], nextToken: `${++pages}` }) },
      signal: controller.signal,
      onProgress: () => {
        if (pages === 100) controller.abort();
      },
      keepsLooking: () => Promise.resolve(++questions < 2),
    });
    await assert.rejects(collected(sweep), (error) => failureOf(error).kind === 'aborted');
    assert.deepEqual([pages, questions], [100, 0]);
  });

  it('yields a job of two parts once, and applies client-side filters', async () => {
    const options = { jobs: 2000, pageSize: 100 };
    const [{ pool, source }, other] = [remoteService(options), remoteService(options)];
    const completed = { accountId: everyAccount, state: 'COMPLETED' };
    const selection: JobSelection = {
      parts: [
        { query: completed, clientFilters: [{ keeps: 'withIssues' }] },
        { query: completed, clientFilters: [] },
      ],
    };
    const swept = await collected(pool.sweep(selection, { signal }));
    const whole = await collected(other.pool.sweep(selectionOf(completed), { signal }));
    assert.deepEqual([idsOf(swept).sort(), source.requests], [idsOf(whole).sort(), other.source.requests]);
  });

  it('throws once it is cancelled, so that a part is never taken for the whole', async () => {
    const { pool, faulty } = remoteService({ jobs: 4000, pageSize: 100 });
    const cancel = new AbortController();
    let count = 0;
    const sweeping = (async () => {
      for await (const batch of pool.sweep(everything, { signal: cancel.signal })) {
        count += batch.length;
        if (count < 500) continue;
        faulty.heal();
        faulty.fail(hang, { times: Number.POSITIVE_INFINITY });
        cancel.abort();
      }
    })();
    const failure = await sweeping.then(() => undefined, failureOf);
    assert.equal(failure?.kind, 'aborted');
  });

  it('becomes a plain listing if a job has no creation date', async () => {
    const undated = jobs('u');
    const source = new PagesSource(
      { jobs: [...undated, ...dated('a')], nextToken: '1' },
      ...['b', 'c', 'd', 'e', 'f', 'g'].map((letter) => ({ jobs: dated(letter), nextToken: letter })),
      { jobs: dated('h') },
    );
    const pool = new JobPool({
      source: source as Pick<JobSource, 'listBackupJobs'> as JobSource,
      sweepPageSize: 2,
    });
    const swept = await collected(pool.sweep(selectionOf({}), { signal }));
    assert.deepEqual(idsOf(swept), [...'uabcdefgh']);
    assert.ok(source.requests.every(({ query }) => query.createdAfter === undefined));
  });

  it('yields a job once even if the service lists it in every window, whatever its date', async () => {
    const clock = new VirtualClock(Date.UTC(2026, 10, 24, 7));
    const { ids, source } = remoteService({ jobs: 4000, pageSize: 100 });
    const strays: BackupJob[] = [
      { BackupJobId: 'old', CreationDate: new Date(0) },
      { BackupJobId: 'undated' },
    ];
    const withStrays: Pick<JobSource, 'listBackupJobs'> = {
      listBackupJobs: async (query, request) => {
        const page = await source.listBackupJobs(query, request);
        const isFirst = request.nextToken === undefined;
        const isWhole = query.createdAfter === undefined && query.createdBefore === undefined;
        if (isWhole ? page.nextToken !== undefined : !isFirst) return page;
        return { ...page, jobs: [...strays, ...page.jobs] };
      },
    };
    const pool = new JobPool({ source: withStrays as JobSource, sweepPageSize: 100, clock });
    const swept = await collected(pool.sweep(everything, { signal }));
    assert.deepEqual(idsOf(swept).sort(), [...ids, 'old', 'undated'].sort());
  });
});

/** Recent jobs, one millisecond apart. */
function dated(letters: string): BackupJob[] {
  return jobs(letters).map((job, place) => ({ ...job, CreationDate: new Date(Date.now() - place) }));
}
