import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import {
  countNights,
  endOfNight,
  hourTitle,
  nightOf,
  nightsBetween,
  nightTitle,
  startOfHour,
  startOfNight,
} from '../../../src/jobs/nights.js';
import { latestStreak } from '../../../src/jobs/relatedJobs.js';
import { inZone } from '../inZone.js';

const plain = (text: string) => text.replaceAll(/[\u2009\u202f]/g, ' ');

describe('A night', () => {
  it('is from noon to noon of local time, and undefined for a missing or invalid time', () =>
    inZone('America/New_York', () => {
      const nights = [
        new Date(2026, 10, 27, 11, 59, 59, 999),
        new Date(2026, 10, 27, 12),
        new Date(2026, 10, 28, 11, 59),
        new Date(2027, 0, 1, 3),
        new Date(2026, 2, 1, 0),
      ].map(nightOf);
      assert.deepEqual(nights, ['2026-11-26', '2026-11-27', '2026-11-27', '2026-12-31', '2026-02-28']);
      assert.deepEqual([nightOf(undefined), nightOf(new Date(Number.NaN))], [undefined, undefined]);
    }));

  it('is counted once, whether its jobs were created before or after midnight', () =>
    inZone('America/New_York', () => {
      const evening = new Date(2026, 10, 27, 23, 30);
      const morning = new Date(2026, 10, 28, 0, 30);
      const afternoon = new Date(2026, 10, 28, 12);
      const bad = (CreationDate: Date): BackupJob => ({
        BackupJobId: CreationDate.toISOString(),
        CreationDate,
        State: 'FAILED',
      });
      const nights = [
        [evening, morning],
        [evening, morning, afternoon],
        [undefined, new Date(Number.NaN)],
      ].map(countNights);
      assert.deepEqual(nights, [1, 2, 0]);
      assert.equal(latestStreak([bad(evening), bad(morning)])?.nights, 1);
    }));

  it('is a night after the one before, also when the clocks change', () =>
    inZone('America/New_York', () => {
      const pairs = [
        ['2026-11-27', '2026-11-28'],
        ['2026-03-07', '2026-03-09'],
        ['2026-10-31', '2026-11-01'],
        ['2026-12-31', '2027-01-01'],
      ] as const;
      assert.deepEqual(
        pairs.map(([night, later]) => nightsBetween(night, later)),
        [1, 2, 1, 1],
      );
    }));

  it('has 23 or 25 hours when the clocks change', () =>
    inZone('America/New_York', () => {
      const hours = ['2026-03-07', '2026-10-31', '2026-11-01'].map(
        (night) => (endOfNight(night).getTime() - startOfNight(night).getTime()) / 3_600_000,
      );
      assert.deepEqual(hours, [23, 25, 24]);
    }));

  it('is named by its two dates, with the year if it is another one', () => {
    const titlesIn = (year: number) =>
      ['2026-11-27', '2026-11-30', '2026-12-31'].map((night) =>
        plain(nightTitle(night, new Date(year, 5), 'en')),
      );
    assert.deepEqual(
      [titlesIn(2026), titlesIn(2027)],
      [
        ['Nov 27 – 28', 'Nov 30 – Dec 1', 'Dec 31, 2026 – Jan 1, 2027'],
        ['Nov 27 – 28, 2026', 'Nov 30 – Dec 1, 2026', 'Dec 31, 2026 – Jan 1, 2027'],
      ],
    );
  });

  it('has hours with different names even where one occurs twice', () =>
    inZone('America/New_York', () => {
      const night = '2026-10-31';
      const titles = ['2026-11-01T05:30Z', '2026-11-01T06:30Z', '2026-11-01T07:10Z'].map((time) =>
        plain(hourTitle(new Date(startOfHour(Date.parse(time), night)), 'en')),
      );
      assert.deepEqual(titles, ['1:00 – 1:59 AM EDT', '1:00 – 1:59 AM EST', '2:00 – 2:59 AM EST']);
      const plainNight = hourTitle(new Date(2026, 10, 27, 23), 'en');
      assert.equal(plain(plainNight), '11:00 – 11:59 PM');
    }));
});
