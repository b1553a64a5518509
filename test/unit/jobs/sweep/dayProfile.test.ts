import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DayProfile, noJobsBySlot, slotOf } from '../../../../src/jobs/sweep/dayProfile.js';

const day = 86_400_000;
const hour = 3_600_000;
const midnight = Date.UTC(2026, 10, 24);

/** Jobs at these milliseconds of each of three days. */
function profileOf(times: readonly number[]): DayProfile {
  const profile = new DayProfile();
  const jobs = noJobsBySlot();
  for (const time of times) jobs[slotOf(time)] = (jobs[slotOf(time)] ?? 0) + 3;
  profile.add(jobs, { from: midnight - 3 * day, to: midnight });
  return profile;
}

describe('The profile of a day', () => {
  it('estimates how many jobs a span has, and where the span of a number of jobs starts', () => {
    const nightly = profileOf(Array.from({ length: 900 }, (_, place) => 5 * hour + place * 600));
    assert.deepEqual(
      [
        nightly.expected(midnight - day, midnight),
        nightly.expected(midnight - 10 * day, midnight),
        nightly.expected(midnight - day + 6 * hour, midnight),
        nightly.startOf(450, midnight - 30 * day, midnight),
        nightly.startOf(1350, midnight - 30 * day, midnight),
        nightly.startOf(900_000, midnight - 30 * day, midnight),
      ].map(Math.round),
      [
        900,
        9000,
        0,
        midnight - day + 5 * hour + 270_000,
        midnight - 2 * day + 5 * hour + 270_000,
        midnight - 30 * day,
      ],
    );
  });

  it('uses the average for unknown times of day', () => {
    const profile = new DayProfile();
    const jobs = noJobsBySlot();
    jobs[slotOf(midnight - hour)] = 60;
    profile.add(jobs, { from: midnight - hour, to: midnight });
    assert.equal(Math.round(profile.expected(midnight - day, midnight - 2 * hour)), 22 * 60);
  });

  it('updates its estimate when jobs are added', () => {
    const profile = profileOf([5 * hour]);
    const perDay = () => Math.round(profile.expected(midnight - day, midnight));
    const before = perDay();
    const jobs = noJobsBySlot();
    jobs[slotOf(6 * hour)] = 9;
    profile.add(jobs, { from: midnight - 6 * day, to: midnight - 3 * day });
    assert.deepEqual([before, perDay()], [1, 2]);
  });

  it('scales up for a denser part, unless the part has too few or too many jobs to compare', () => {
    const nightly = profileOf(Array.from({ length: 900 }, (_, place) => 5 * hour + place * 600));
    const burst = { from: midnight - 19 * hour, to: midnight - 19 * hour + 60_000 };
    const expected = (found: number) => nightly.adapted(found, burst)?.expected(midnight - day, midnight);
    assert.deepEqual(
      [0, 5, 20, 100, 250, 600, 5000].map((found) => Math.round(expected(found) ?? -1)),
      [-1, -1, 180, 900, 900, 5400, -1],
    );
  });

  it('law: startOf and expected are inverse', () => {
    const times = fc.array(fc.nat(day - 1), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(times, fc.nat(1000), fc.nat(3 * day), (some, wanted, before) => {
        const profile = profileOf(some);
        const to = midnight - before;
        const from = to - 300 * day;
        const start = profile.startOf(wanted, from, to);
        const reached = profile.expected(start, to);
        assert.ok(start >= from && start <= to);
        assert.ok(Math.abs(reached - Math.min(wanted, profile.expected(from, to))) < 1e-3, `${reached}`);
      }),
    );
  });
});
