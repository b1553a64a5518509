import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BuiltCalendar } from '../../../src/calendar/buildCalendar.js';
import { cellResults } from '../../../src/calendar/calendarCell.js';
import { calendarGroupings } from '../../../src/calendar/calendarGroupingNames.js';
import { slotOf } from '../../../src/calendar/calendarSlots.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { displayState, knownState } from '../../../src/jobs/jobStates.js';
import { Chance, noise } from '../../../src/sample/random.js';
import { jobArbitrary } from '../jobs/arbitraries.js';
import { type History, historyOf, type TestRun } from '../schedule/histories.js';
import { calendarOf, cellsOf } from './calendarOf.js';

const now = Date.UTC(2026, 10, 23, 12);

describe('The calendar', function () {
  this.timeout(60_000);

  it('law: each job counts on the day of its creation, once, or on no day', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(jobArbitrary(), { maxLength: 30 }),
        fc.constantFrom(...calendarGroupings),
        async (generated, grouping) => {
          const jobs = withIds(generated);
          const built = await calendarOf(jobs, { now, grouping });
          const counted = new Map<string, number>();
          for (const { days } of built.rows)
            for (const [slot, count] of days.jobs.entries())
              if (count > 0) add(counted, dayOf(built.days.starts[slot]), count);
          const expected = new Map<string, number>();
          for (const { CreationDate } of jobs)
            if (CreationDate !== undefined) add(expected, dayOf(CreationDate.getTime()), 1);
          assert.deepEqual([...counted].sort(), [...expected].sort());
        },
      ),
    );
  });

  it('law: a day shows the worst of its jobs, and never a job of another resource', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(jobArbitrary(), { maxLength: 30 }), async (generated) => {
        const jobs = withIds(generated);
        const built = await calendarOf(jobs, { now });
        for (const [row, { latest }] of built.rows.entries()) {
          const own = jobs.filter((job) => isSameRow(job, latest));
          for (const [slot, { result }] of cellsOf(built, row).entries()) {
            const ofDay = own.filter(
              ({ CreationDate }) => CreationDate && slotOf(CreationDate.getTime(), built.days) === slot,
            );
            const worst = Math.min(
              cellResults.indexOf('none'),
              ...ofDay.map((job) => cellResults.indexOf(knownState(displayState(job)))),
            );
            assert.equal(result, cellResults[worst]);
          }
        }
      }),
    );
  });

  it('law: a run without a job is missed, overdue or not judged, and never looks like a good day', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.double({ min: 0.02, max: 0.4, noNaN: true }), async (seed, share) => {
        const history = historyOf(seed);
        const chance = new Chance(noise(seed, 3));
        const kept = history.runs.filter(() => chance.draw() >= share);
        const built = await calendarOf(jobsOf(history, kept), { now: history.readAt });
        for (const run of runsWithoutJob(history, kept)) {
          const row = rowOf(built, run.resourceArn);
          const slot = slotOf(run.time, built.days);
          if (row === -1 || slot === undefined) continue;
          const { missed, overdue } = built.rows[row]?.days ?? {};
          const isClaimed = (missed?.[slot] ?? 0) + (overdue?.[slot] ?? 0) > 0;
          const doubt = cellsOf(built, row)[slot]?.doubt;
          assert.ok(isClaimed || doubt !== 'known', `${run.series} at ${new Date(run.time).toISOString()}`);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('law: no run is missed on a day that was not read or that the filter excludes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 29 }), async (seed, days) => {
        const history = historyOf(seed);
        const chance = new Chance(noise(seed, 4));
        const jobs = jobsOf(
          history,
          history.runs.filter(() => chance.draw() >= 0.1),
        );
        const since = history.readAt - days * 86_400_000;
        const isAtLeast = (job: BackupJob) => (job.CreationDate?.getTime() ?? Number.NaN) >= since;
        const cases = [
          await calendarOf(jobs.filter(isAtLeast), { now: history.readAt, readSince: since }),
          await calendarOf(jobs, {
            now: history.readAt,
            filter: { createdAfter: new Date(since).toISOString() },
            hasWhole: true,
          }),
        ];
        for (const built of cases)
          for (const [row, { days: tally }] of built.rows.entries())
            for (const [slot, { doubt }] of cellsOf(built, row).entries()) {
              const claimed = (tally.missed[slot] ?? 0) + (tally.overdue[slot] ?? 0);
              const start = built.days.starts[slot] ?? 0;
              const isCut = start < since && (built.days.starts[slot + 1] ?? built.days.end) > since;
              assert.ok(claimed === 0 || doubt !== 'unread' || isCut);
            }
      }),
      { numRuns: 100 },
    );
  });
});

function withIds(jobs: readonly BackupJob[]): readonly BackupJob[] {
  return jobs.map((job, place) => ({ ...job, BackupJobId: `job-${place}` }));
}

function isSameRow(one: BackupJob, other: BackupJob): boolean {
  return one.ResourceArn === undefined
    ? one.BackupJobId === other.BackupJobId
    : one.ResourceArn === other.ResourceArn && one.AccountId === other.AccountId;
}

function dayOf(time: number | undefined): string {
  return new Date(time ?? Number.NaN).toDateString();
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function jobsOf({ others }: History, runs: readonly TestRun[]): readonly BackupJob[] {
  return [...runs.flatMap(({ jobs }) => jobs), ...others].map((job, place) => ({
    ...job,
    BackupJobId: `job-${place}`,
  }));
}

/** The runs in the past of which no job is known, of versions that a known job of the series names. */
function runsWithoutJob({ isBlurred, readAt, runs }: History, kept: readonly TestRun[]): readonly TestRun[] {
  if (isBlurred) return [];
  const made = new Set(kept.filter(({ jobs }) => jobs.length > 0));
  const versions = new Set([...made].map(({ series, version }) => `${series} ${version}`));
  return runs.filter(
    (run) => !made.has(run) && run.time < readAt && versions.has(`${run.series} ${run.version}`),
  );
}

function rowOf({ rows }: BuiltCalendar, arn: string): number {
  return rows.findIndex(({ latest }) => latest.ResourceArn === arn);
}
