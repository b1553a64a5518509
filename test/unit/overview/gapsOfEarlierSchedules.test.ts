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

const readAt = Date.parse('2026-11-29T20:00:00Z');

describe('The gaps between good backups', () => {
  it('are none under an earlier schedule that allowed them', async () => {
    const weekly = daily({ resource: 'a', rule: 'r', cron: 'cron(0 5 ? * SUN *)', days: [1, 8, 15] });
    const now = daily({
      resource: 'a',
      rule: 'r',
      days: [16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29],
    });
    assert.deepEqual(await gapRows([...weekly, ...now]), []);
  });

  it('do not count the time before the resource was in the plan', async () => {
    const days = [20, 21, 22, 23, 24, 25, 26, 27, 28, 29];
    const [first] = daily({ resource: 'a', rule: 'r', days: [2] });
    const byHand = { ...first, CreatedBy: undefined, StartBy: undefined };
    assert.deepEqual(await gapRows([byHand, ...daily({ resource: 'a', rule: 'r', days })]), []);
  });
});

function judged(jobs: readonly BackupJob[]) {
  const known = [{ from: readAt - 30 * dayMs, to: readAt }];
  return scheduleReport([{ region: 'us-east-1', jobs, known, readAt }]);
}

async function gapRows(given: readonly BackupJob[]): Promise<readonly (readonly string[])[]> {
  const jobs = given.map((job) => ({
    ...job,
    CompletionDate: new Date((job.CreationDate?.getTime() ?? 0) + hourMs / 2),
  }));
  const at = new Date(readAt);
  const report = await judged(jobs);
  const options = { now: at, asOf: at, periodMs: dayMs, staleMs: undefined };
  const { sections } = await overviewViewModel(
    await figuresOf(jobs, { ...options, schedule: report }),
    await scheduleFigures(report, at),
    {
      ...options,
      coverage: coverageOf(selectionOf({}), { isComplete: true, readSince: undefined }),
      locale: 'en',
      targets: new Targets(),
    },
  );
  const section = sections.find(({ name }) => name === 'gaps');
  assert.ok(section);
  return section.table.rows.map(({ cells }) => cells.map(String));
}
