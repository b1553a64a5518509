import assert from 'node:assert/strict';
import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import { JobPool } from '../../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../../src/jobs/jobSelection.js';
import { type JobSource, JobSourceError } from '../../../../src/jobs/jobSource.js';
import { VirtualClock } from '../virtualClock.js';
import { OddService } from './oddService.js';
import { idsOf } from './remoteService.js';

const now = Date.UTC(2026, 10, 24, 12);
const createdBefore = new Date(now - 1_800_000);
const { signal } = new AbortController();

/**
 * A service that rounds times to hours: without a wider request, it hides the jobs of the last half hour
 * before `createdBefore`.
 */
function hourlyService(jobs: readonly BackupJob[], clock: VirtualClock): OddService {
  return new OddService({
    jobs,
    bounds: { kind: 'down', step: 3_600_000 },
    paging: { kind: 'full' },
    undated: 'unbounded',
    clock,
  });
}

function jobsBefore(count: number, stepMs: number, prefix = 'job'): BackupJob[] {
  return Array.from({ length: count }, (_, place) => ({
    BackupJobId: `${prefix}-${place}`,
    CreationDate: new Date(createdBefore.getTime() - 1234 - place * stepMs),
  }));
}

describe('A list of jobs before a time, on a service that rounds times to hours,', () => {
  it('is complete after Load All, with the jobs that the first requests could not list', async () => {
    const clock = new VirtualClock(now);
    const jobs = jobsBefore(40, 301_000);
    const source = hourlyService(jobs, clock) as Partial<JobSource> as JobSource;
    const pool = new JobPool({ source, pageSize: () => 5, sweepPageSize: 5, clock });
    const selection = selectionOf({ createdBefore });
    const outcome = await pool.loadAll(selection, { signal });
    assert.deepEqual(
      [outcome, pool.list(selection).count(), idsOf(pool.list(selection).jobs()).sort()],
      [{ name: 'complete' }, { known: 40, isExact: true }, idsOf(jobs).sort()],
    );
  });

  it('shows the service’s current jobs after a refresh, even if it is long', async () => {
    const clock = new VirtualClock(now);
    let service = hourlyService(jobsBefore(3500, 3010, 'old'), clock);
    const source: Pick<JobSource, 'listBackupJobs'> = {
      listBackupJobs: (query, page) => service.listBackupJobs(query, page),
    };
    const pool = new JobPool({ source: source as JobSource, pageSize: () => 1000, clock });
    const selection = selectionOf({ createdBefore });
    await pool.loadAll(selectionOf({}), { signal });
    assert.deepEqual(pool.knownList(selection).count(), { known: 3500, isExact: true });
    const jobs = jobsBefore(3500, 3010, 'new');
    service = hourlyService(jobs, clock);
    await pool.refresh([selection]);
    assert.deepEqual(idsOf(pool.list(selection).jobs()).sort(), idsOf(jobs).sort());
  });

  it('updates every running job', async () => {
    const clock = new VirtualClock(now);
    const running = jobsBefore(40, 301_000).map((job) => ({ ...job, State: 'RUNNING' }));
    let service = hourlyService(running, clock);
    const source: Pick<JobSource, 'describeBackupJob' | 'listBackupJobs'> = {
      listBackupJobs: (query, page) => service.listBackupJobs(query, page),
      describeBackupJob: () => {
        throw new JobSourceError({ kind: 'notFound', summary: '', detail: '', remedy: 'retry' });
      },
    };
    const pool = new JobPool({ source: source as JobSource, pageSize: () => 5, sweepPageSize: 5, clock });
    const selection = selectionOf({ createdBefore });
    await pool.loadAll(selection, { signal });
    const halfDone = running.map((job) => ({ ...job, PercentDone: '50.0' }));
    service = hourlyService(halfDone, clock);
    const changes = await pool.rereadInProgress(selection, signal);
    assert.deepEqual(idsOf(changes?.changed ?? []).sort(), idsOf(running).sort());
  });

  it('is exported completely even if the check of its bounds is throttled at first', async () => {
    const clock = new VirtualClock(now);
    const jobs = jobsBefore(40, 301_000);
    const service = hourlyService(jobs, clock);
    let throttled = 0;
    const source: Pick<JobSource, 'listBackupJobs'> = {
      listBackupJobs: (query, page) => {
        if (query.createdAfter === undefined || throttled === 8) return service.listBackupJobs(query, page);
        throttled++;
        throw new JobSourceError({ kind: 'throttled', summary: '', detail: '', remedy: 'retry' });
      },
    };
    const pool = new JobPool({ source: source as JobSource, pageSize: () => 5, sweepPageSize: 5, clock });
    await pool.list(selectionOf({})).loadMore();
    const swept: BackupJob[] = [];
    for await (const batch of pool.sweep(selectionOf({ createdBefore }), { signal })) swept.push(...batch);
    assert.deepEqual([idsOf(swept).sort(), throttled], [idsOf(jobs).sort(), 8]);
  });
});
