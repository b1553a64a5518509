import assert from 'node:assert/strict';
import { calendarSchedule } from '../../../src/calendar/calendarSchedule.js';
import { readReport } from '../../../src/documents/report/readReport.js';
import { readSchedule } from '../../../src/documents/summary/readSchedule.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { coverageOf } from '../../../src/jobs/coverage.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { type JobSelection, selectionOf } from '../../../src/jobs/jobSelection.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import type { Finding } from '../../../src/schedule/foldFindings.js';
import { listsSchedule } from '../../../src/schedule/listsSchedule.js';
import { subjectSchedule } from '../../../src/schedule/subjectSchedule.js';
import { accountOf } from '../../service/givenAccount.js';
import { ServiceSource } from '../jobs/serviceSource.js';
import { daily } from '../schedule/dailyJobs.js';
import { recentJobs } from '../schedule/recentJobs.js';
import { calendarOf, lastWords } from './calendarOf.js';

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
      [['overdue rule 2'], ['overdue rule 1']],
    );
  });

  it('agrees with the tree, the overview, the summary and the report, whether all jobs are loaded or not', async () => {
    for (const isWhole of [true, false]) {
      const pool = poolOf(jobs);
      if (isWhole) await pool.list(whole).loadMore();
      const ofCalendar = await seriesOf(pool, ofResource);
      const list = pool.list(ofResource);
      const session = { key: 'k', region: 'us-east-1', pool };
      const subject = { sessions: [session], selection: ofResource };
      const coverage = coverageOf(ofResource, { isComplete: true, readSince: undefined });
      const { signal } = new AbortController();
      const source = { ...session, selection: ofResource };
      const scope = {
        connection: '',
        account: undefined,
        filter: '',
        identity: { unknown: 'sample' },
      } as const;
      const report = await readReport({ ...subject, scope: () => scope }, 'loaded', { signal });
      const all = [
        await listsSchedule([{ ...session, list }], true),
        await subjectSchedule(subject, [list], coverage, signal),
        await readSchedule([source], new Date()),
        report.schedule,
      ];
      assert.deepEqual(all.map(textsOf), Array(all.length).fill(ofCalendar));
      assert.equal(ofCalendar?.length, isWhole ? 1 : 0);
    }
  });

  it('is judged by its own jobs if all were loaded earlier than these', async () => {
    const pool = poolOf(jobs);
    await pool.list(whole).loadMore();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await pool.list(ofResource).reread(new AbortController().signal);
    const report = await reportOf(pool, ofResource);
    assert.equal(report?.series.length, 1);
  });

  it('names the regions of which missed runs are not known, beside the missed runs of the others', async () => {
    const now = Date.UTC(2026, 10, 29, 20);
    const own = daily({ resource: 'a', rule: 'daily', without: (day) => day === 27 });
    const built = await calendarOf(own, { now, failedRegion: 'eu-west-1' });
    assert.equal(built.viewModel.limits, 'Missed runs are not known in eu-west-1: not all jobs are loaded.');
    assert.deepEqual(lastWords(built, built.viewModel.rows.titles[0] ?? '', 3), [
      'missed run',
      'completed',
      'completed',
    ]);
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
  return textsOf(await reportOf(pool, selection));
}

/** The kind, the scope and the number of series of each finding. */
function textsOf(report: { readonly findings: readonly Finding[] } | undefined) {
  return report?.findings.map(({ kind, scope, series }) => `${kind} ${scope.kind} ${series.length}`);
}
