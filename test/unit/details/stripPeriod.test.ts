import assert from 'node:assert/strict';
import { stripPeriod } from '../../../src/details/stripPeriod.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { withTimeOfHistory } from '../../../src/jobs/lastKnown.js';

describe('The days of a resource that the job panel shows', () => {
  const now = new Date(2026, 10, 29, 12);
  const jobOf = (daysAgo: number): BackupJob => ({
    BackupJobId: `${daysAgo} days ago`,
    CreationDate: new Date(2026, 10, 29 - daysAgo, 5),
  });
  const idsOf = (jobs: readonly BackupJob[]) => jobs.map(({ BackupJobId }) => BackupJobId);

  it('are all that AWS Backup lists', () => {
    const jobs = [jobOf(0), jobOf(29)];
    assert.deepEqual(stripPeriod(jobOf(29), jobs, now), { jobs, until: now, isAroundJob: false });
  });

  it('are 30 around the job of a history, and never later than now', () => {
    const later = { BackupJobId: '285 days ago, later', CreationDate: new Date(2026, 10, 29 - 285, 6) };
    const jobs = [...[0, 20, 284].map(jobOf), later, ...[286, 300, 313, 315, 600].map(jobOf)];
    const old = withTimeOfHistory(jobOf(300), now);
    const { isAroundJob, jobs: shown, until } = stripPeriod(old, jobs, now);
    assert.deepEqual(
      [isAroundJob, until, idsOf(shown)],
      [
        true,
        new Date(2026, 10, 29 - 285, 23, 59, 59, 999),
        ['285 days ago, later', '286 days ago', '300 days ago', '313 days ago'],
      ],
    );
    const recent = stripPeriod(withTimeOfHistory(jobOf(0), now), jobs, now);
    assert.deepEqual([recent.until, idsOf(recent.jobs)], [now, ['0 days ago', '20 days ago']]);
  });

  it('are all if the history does not know when the job was created', () => {
    const jobs = [jobOf(300)];
    assert.equal(stripPeriod(withTimeOfHistory({}, now), jobs, now).jobs, jobs);
  });
});
