import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { coverageOf } from '../../../src/jobs/coverage.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { scheduleFigures } from '../../../src/overview/figures/scheduleFigures.js';
import { overviewViewModel } from '../../../src/overview/viewModels/overviewViewModel.js';
import { Targets } from '../../../src/overview/viewModels/viewModelContext.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { daily } from '../schedule/dailyJobs.js';
import { dayMs, hourMs } from '../schedule/histories.js';
import { figuresOf } from './figuresOf.js';

/** A Thursday. */
const now = new Date('2026-11-26T20:00:00Z');

describe('The verdict of the overview on schedules', () => {
  it('is not green while no schedule can be judged, and says that missed runs are not known', async () => {
    const jobs = ended(daily({ resource: 'a', rule: 'daily', cron: undefined, until: 26 }));
    const { verdict } = await pageOf(jobs);
    assert.deepEqual([verdict.tone, /not known/i.test(verdict.text)], ['plain', true], verdict.text);
  });

  it('is not green while a resource has had no good backup in time, only ones with issues', async () => {
    const issue = { MessageCategory: 'VSS_ERROR', StatusMessage: 'VSS backup failed' };
    const jobs = [
      ...ended(daily({ resource: 'a', rule: 'daily', until: 26 })),
      ...ended(
        daily({ resource: 'w', rule: 'weekly', cron: 'cron(0 5 ? * SUN *)', days: [1, 8, 15, 22] }),
      ).map((job, at) => (at > 1 ? { ...job, ...issue } : job)),
    ];
    const { attention, verdict } = await pageOf(jobs);
    const stale = attention.find(({ name }) => name === 'stale')?.table?.rows.length;
    assert.deepEqual([stale, verdict.tone], [1, 'plain'], verdict.text);
  });
});

describe('A resource of which one rule fails and another does not', () => {
  it('is not called good again', async () => {
    const failed = { State: 'FAILED', StatusMessage: 'Access denied' };
    const jobs = [
      ...ended(daily({ resource: 'a', rule: 'daily', hour: 3, until: 26 })).map((job, at) =>
        at >= 20 ? { ...job, ...failed } : job,
      ),
      ...ended(daily({ resource: 'a', rule: 'second', hour: 5, until: 26 })).map((job) => ({
        ...job,
        BackupJobId: `${job.BackupJobId}-2`,
      })),
    ];
    const { attention, verdict } = await pageOf(jobs);
    const failures = attention.find(({ name }) => name === 'failures');
    assert.deepEqual(
      [failures?.table.rows.map(({ cells }) => cells[2]), verdict.text],
      [
        ['its rule still fails'],
        '1 of 2 jobs that ended in the 24 hours before Thu 8:00 PM made no complete backup; the resource has had a good backup of another rule since, but its rule still fails.',
      ],
    );
  });
});

function ended(jobs: readonly BackupJob[]): readonly BackupJob[] {
  return jobs.map((job) => ({
    ...job,
    CompletionDate: new Date((job.CreationDate?.getTime() ?? 0) + hourMs / 2),
  }));
}

function judged(jobs: readonly BackupJob[], at = now) {
  const readAt = at.getTime();
  const known = [{ from: readAt - 30 * dayMs, to: readAt }];
  return scheduleReport([{ region: 'us-east-1', jobs, known, readAt }]);
}

async function pageOf(jobs: readonly BackupJob[]) {
  const report = await judged(jobs);
  const options = { now, asOf: now, periodMs: dayMs, staleMs: undefined };
  return overviewViewModel(
    await figuresOf(jobs, { ...options, schedule: report }),
    await scheduleFigures(report, now),
    {
      ...options,
      coverage: coverageOf(selectionOf({}), { isComplete: true, readSince: undefined }),
      locale: 'en',
      targets: new Targets(),
    },
  );
}
