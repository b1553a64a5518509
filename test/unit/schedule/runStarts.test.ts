import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { withTimeOfHistory } from '../../../src/jobs/lastKnown.js';
import type { RunStarts } from '../../../src/schedule/runStarts.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { daily } from './dailyJobs.js';
import { dayMs, hourMs } from './histories.js';

const readAt = Date.parse('2026-11-26T14:00:00Z');

describe('The runs of a rule', () => {
  it('are late if they started after more than half of their start window, however long ago', async () => {
    const starts = await startsOf(started([90, 10, 51, 50, ...Array.from({ length: 10 }, () => 5)]));
    assert.deepEqual(summary(starts), { judged: 14, late: [13, 15], worst: 90, rising: [], overlapping: [] });
  });

  it('came later and later if each of the last three or more started later, the latest late', async () => {
    const cases = [
      [10, 20, 71, 78, 85],
      [90, 71, 78, 85],
      [78, 71, 85],
      [71, 78],
      [10, 20, 30],
      [71, 71.5, 72],
      [60, 71, 78, undefined, 85],
      [85, 78, 71],
      [1, 11, 21, 31, 41, 51, 61, 71],
    ];
    const rising = await Promise.all(cases.map(async (shares) => (await startsOf(started(shares))).rising));
    assert.deepEqual(
      rising.map((shares) => shares.map((share) => Math.round(share * 100))),
      [[10, 20, 71, 78, 85], [71, 78, 85], [], [], [], [], [60, 71, 78, 85], [], [21, 31, 41, 51, 61, 71]],
    );
  });

  it('are not judged without a StartBy that agrees with the start window, nor before they start', async () => {
    const jobs = started([90, 90, undefined, 90]);
    const without = jobs.map((job, place) => {
      const other = { 0: undefined, 1: new Date((job.StartBy?.getTime() ?? 0) + 3 * hourMs) };
      return place in other ? { ...job, StartBy: other[place as 0 | 1] } : job;
    });
    const steady = daily({ resource: 'a', rule: 'daily', until: 22 });
    assert.deepEqual(summary(await startsOf([...steady, ...without])), {
      judged: 1,
      late: [26],
      worst: 90,
      rising: [],
      overlapping: [],
    });
  });

  it('count once, by their first job that started', async () => {
    const [first, second, ...others] = started([80, 10, 10, 10]);
    assert.ok(first && second);
    const again = { ...first, BackupJobId: 'again', InitiationDate: second.CreationDate };
    const { judged, late } = summary(await startsOf([first, again, second, ...others]));
    assert.deepEqual([judged, late], [4, [23]]);
  });

  it('overlap if one started while an earlier one was still running', async () => {
    const overlapping = async (...ends: readonly (number | undefined)[]) =>
      summary(await startsOf(started([1, 1, 1, 1, 1, 1, 1, 1], (place) => ends[place]))).overlapping;
    assert.deepEqual(
      [
        await overlapping(1, 25, 2, 3, 2, 2, 2, 2),
        await overlapping(73, 2, 2, 2, 2, 2, 2, 2),
        await overlapping(1, 2, 23, 3, 2, 2, 2, 2),
        await overlapping(1, 2, 2, 2, 2, 2, undefined, 3),
        await overlapping(23, 23, 23, 23, 23, 23, 23, 23),
      ],
      [[21], [20, 21, 22], [], [26], []],
    );
  });

  it('of a history do not overlap with a job of which the end is not known', async () => {
    const jobs = started([1, 1, 1, 1], (place) => (place === 1 ? undefined : 2));
    const kept = jobs.map((job) => withTimeOfHistory({ ...job }, 'notStated'));
    assert.deepEqual(
      [summary(await startsOf(jobs)).overlapping, summary(await startsOf(kept)).overlapping],
      [[25, 26], []],
    );
  });

  it('law: late and overlapping are those that a comparison of all with all finds, in any order', async () => {
    const run = fc.record({
      share: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
      hours: fc.integer({ min: 9, max: 80 }),
    });
    const order = fc.integer({ min: 1, max: 97 });
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 25 }), order, async (runs, step) => {
        const jobs = started(
          runs.map(({ share }) => share),
          (place) => runs[place]?.hours,
        );
        const day = (place: number) => 26 - runs.length + 1 + place;
        const startOf = (place: number) => day(place) * 24 + ((runs[place]?.share ?? Number.NaN) / 100) * 8;
        const places = [...runs.keys()];
        const late = places.filter((place) => (runs[place]?.share ?? 0) > 50);
        const overlapping = places.filter((place) =>
          places.some((other) => {
            const isBefore = other < place && !Number.isNaN(startOf(other));
            return isBefore && startOf(place) < day(other) * 24 + (runs[other]?.hours ?? 0);
          }),
        );
        const shuffled = jobs.toSorted((one, other) => rank(one, step) - rank(other, step));
        const found = summary(await startsOf(shuffled));
        assert.deepEqual([found.late, found.overlapping], [late.map(day), overlapping.map(day)]);
      }),
    );
  });
});

function rank({ CreationDate }: BackupJob, step: number): number {
  return ((CreationDate?.getUTCDate() ?? 0) * step) % 101;
}

/**
 * The last jobs of a daily rule at 5:00 until November 26, which started after these shares of their start
 * window, in percent. A job without a share expired; one without an end is still running.
 */
function started(
  shares: readonly (number | undefined)[],
  endHours: (place: number) => number | undefined = () => 9,
): readonly BackupJob[] {
  const jobs = daily({ resource: 'a', rule: 'daily', until: 26 }).slice(-shares.length);
  return jobs.map((job, place): BackupJob => {
    const share = shares[place];
    if (share === undefined) return { ...job, State: 'EXPIRED' };
    const run = (job.CreationDate?.getTime() ?? 0) - 20_000;
    const end = endHours(place);
    return {
      ...job,
      InitiationDate: new Date(run + (share / 100) * 8 * hourMs),
      ...(end === undefined ? { State: 'RUNNING' } : { CompletionDate: new Date(run + end * hourMs) }),
    };
  });
}

async function startsOf(jobs: readonly BackupJob[]): Promise<RunStarts> {
  const known = [{ from: readAt - 30 * dayMs, to: readAt }];
  const { series } = await scheduleReport([{ region: 'eu-west-1', jobs, known, readAt }]);
  const [{ judgement } = assert.fail('no series')] = series;
  return judgement.starts;
}

/** Runs as days of November, shares in percent. */
function summary({ judged, late, overlapping, rising, worst }: RunStarts) {
  const days = (times: readonly number[]) => times.map((time) => new Date(time).getUTCDate());
  const percent = (share: number) => Math.round(share * 100);
  return {
    judged,
    late: days(late),
    worst: percent(worst),
    rising: rising.map(percent),
    overlapping: days(overlapping),
  };
}
