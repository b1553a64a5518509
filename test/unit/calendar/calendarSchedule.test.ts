import assert from 'node:assert/strict';
import { calendarSchedule } from '../../../src/calendar/calendarSchedule.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { coverageOf } from '../../../src/jobs/coverage.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { type JobSelection, selectionOf } from '../../../src/jobs/jobSelection.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { accountOf } from '../../service/givenAccount.js';
import { ServiceSource } from '../jobs/serviceSource.js';
import { recentJobs } from '../schedule/recentJobs.js';

/** A rule stopped five runs ago, which one of its resources does not show by itself. */
const jobs: readonly BackupJob[] = [
  ...['a', 'b'].flatMap((resource) => recentJobs({ resource, to: 5 })),
  ...recentJobs({ resource: 'c', rule: 'other' }),
];
const whole = selectionOf({});
const ofResource = selectionOf({ resourceArn: jobs[0]?.ResourceArn ?? '' });

describe('The calendar of one resource', () => {
  it('shows the overdue runs that the calendar of all shows, if all jobs are loaded', async () => {
    const pool = poolOf(jobs);
    await pool.list(whole).loadMore();
    assert.deepEqual(
      [await seriesOf(pool, whole), await seriesOf(pool, ofResource)],
      [['overdue 2'], ['overdue 2']],
    );
  });

  it('is judged by its own jobs if all were loaded earlier than these', async () => {
    const pool = poolOf(jobs);
    await pool.list(whole).loadMore();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await pool.list(ofResource).reread(new AbortController().signal);
    const report = await reportOf(pool, ofResource);
    assert.equal(report?.series.length, 1);
  });

  it('is judged by its own jobs if not all are loaded', async () => {
    const report = await reportOf(poolOf(jobs), ofResource);
    assert.equal(report?.series.length, 1);
  });
});

function poolOf(own: readonly BackupJob[]): JobPool {
  const source = new ServiceSource(createSampleService({ account: accountOf(own) }));
  return new JobPool({ source, pageSize: () => 1000 });
}

async function reportOf(pool: JobPool, selection: JobSelection) {
  const list = pool.list(selection);
  if (!list.isComplete) await list.loadMore();
  const subject = {
    sessions: [{ key: 'k', region: 'us-east-1', pool }],
    filter: {},
    selection,
    filterText: '',
  };
  const coverage = coverageOf(selection, { isComplete: list.isComplete, readSince: undefined });
  return calendarSchedule(subject, [list], coverage, new AbortController().signal);
}

async function seriesOf(pool: JobPool, selection: JobSelection) {
  const report = await reportOf(pool, selection);
  return report?.findings.map(({ kind, series }) => `${kind} ${series.length}`);
}
