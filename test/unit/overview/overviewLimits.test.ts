import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { overviewFigures } from '../../../src/overview/figures/overviewFigures.js';
import { inZone } from '../inZone.js';

const hour = 3_600_000;
const day = 24 * hour;
const now = new Date(Date.UTC(2026, 10, 23, 6, 30));
const options = { now, periodMs: 7 * day, staleMs: 3 * hour };

const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const many = (count: number, jobOf: (place: number) => BackupJob) =>
  Array.from({ length: count }, (_, place) => jobOf(place));

describe('The days of the overview', () => {
  it('begin with the calendar of a zone of a quarter of an hour, to the millisecond', async () => {
    for (const [zone, midnight] of [
      ['Asia/Kathmandu', Date.UTC(2026, 10, 21, 18, 15)],
      ['Asia/Kolkata', Date.UTC(2026, 10, 21, 18, 30)],
      ['Pacific/Chatham', Date.UTC(2026, 10, 21, 10, 15)],
      ['America/St_Johns', Date.UTC(2026, 10, 22, 3, 30)],
    ] as const) {
      await inZone(zone, async () => {
        const jobs = [midnight - 1, midnight, midnight + 1, midnight + day - 1].map((time) => ({
          CreationDate: new Date(time),
          State: 'COMPLETED',
        }));
        const { days } = await overviewFigures(jobs, options);
        const [before, counted] = days.days.map(({ day: first, states }) => ({
          first: first.getTime(),
          jobs: [...states.values()].reduce((sum, count) => sum + count, 0),
        }));
        assert.deepEqual([before?.jobs, counted], [1, { first: midnight, jobs: 3 }], zone);
      });
    }
  });

  it('are 31 at the most, the earlier ones counted apart', async () => {
    await inZone('UTC', async () => {
      const jobs = [30, 31].map((days) => ({ CreationDate: ago(days * day), State: 'COMPLETED' }));
      const { days } = await overviewFigures(jobs, options);
      assert.deepEqual([days.days.length, days.outside], [31, 1]);
    });
  });
});

describe('The rankings of the overview', () => {
  it('have the ten that fail most, and tell how many there are', async () => {
    for (const count of [10, 11]) {
      const jobs = many(count, (place) => ({
        AccountId: `${place}`,
        BackupVaultName: `${place}`,
        CreationDate: ago(hour),
        CreatedBy: { BackupPlanId: `${place}` },
        MessageCategory: `${place}`,
        ResourceArn: `arn:aws:s3:::${place}`,
        State: 'FAILED',
      }));
      const { failing } = await overviewFigures(jobs, options);
      for (const [by, { all, top }] of Object.entries(failing))
        assert.deepEqual([top.length, all], [10, count], by);
    }
  });

  it('have the twelve messages that are said most', async () => {
    for (const count of [12, 13]) {
      const jobs = many(count, (place) => ({
        CreationDate: ago(hour),
        State: 'FAILED',
        StatusMessage: `denied${'!'.repeat(place)}`,
      }));
      const { messages } = await overviewFigures(jobs, options);
      assert.deepEqual([messages.top.length, messages.all], [12, count]);
    }
  });

  it('tell messages apart by their first thousand characters', async () => {
    for (const [same, all] of [
      [999, 2],
      [1000, 1],
    ] as const) {
      const jobs = ['a', 'b'].map((end) => ({
        CreationDate: ago(hour),
        State: 'FAILED',
        StatusMessage: `${'x '.repeat(same).slice(0, same)}${end}`,
      }));
      assert.equal((await overviewFigures(jobs, options)).messages.all, all, `${same} characters`);
    }
  });

  it('have two hundred resources whose backup is too old, and the ten that take longest', async () => {
    for (const count of [10, 11, 200, 201]) {
      const jobs = many(count, (place) => ({
        CompletionDate: ago(4 * hour),
        CreationDate: ago(5 * hour),
        ResourceArn: `arn:aws:s3:::${place}`,
        State: 'COMPLETED',
      }));
      const { resources } = await overviewFigures(jobs, options);
      assert.deepEqual(
        [
          resources.stale.top.length,
          resources.stale.all,
          resources.longest.top.length,
          resources.longest.all,
        ],
        [Math.min(count, 200), count, 10, count],
      );
    }
  });

  it('take a backup for too old that is older than it may be, and not one that is just as old', async () => {
    const jobs = [3 * hour, 3 * hour + 1].map((age) => ({
      CompletionDate: ago(age),
      CreationDate: ago(5 * hour),
      ResourceArn: `arn:aws:s3:::${age}`,
      State: 'COMPLETED',
    }));
    const { stale } = (await overviewFigures(jobs, options)).resources;
    assert.deepEqual(
      stale.top.map(({ arn }) => arn),
      [`arn:aws:s3:::${3 * hour + 1}`],
    );
  });

  it('name a resource whose backups grow by a second a day, and none whose grow by less', async () => {
    const growing = (milliseconds: number) =>
      many(6, (place) => ({
        CompletionDate: ago(place * day - hour - (6 - place) * milliseconds),
        CreationDate: ago(place * day),
        ResourceArn: `arn:aws:s3:::${milliseconds}`,
        State: 'COMPLETED',
      }));
    const { resources } = await overviewFigures([...growing(1000), ...growing(999)], options);
    assert.deepEqual(
      resources.growing.top.map(({ arn }) => arn),
      ['arn:aws:s3:::1000'],
    );
  });
});

describe('The count of the overview', () => {
  it('ends with its signal, at the next slice and after the last', async () => {
    const reason = new Error('Another one is counted');
    for (const slices of [1, 2, 7]) {
      const leaving = new AbortController();
      let paused = 0;
      const pause = async () => {
        if (++paused === slices) leaving.abort(reason);
      };
      const jobs = many(32, () => ({ State: 'COMPLETED' }));
      await assert.rejects(
        overviewFigures(jobs, options, { signal: leaving.signal, pause, sliceMs: 0 }),
        reason,
      );
    }
  });
});
