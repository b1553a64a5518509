import assert from 'node:assert/strict';
import { Slices } from '../../../src/jobs/slices.js';
import { ExpectedRuns, ScheduleLearner } from '../../../src/schedule/ruleSchedule.js';
import { ruleVersionOf } from '../../../src/schedule/ruleVersion.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { daily } from './dailyJobs.js';
import { dayMs, hourMs } from './histories.js';

describe('The schedule of a rule', () => {
  it('is learned from many jobs in slices', async () => {
    const runs = Array.from({ length: 29 }, (_, place) => ({
      time: Date.UTC(2026, 10, place + 1, 5),
      isCertain: true,
    }));
    let pauses = 0;
    const pause = async () => {
      pauses++;
    };
    const learner = new ScheduleLearner(runs);
    for (let resource = 0; resource < 1000; resource++)
      for (const { time } of runs) learner.add(time + resource, time + 8 * hourMs);
    assert.deepEqual(await learner.schedule(new Slices({ sliceMs: 0, pause })), {
      runs,
      interval: dayMs,
      startWindow: 8 * hourMs,
      longestWindow: 8 * hourMs,
    });
    assert.ok(pauses >= (1000 * runs.length) / 100, `${pauses} pauses`);
  });

  it('is calculated in a slice of its own', async () => {
    const jobs = Array.from(
      { length: 20 },
      (_, hour) => daily({ resource: 'a', rule: `daily-${hour}`, hour })[0],
    );
    let pauses = 0;
    const pause = async () => {
      pauses++;
    };
    const readAt = Date.UTC(2026, 10, 30);
    const known = [{ from: readAt - 30 * dayMs, to: readAt }];
    await scheduleReport([{ region: 'eu-west-1', jobs: jobs.flatMap((job) => job ?? []), known, readAt }], {
      sliceMs: 0,
      pause,
    });
    assert.ok(pauses >= 20, `${pauses} pauses`);
  });

  it('is calculated in slices, and judged for years of hourly runs', async () => {
    const years = 5;
    const readAt = Date.UTC(2026, 10, 30);
    const known = [{ from: readAt - years * 365 * dayMs, to: readAt }];
    const missing = readAt - 400 * dayMs;
    const [job] = daily({ resource: 'a', rule: 'hourly', cron: 'cron(0 * ? * * *)', days: [1] });
    const jobs = Array.from({ length: years * 365 * 24 }, (_, hour) => readAt - (hour + 1) * hourMs)
      .filter((time) => time !== missing)
      .map((time) => ({
        ...job,
        BackupJobId: `${time}`,
        CreationDate: new Date(time + 1000),
        StartBy: new Date(time + hourMs),
      }));
    const { series } = await scheduleReport([{ region: 'eu-west-1', jobs, known, readAt }]);
    assert.deepEqual(
      series.map(({ judgement: { missed, verdict } }) => [verdict, missed]),
      [['onSchedule', [missing]]],
    );
    const rule = ruleVersionOf(job?.CreatedBy);
    assert.ok(rule !== undefined);
    let pauses = 0;
    const pause = async () => {
      pauses++;
    };
    const expected = new ExpectedRuns({ from: known[0]?.from ?? 0, to: readAt });
    const runs = await expected.of(rule, new Slices({ sliceMs: 0, pause }));
    assert.deepEqual([runs.length, pauses > runs.length / 100], [jobs.length + 1, true]);
  });
});
