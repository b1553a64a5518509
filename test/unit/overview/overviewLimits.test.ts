import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { inZone } from '../inZone.js';
import { figuresOf } from './figuresOf.js';

const hour = 3_600_000;
const day = 24 * hour;
const now = new Date(Date.UTC(2026, 10, 23, 6, 30));
const options = { now, asOf: now, periodMs: 7 * day, staleMs: 3 * hour };

const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const many = (count: number, jobOf: (place: number) => BackupJob) =>
  Array.from({ length: count }, (_, place) => jobOf(place));

describe('The days of the overview', () => {
  it('start at midnight in time zones with an offset of quarter hours', async () => {
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
        const { days } = await figuresOf(jobs, options);
        const [before, counted] = days.days.map(({ day: first, states }) => ({
          first: first.getTime(),
          jobs: [...states.values()].reduce((sum, count) => sum + count, 0),
        }));
        assert.deepEqual([before?.jobs, counted], [1, { first: midnight, jobs: 3 }], zone);
      });
    }
  });

  it('are at most 31, with a separate count of earlier jobs', async () => {
    await inZone('UTC', async () => {
      const jobs = [30, 31].map((days) => ({ CreationDate: ago(days * day), State: 'COMPLETED' }));
      const { days } = await figuresOf(jobs, options);
      assert.deepEqual([days.days.length, days.outside], [31, 1]);
    });
  });
});

describe('The rankings of the overview', () => {
  it('have the ten entries that fail most, and the number of all', async () => {
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
      const { failing } = await figuresOf(jobs, options);
      for (const [by, { all, top }] of Object.entries(failing))
        assert.deepEqual([top.length, all], [10, count], by);
    }
  });

  it('have the twelve most frequent messages', async () => {
    for (const count of [12, 13]) {
      const jobs = many(count, (place) => ({
        CreationDate: ago(hour),
        State: 'FAILED',
        StatusMessage: `denied${'!'.repeat(place)}`,
      }));
      const { messages } = await figuresOf(jobs, options);
      assert.deepEqual([messages.top.length, messages.all], [12, count]);
    }
  });

  it('distinguish messages by their first 1,000 characters', async () => {
    for (const [same, all] of [
      [999, 2],
      [1000, 1],
    ] as const) {
      const jobs = ['a', 'b'].map((end) => ({
        CreationDate: ago(hour),
        State: 'FAILED',
        StatusMessage: `${'x '.repeat(same).slice(0, same)}${end}`,
      }));
      assert.equal((await figuresOf(jobs, options)).messages.all, all, `${same} characters`);
    }
  });

  it('have 200 resources with an old backup, and the ten longest backups', async () => {
    for (const count of [10, 11, 200, 201]) {
      const jobs = many(count, (place) => ({
        CompletionDate: ago(4 * hour),
        CreationDate: ago(5 * hour),
        ResourceArn: `arn:aws:s3:::${place}`,
        State: 'COMPLETED',
      }));
      const { resources } = await figuresOf(jobs, options);
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

  it('exclude a backup at exactly the maximum age, and include an older one', async () => {
    const jobs = [3 * hour, 3 * hour + 1].map((age) => ({
      CompletionDate: ago(age),
      CreationDate: ago(5 * hour),
      ResourceArn: `arn:aws:s3:::${age}`,
      State: 'COMPLETED',
    }));
    const { stale } = (await figuresOf(jobs, options)).resources;
    assert.deepEqual(
      stale.top.map(({ arn }) => arn),
      [`arn:aws:s3:::${3 * hour + 1}`],
    );
  });

  it('include durations that grow by one second a day, and none that grow less', async () => {
    const growing = (milliseconds: number) =>
      many(6, (place) => ({
        CompletionDate: ago(place * day - hour - (6 - place) * milliseconds),
        CreationDate: ago(place * day),
        ResourceArn: `arn:aws:s3:::${milliseconds}`,
        State: 'COMPLETED',
      }));
    const { resources } = await figuresOf([...growing(1000), ...growing(999)], options);
    assert.deepEqual(
      resources.growing.top.map(({ arn }) => arn),
      ['arn:aws:s3:::1000'],
    );
  });
});

describe('The count of the overview', () => {
  it('is aborted by its signal at the next slice, or after the last', async () => {
    const reason = new Error('aborted');
    for (const slices of [1, 2, 7]) {
      const controller = new AbortController();
      let paused = 0;
      const pause = async () => {
        if (++paused === slices) controller.abort(reason);
      };
      const jobs = many(32, () => ({ State: 'COMPLETED' }));
      await assert.rejects(
        figuresOf(jobs, options, { signal: controller.signal, pause, sliceMs: 0 }),
        reason,
      );
    }
  });
});
