import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { coverageOf } from '../../../src/jobs/coverage.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { scheduleFigures } from '../../../src/overview/figures/scheduleFigures.js';
import { changesSection } from '../../../src/overview/viewModels/changesSection.js';
import { jobsOfFailingRules } from '../../../src/overview/viewModels/failingRules.js';
import { missedSection, notJudgedSection } from '../../../src/overview/viewModels/scheduleSections.js';
import { verdictOf } from '../../../src/overview/viewModels/verdict.js';
import { Targets, type ViewModelContext } from '../../../src/overview/viewModels/viewModelContext.js';
import { missedCounts } from '../../../src/schedule/findingCounts.js';
import { historyGapsText } from '../../../src/schedule/historyGaps.js';
import { type ScheduleReport, scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { daily } from '../schedule/dailyJobs.js';
import { figuresOf } from './figuresOf.js';

const now = new Date('2026-11-29T20:00:00Z');
const dayMs = 86_400_000;

describe('The schedules in the overview', () => {
  it('list missed and overdue runs with their rule, their number and what to check', async () => {
    const report = await reportOf([
      ...daily({ resource: 'a', rule: 'daily', without: (day) => day === 12 || day === 28 }),
      ...daily({ resource: 'b', rule: 'daily', until: 28 }),
      ...daily({ resource: 'c', rule: 'nightly', plan: 'dev', hour: 7, until: 20 }),
      ...daily({ resource: 'd', rule: 'nightly', plan: 'dev', hour: 7, until: 20 }),
    ]);
    const { rows } = missedSection(report, context()).table;
    assert.deepEqual(
      rows.map(({ cells: [what, rule, runs], filter, group, target }) => [
        what,
        rule,
        runs,
        group?.split(':')[0],
        filter !== undefined,
        target !== undefined,
      ]),
      [
        ['a', 'prod · daily', '2', 'Missed', true, true],
        ['Rule nightly · 2 resources', 'dev · nightly', '18', 'Overdue', true, false],
        ['b', 'prod · daily', '1', 'Overdue', true, true],
      ],
    );
    const [{ cells, cellTooltips } = { cells: [] }] = rows;
    assert.match(cells[3] ?? '', /^Nov 28, \d+:00 [AP]M$/);
    assert.match(cellTooltips?.[3] ?? '', /^Nov 28, 2026, \d+:00:00 [AP]M /);
    assert.equal(cells[5], cellTooltips?.[3]);
    assert.deepEqual(missedCounts(report, now.getTime() - 2 * dayMs), { missed: 1, overdue: 3 });
  });

  it('lead from a rule, plan, vault or account to its jobs, in the tree and in the calendar', async () => {
    const stopped = (plan: string, change: BackupJob = {}) =>
      ['a', 'b'].flatMap((resource) =>
        daily({ resource: `${plan}-${resource}`, rule: `${plan}-rule-${resource}`, plan, until: 20 }).map(
          (job) => ({ ...job, BackupVaultName: plan, ...change }),
        ),
      );
    const rule = ['a', 'b'].flatMap((resource) => daily({ resource, rule: 'r', plan: 'dev', until: 20 }));
    const all = [
      ...rule,
      ...stopped('prod'),
      ...stopped('x', { BackupVaultName: 'shared' }),
      ...daily({ resource: 'live', rule: 'live', plan: 'x' }),
      ...stopped('other', { AccountId: '444455556666', CreatedBy: undefined }),
    ];
    const targets = new Targets();
    const { rows } = missedSection(await reportOf(all), { ...context(), targets }).table;
    assert.deepEqual(
      rows.map(({ cells, filter }) => {
        const target = filter === undefined ? undefined : targets.at(filter);
        return target?.kind === 'filter' && [cells[0], target.filter, target.place?.region];
      }),
      [
        ['Rule r · 2 resources', { backupPlanId: 'dev' }, 'eu-west-1'],
        ['Plan prod · 2 resources', { backupPlanId: 'prod' }, 'eu-west-1'],
        ['Vault shared · 2 resources', { backupVaultName: ['shared'] }, 'eu-west-1'],
      ],
    );
  });

  it('claim nothing without all jobs of each resource, nor without a schedule that can be judged', async () => {
    const of = (report: ScheduleReport | undefined) => missedSection(report, context()).empty;
    assert.deepEqual(
      [of(undefined), of(await reportOf([])), of(await reportOf(daily({ resource: 'a', rule: 'daily' })))],
      [
        'Not known: this needs all jobs of each resource, at any time and with any result.',
        'Not known: no schedule can be judged.',
        'None of the schedules that can be judged.',
      ],
    );
  });

  it('list what is not judged with the reason, and what has ended', async () => {
    const report = await reportOf([
      ...daily({ resource: 'a', rule: 'monthly', cron: 'cron(0 5 1 * ? *)', days: [1] }),
      ...daily({ resource: 'b', rule: 'old', cron: undefined }),
      ...daily({ resource: 'c', rule: 'daily', until: 20 }),
      ...daily({ resource: 'd', rule: 'daily' }),
    ]);
    assert.deepEqual(
      notJudgedSection(report, context()).table.rows.map(({ cells, group }) => [cells[0], group]),
      [
        ['c', 'Ended: no job for more than three runs'],
        ['a', 'Not judged: fewer than three known runs of this version of the plan'],
        ['b', 'Not judged: the jobs name no schedule'],
      ],
    );
  });

  it('are in the verdict, which is not good if a run was missed or is overdue', async () => {
    const verdict = async (jobs: readonly BackupJob[]) => {
      const done = jobs.map((job) => ({
        ...job,
        CompletionDate: new Date((job.CreationDate?.getTime() ?? 0) + 60_000),
      }));
      const options = { now, asOf: now, periodMs: dayMs, staleMs: 10 * dayMs };
      const schedule = await scheduleFigures(await reportOf(done), now);
      const { text, tone } = verdictOf(
        await figuresOf(done, options),
        schedule,
        jobsOfFailingRules(schedule),
        context(),
      );
      return [tone, text.split('. ').slice(1).join('. ')];
    };
    const others = daily({ resource: 'z', rule: 'other', plan: 'dev', hour: 7 });
    assert.deepEqual(
      [
        await verdict([...others, ...daily({ resource: 'a', rule: 'daily' })]),
        await verdict([...others, ...daily({ resource: 'a', rule: 'daily', until: 27 })]),
        await verdict([...others, ...hourly('a', 27 * 24 + 23)]),
        await verdict([
          ...others,
          ...daily({ resource: 'a', rule: 'daily' }),
          ...daily({
            resource: 'a',
            rule: 'weekly',
            cron: 'cron(0 6 ? * MON *)',
            hour: 6,
            days: [2, 9, 16, 23],
          }).map((job, place) => ({
            ...job,
            BackupJobId: `weekly-${place}`,
            ...(place === 3 && { State: 'FAILED' }),
          })),
        ]),
      ],
      [
        ['good', ''],
        ['plain', '1 resource is overdue.'],
        ['bad', 'There is 1 missed run.'],
        ['plain', '1 resource is still failing: the latest run of one of its rules made no complete backup.'],
      ],
    );
  });
});

describe('What changed', () => {
  const sinceOf = async (jobs: readonly BackupJob[]) => {
    const report = await reportOf([...jobs, ...daily({ resource: 'live', rule: 'live', plan: 'other' })]);
    const { table } = changesSection(await scheduleFigures(report, now), context());
    return table.rows.map(({ cells }) => cells[2]?.replace(/, .*/, ''));
  };

  it('names the date of a plan that stopped weeks ago, and the day of one that stopped lately', async () => {
    const stopped = (until: number) =>
      ['a', 'b'].flatMap((resource) => daily({ resource, rule: 'daily', hour: 12, until }));
    assert.deepEqual(await sinceOf(stopped(4)), ['Nov 5', 'Nov 5']);
    assert.match((await sinceOf(stopped(27)))[0] ?? '', /^Sat \d/);
  });

  it('names the date of a failure of weeks ago', async () => {
    const [failed] = daily({
      resource: 'm',
      rule: 'monthly',
      hour: 12,
      cron: 'cron(0 12 6 * ? *)',
      days: [6],
    });
    assert.deepEqual(await sinceOf([{ ...failed, State: 'FAILED' }]), ['Nov 6']);
  });
});

describe('The schedules in the overview of a history', () => {
  it('have the missed runs that its reports prove, with the year, and the days that are not judged', async () => {
    const jobs = daily({
      ...{ resource: 'a', rule: 'daily', until: 28 },
      without: (day) => day === 12 || day === 21,
    });
    const from = Date.UTC(2026, 10, 1);
    const end = Date.UTC(2026, 10, 29);
    const known = [
      { from, to: Date.UTC(2026, 10, 20) },
      { from: Date.UTC(2026, 10, 22), to: end },
    ];
    const regions = [
      { region: 'eu-west-1', jobs, known, readAt: end },
      { region: 'us-east-1', jobs: [], known: [{ from, to: end }], readAt: end },
    ];
    const coverage = { ...context().coverage, isHistory: true } as const;
    const section = missedSection(await scheduleReport(regions), { ...context(), coverage });
    assert.deepEqual(
      section.table.rows.map(({ cells: [what, , runs, latest] }) => [
        what,
        runs,
        latest?.replace(/,[^,]*$/, ''),
      ]),
      [['a', '1', 'Nov 12, 2026']],
    );
    assert.equal(
      section.caption?.replaceAll('\u2009', ' '),
      'The schedules that the jobs name, compared with the jobs. Judged: the only pair of a resource and a rule. Not judged, because the history may lack jobs: Nov 20 – 21, 2026, eu-west-1.',
    );
  });

  it('are not judged at its end if the last reports are missing, nor in a region without any', async () => {
    const jobs = daily({ resource: 'a', rule: 'daily', until: 20 });
    const [from, to, readAt] = [1, 20, 29].map((day) => Date.UTC(2026, 10, day)) as [number, number, number];
    const report = await scheduleReport([
      { region: 'eu-west-1', jobs, known: [{ from, to }], readAt },
      { region: 'us-east-1', jobs: [], known: [], readAt },
    ]);
    assert.deepEqual(
      report.series.map(({ judgement: { missed, silent, verdict } }) => [verdict, missed, silent]),
      [['missingJobs', [], []]],
    );
    assert.equal(
      historyGapsText(report.regions, 'en').replaceAll('\u2009', ' '),
      'Not judged, because the history may lack jobs: all days, us-east-1 · Nov 20 – 28, 2026, eu-west-1.',
    );
  });
});

describe('What changed in a history', () => {
  it('is not known after a gap: a resource that fails since then may have done so before', async () => {
    const jobs = daily({ resource: 'a', rule: 'daily', until: 28 }).map((job) => ({
      ...job,
      State: 'FAILED',
      CompletionDate: new Date((job.CreationDate?.getTime() ?? 0) + 60_000),
    }));
    const readAt = Date.UTC(2026, 10, 29);
    const reportSince = (from: number) =>
      scheduleReport([
        {
          ...{ region: 'eu-west-1', readAt, isHistory: true, known: [{ from, to: readAt }] },
          jobs: jobs.filter(({ CreationDate }) => (CreationDate?.getTime() ?? 0) >= from),
        },
      ]);
    const outcomesSince = async (from: number) => {
      const { outcomes } = await scheduleFigures(await reportSince(from), new Date(readAt));
      return [...outcomes].flatMap(([name, all]) => all.map(() => name));
    };
    assert.deepEqual(
      [await outcomesSince(Date.UTC(2026, 10, 28)), await outcomesSince(Date.UTC(2026, 9, 30))],
      [['unknown'], ['stillFailing']],
    );
  });
});

describe('The verdict of the overview', () => {
  it('is not good while missed runs are unknown', async () => {
    const jobs = daily({ resource: 'a', rule: 'daily' }).map((job) => ({
      ...job,
      CompletionDate: new Date((job.CreationDate?.getTime() ?? 0) + 60_000),
    }));
    const figures = await figuresOf(jobs, { now, asOf: now, periodMs: dayMs, staleMs: undefined });
    const readSince = new Date(now.getTime() - 9 * dayMs);
    const coverage = coverageOf(selectionOf({}), { isComplete: false, readSince });
    assert.equal(verdictOf(figures, undefined, new Set(), { ...context(), coverage }).tone, 'plain');
  });
});

/** The jobs of an hourly rule since the start of the month, without that of one hour. */
function hourly(resource: string, without: number): readonly BackupJob[] {
  return Array.from({ length: 29 * 24 - 5 }, (_, hour) => hour).flatMap((hour) => {
    const [job] = daily({ resource, rule: 'hourly', cron: 'cron(0 * ? * * *)', days: [1] });
    const time = Date.UTC(2026, 10, 1, hour);
    if (job === undefined || hour === without) return [];
    return [
      { ...job, BackupJobId: `${hour}`, CreationDate: new Date(time), StartBy: new Date(time + 3_600_000) },
    ];
  });
}

function reportOf(jobs: readonly BackupJob[]): Promise<ScheduleReport> {
  const readAt = now.getTime();
  return scheduleReport([
    { region: 'eu-west-1', jobs, known: [{ from: readAt - 30 * dayMs, to: readAt }], readAt },
  ]);
}

function context(): ViewModelContext {
  return {
    now,
    asOf: now,
    periodMs: dayMs,
    staleMs: 10 * dayMs,
    coverage: coverageOf(selectionOf({}), { isComplete: true, readSince: undefined }),
    locale: 'en',
    targets: new Targets(),
  };
}
