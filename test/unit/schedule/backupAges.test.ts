import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { backupObjective, dueAfter, longestInterval } from '../../../src/schedule/goodBackupDue.js';
import { longestGap } from '../../../src/schedule/longestGap.js';
import { type ScheduleReport, scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { daily } from './dailyJobs.js';
import { dayMs, hourMs, minuteMs } from './histories.js';

const readAt = Date.parse('2026-11-26T12:00:00Z');
const at = (text: string) => Date.parse(`2026-11-${text}Z`);

describe('When a newer good backup is due', () => {
  it('follows from the most frequent rule of a resource: its next run, start window, an hour, and the usual time', async () => {
    const weekly = (rule: string) => ({ rule, cron: 'cron(0 5 ? * SUN *)', days: [1, 8, 15, 22] });
    const weekdays = { rule: 'c', cron: 'cron(0 5 ? * MON-FRI *)', days: workdays };
    const report = await reportOf([
      ...daily({ resource: 'weekly', ...weekly('a') }),
      ...daily({ resource: 'both', ...weekly('b'), hour: 5 }),
      ...daily({ resource: 'both', rule: 'daily', hour: 7, until: 26 }),
      ...daily({ resource: 'weekdays', ...weekdays }),
      ...daily({ resource: 'monthly', rule: 'd', cron: 'cron(0 5 1 * ? *)', days: [1] }),
      ...daily({ resource: 'none', rule: 'e', cron: undefined }),
    ]);
    const due = (resource: string, since: string, usualMs = 0) => {
      const series = report.series.filter((one) => one.series.resourceArn.endsWith(`/${resource}`));
      const leading = backupObjective(series, readAt)?.schedules[0];
      const time = leading && dueAfter(leading, at(since), usualMs);
      return leading === undefined ? 'no schedule' : time && new Date(time).toISOString().slice(8, 16);
    };
    assert.deepEqual(
      [
        due('weekly', '15T05:00:20', 30 * minuteMs),
        due('weekly', '22T05:00:20'),
        due('both', '24T07:00:20'),
        due('weekdays', '20T05:00:20'),
        due('weekdays', '24T05:00:20'),
        due('monthly', '01T05:00:20'),
        due('none', '24T05:00:20'),
      ],
      ['22T14:30', undefined, '25T16:00', '23T14:00', '25T14:00', undefined, 'no schedule'],
    );
  });

  it('follows from the rules whose latest run made a job, or that are judged; others leave a doubt', async () => {
    const weekly = { rule: 'weekly', plan: 'other', cron: 'cron(0 5 ? * SUN *)', days: [1, 8, 15, 22] };
    /** A daily rule whose plan was edited: `days` are those since. */
    const edited = (resource: string, days: readonly number[]) => [
      ...daily({ resource, ...weekly }),
      ...daily({ resource, rule: 'daily', days }).map((job) => ({
        ...job,
        CreatedBy: { ...job.CreatedBy, BackupPlanVersion: 'v2' },
      })),
    ];
    const report = await reportOf([
      ...edited('current', [25, 26]),
      ...edited('silent', [22, 23]),
      ...daily({ resource: 'off', ...weekly }),
      ...daily({ resource: 'off', rule: 'daily', days: [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26] }),
      ...daily({ resource: 'only off', ...weekly, days: [1, 22] }),
      ...daily({ resource: 'no schedule', ...weekly }),
      ...daily({ resource: 'no schedule', rule: 'daily', cron: undefined }),
      ...daily({ resource: 'ended', ...weekly }),
      ...daily({ resource: 'ended', rule: 'daily', until: 10 }),
    ]);
    const days = (ms: number | undefined) => ms && ms / dayMs;
    const objectiveOf = (resource: string) => {
      const series = report.series.filter((one) => one.series.resourceArn.endsWith(`/${resource}`));
      const { doubtful = [], followed, hasUnknown, schedules = [] } = backupObjective(series, readAt) ?? {};
      const intervals = (some: typeof schedules) => some.map(({ schedule }) => days(schedule.interval));
      return [
        resource,
        intervals(schedules),
        intervals(doubtful),
        hasUnknown,
        days(followed?.schedule.interval),
      ];
    };
    assert.deepEqual(['current', 'silent', 'off', 'only off', 'no schedule', 'ended'].map(objectiveOf), [
      ['current', [1, 7], [], false, 7],
      ['silent', [7], [1], false, 7],
      ['off', [7], [1], false, 7],
      ['only off', [7], [], false, undefined],
      ['no schedule', [7], [], true, 7],
      ['ended', [7], [], false, 7],
    ]);
  });

  it('does not count the run that made the last good backup, nor one that the clocks skip or repeat', () => {
    const run = (time: number, isCertain = true) => ({ time, isCertain });
    const schedule = {
      runs: [run(0), run(dayMs), run(2 * dayMs, false), run(3 * dayMs)],
      interval: dayMs,
      startWindow: hourMs,
      longestWindow: hourMs,
    };
    assert.deepEqual(
      [
        dueAfter({ schedule, since: 0 }, dayMs - 2 * minuteMs, 0),
        dueAfter({ schedule, since: 0 }, dayMs - hourMs, 0),
        dueAfter({ schedule, since: dayMs + 2 * hourMs }, -dayMs, 0),
        dueAfter({ schedule, since: dayMs + dayMs }, -dayMs, 0),
        longestInterval(schedule),
        longestInterval({ ...schedule, runs: [run(0)] }),
      ],
      [
        3 * dayMs + 2 * hourMs,
        dayMs + 2 * hourMs,
        dayMs + 2 * hourMs,
        3 * dayMs + 2 * hourMs,
        dayMs,
        undefined,
      ],
    );
  });
});

describe('The longest time without a good backup', () => {
  it('includes the time until now, and before the first good one at least the time since the first job', () => {
    const { POSITIVE_INFINITY: none } = Number;
    assert.deepEqual(
      [
        longestGap([10, 30, 0], none, 35),
        longestGap([0, 10], none, 35),
        longestGap([20, 25], 2, 30),
        longestGap([], 2, 30),
        longestGap([5], 5, 5),
        longestGap([], none, 30),
      ],
      [
        { ms: 20, from: 10, to: 30, isAtLeast: false },
        { ms: 25, from: 10, to: undefined, isAtLeast: false },
        { ms: 18, from: 2, to: 20, isAtLeast: true },
        { ms: 28, from: 2, to: undefined, isAtLeast: true },
        { ms: 0, from: 5, to: undefined, isAtLeast: false },
        undefined,
      ],
    );
  });

  it('law: no moment is farther from the good backups around it, and a further good one makes it no longer', () => {
    const time = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(fc.array(time), time, time, (good, first, more) => {
        const gap = longestGap(good, first, 100);
        assert.ok(gap !== undefined);
        const end = gap.to ?? 100;
        assert.equal(gap.ms, end - gap.from);
        assert.ok(!good.some((one) => one > gap.from && one < end));
        const start = Math.min(first, ...good);
        for (let moment = start; moment <= 100; moment++) {
          const before = Math.max(start, ...good.filter((one) => one <= moment));
          const after = Math.min(100, ...good.filter((one) => one > moment));
          assert.ok(after - before <= gap.ms);
        }
        const longer = longestGap([...good, Math.max(start, more)], first, 100);
        assert.ok((longer?.ms ?? 0) <= gap.ms);
      }),
    );
  });
});

const workdays = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26];

function reportOf(jobs: readonly BackupJob[]): Promise<ScheduleReport> {
  return scheduleReport([
    { region: 'eu-west-1', jobs, known: [{ from: readAt - 30 * dayMs, to: readAt }], readAt },
  ]);
}
