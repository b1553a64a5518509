import assert from 'node:assert/strict';
import { JobPool } from '../../../../src/jobs/jobPool.js';
import { everyAccount } from '../../../../src/jobs/jobQuery.js';
import { selectionOf } from '../../../../src/jobs/jobSelection.js';
import { failureOf, type JobSource, JobSourceError } from '../../../../src/jobs/jobSource.js';
import { throttling } from '../../../service/faultKinds.js';
import { type RemoteService, remoteService } from './remoteService.js';

const everything = selectionOf({ accountId: everyAccount });
const { signal } = new AbortController();
const forever = { times: Number.POSITIVE_INFINITY };
/** How long a sweep without answers may last before it fails. */
const maxSilenceMs = 180_000;
const sdkMs = { hang: 91_000, slowBody: 180_000, trickle: 400_000 };

/**
 * A pool of a service that stops answering when `breakOff` is called: each request then takes as long as the
 * SDK waits.
 */
function silentService(attemptMs: number) {
  const remote = remoteService({ jobs: 8000, pageSize: 100 });
  const { clock } = remote;
  const network = { isSilent: false };
  const source = {
    limit: remote.source.limit,
    listBackupJobs: async (query, page) => {
      if (!network.isSilent) return remote.source.listBackupJobs(query, page);
      await clock.sleep(Math.min(attemptMs, page.withinMs ?? attemptMs), page.signal);
      throw new JobSourceError({ kind: 'timeout', summary: 'Timeout', detail: '', remedy: 'retry' });
    },
  } satisfies Pick<JobSource, 'limit' | 'listBackupJobs'>;
  const pool = new JobPool({
    source: source as Partial<JobSource> as JobSource,
    pageSize: () => 100,
    sweepPageSize: 100,
    clock,
  });
  const setSilent = (isSilent: boolean) => () => {
    network.isSilent = isSilent;
  };
  return { ...remote, pool, breakOff: setSilent(true), heal: setSilent(false) };
}

/**
 * Runs Load All and calls `after` after a number of pages. Resolves to the outcome, and the time from the
 * last page to it.
 */
async function loadAll(
  { clock, pool }: Pick<RemoteService, 'clock' | 'pool'>,
  { pages = 0, after }: { readonly pages?: number; readonly after: () => void },
) {
  let pagesSoFar = 0;
  let jobs = 0;
  let lastPage = clock.elapsed();
  let throttled = 0;
  if (pages === 0) after();
  const outcome = await pool.loadAll(everything, {
    signal,
    onProgress: (progress) => {
      if (progress.isThrottled) throttled++;
      if (progress.jobs === jobs) return;
      jobs = progress.jobs;
      lastPage = clock.elapsed();
      if (++pagesSoFar === pages) after();
    },
  });
  const kind = outcome.name === 'failed' ? outcome.failure.kind : outcome.name;
  return { kind, jobs, silenceMs: clock.elapsed() - lastPage, throttled };
}

describe('A sweep without answers', () => {
  for (const [cause, attemptMs] of Object.entries(sdkMs)) {
    for (const pages of [0, 1, 2, 40]) {
      it(`ends in time after ${pages} pages, and keeps them (${cause})`, async () => {
        const service = silentService(attemptMs);
        const { kind, jobs, silenceMs } = await loadAll(service, { pages, after: service.breakOff });
        const shown = service.pool.list(everything).jobs().length;
        assert.deepEqual([kind, shown], ['timeout', jobs]);
        assert.ok(silenceMs <= maxSilenceMs, `it ended after ${silenceMs / 1000} s`);
        service.heal();
        assert.deepEqual(await service.pool.loadAll(everything, { signal }), { name: 'complete' });
        assert.equal(service.pool.list(everything).jobs().length, 8000);
      });
    }
  }

  for (const pages of [0, 1, 40]) {
    it(`ends in time if the service keeps throttling after ${pages} pages, and reports that meanwhile`, async () => {
      const remote = remoteService({ jobs: 8000, pageSize: 100 });
      let before = 0;
      const after = () => {
        before = remote.source.requests;
        remote.faulty.heal();
        remote.faulty.fail(throttling, forever);
      };
      const { kind, jobs, silenceMs, throttled } = await loadAll(remote, { pages, after });
      assert.deepEqual([kind, remote.pool.list(everything).jobs().length], ['throttled', jobs]);
      assert.ok(silenceMs <= maxSilenceMs, `it ended after ${silenceMs / 1000} s`);
      assert.ok(silenceMs >= maxSilenceMs / 2, `it gave up after ${silenceMs / 1000} s`);
      assert.ok(throttled > 2, `${throttled} times`);
      const requests = remote.source.requests - before;
      assert.ok(requests < 60, `${requests} requests while the service throttles`);
      remote.faulty.heal();
      assert.deepEqual(await remote.pool.loadAll(everything, { signal }), { name: 'complete' });
    });
  }

  it('ends in time if the first page breaks off and then hangs', async () => {
    const { clock, pool, source } = remoteService({ jobs: 300, pageSize: 100 });
    const within: (number | undefined)[] = [];
    source.listBackupJobs = async (_query, page) => {
      within.push(page.withinMs);
      await clock.sleep(
        within.length === 1 ? 170_000 : Math.min(91_000, page.withinMs ?? 91_000),
        page.signal,
      );
      const kind = within.length === 1 ? 'network' : 'timeout';
      throw new JobSourceError({ kind, summary: kind, detail: '', remedy: 'retry' });
    };
    const { kind, silenceMs } = await loadAll({ clock, pool }, { after: () => {} });
    assert.deepEqual(
      { kind, silenceMs, within },
      { kind: 'timeout', silenceMs: maxSilenceMs, within: [maxSilenceMs, 9900] },
    );
  });

  for (const pages of [0, 1, 40]) {
    it(`reports throttling while its source retries after ${pages} pages`, async () => {
      const { clock, pool, source } = remoteService({ jobs: 8000, pageSize: 100 });
      const list = source.listBackupJobs.bind(source);
      let requests = 0;
      let isTrying = false;
      const reports: boolean[] = [];
      source.listBackupJobs = async (query, page) => {
        if (requests++ === pages) {
          isTrying = true;
          source.limit?.slowDown(clock.elapsed());
          await clock.sleep(20_000, page.signal);
          isTrying = false;
        }
        return list(query, page);
      };
      const onProgress = ({ isThrottled }: { readonly isThrottled?: boolean | undefined }) => {
        if (isTrying) reports.push(isThrottled === true);
      };
      assert.deepEqual(await pool.loadAll(everything, { signal, onProgress }), { name: 'complete' });
      assert.equal(reports[0], true);
    });
  }

  it('ends in time while it streams jobs, and reports throttling meanwhile', async () => {
    const { clock, faulty, pool } = remoteService({ jobs: 8000, pageSize: 100 });
    let throttled = 0;
    let lastPage = 0;
    let jobs = 0;
    const onProgress = (progress: { readonly isThrottled?: boolean | undefined }) => {
      if (progress.isThrottled) throttled++;
    };
    const failure = await (async () => {
      for await (const batch of pool.sweep(everything, { signal, onProgress })) {
        jobs += batch.length;
        lastPage = clock.elapsed();
        if (jobs < 3000) continue;
        faulty.heal();
        faulty.fail(throttling, forever);
      }
    })().catch(failureOf);
    assert.equal(failure?.kind, 'throttled');
    assert.ok(throttled > 2, `${throttled} times`);
    assert.ok(clock.elapsed() - lastPage <= maxSilenceMs);
  });

  it('does not count the time of the caller’s own work', async () => {
    const { clock, source } = remoteService({ jobs: 3000, pageSize: 100 });
    let isNextSlow = false;
    let slowRequests = 0;
    const pool = new JobPool({
      source: {
        limit: source.limit,
        listBackupJobs: async (query, page) => {
          if (!isNextSlow) return source.listBackupJobs(query, page);
          isNextSlow = false;
          slowRequests++;
          await clock.sleep(maxSilenceMs + 1000);
          throw new JobSourceError({ kind: 'service', summary: 'Late', detail: '', remedy: 'retry' });
        },
      } satisfies Pick<JobSource, 'limit' | 'listBackupJobs'> as Partial<JobSource> as JobSource,
      sweepPageSize: 100,
      clock,
    });
    let jobs = 0;
    let batches = 0;
    for await (const batch of pool.sweep(everything, { signal })) {
      jobs += batch.length;
      batches++;
      if (batches === 4) isNextSlow = true;
      if (batches === 5) await clock.sleep(2 * maxSilenceMs);
    }
    assert.deepEqual([jobs, slowRequests], [3000, 1]);
  });

  it('delays no click once a service that throttled has recovered', async () => {
    const { clock, faulty, pool } = remoteService({ jobs: 8000, pageSize: 100 });
    const cancel = new AbortController();
    let pages = 0;
    let isThrottled = false;
    const loading = pool.loadAll(everything, {
      signal: cancel.signal,
      onProgress: (progress) => {
        isThrottled = progress.isThrottled ?? false;
        if (++pages !== 10) return;
        faulty.heal();
        faulty.fail(throttling, forever);
      },
    });
    while (clock.elapsed() < Date.UTC(2026, 10, 24, 7) + 100_000) await clock.sleep(1000);
    assert.ok(isThrottled);
    faulty.heal();
    const recovered = clock.elapsed();
    const list = pool.list(selectionOf({ accountId: everyAccount, state: 'FAILED' }));
    await list.loadMore();
    assert.notEqual(list.state.name, 'failed');
    assert.ok(clock.elapsed() - recovered <= 2000, `${clock.elapsed() - recovered} ms`);
    cancel.abort();
    await loading;
  });
});
