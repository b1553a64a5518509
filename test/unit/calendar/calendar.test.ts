import assert from 'node:assert/strict';
import { cellOf } from '../../../src/calendar/calendarCell.js';
import { cellAt } from '../../../src/calendar/rowCode.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { daily } from '../schedule/dailyJobs.js';
import { calendarOf, cellsOf, lastWords } from './calendarOf.js';

/** Late enough that the runs of 05:00 UTC of this day are judged in every time zone. */
const now = Date.UTC(2026, 10, 29, 20);
const hourMs = 3_600_000;

describe('The calendar of resources and days', () => {
  it('shows the worst result of each day, with its reason and the number of jobs', async () => {
    const built = await calendarOf(
      [
        job({ day: 27 }),
        job({ day: 28 }),
        job({ day: 28, hour: 13, State: 'FAILED', MessageCategory: 'AccessDenied', StatusMessage: 'No' }),
        job({ day: 28, hour: 14, State: 'EXPIRED' }),
        job({ day: 29, MessageCategory: 'VSS_ERROR', StatusMessage: 'VSS of vol-0a1b2c3d failed' }),
      ],
      { now },
    );
    assert.deepEqual(lastWords(built, 'orders-db', 4), [
      'no job',
      'completed',
      'failed, AccessDenied, 3 jobs',
      'completed with issues, VSS_ERROR',
    ]);
  });

  it('says which runs started late in their start window, or during an earlier one', async () => {
    const jobs = daily({ resource: 'a', rule: 'daily' }).map((one, at): BackupJob => {
      const created = one.CreationDate?.getTime() ?? 0;
      return {
        ...one,
        CompletionDate: new Date(created + (at === 26 ? 26 : 7) * hourMs),
        InitiationDate: new Date(created + (at === 25 ? 6 : 0) * hourMs),
      };
    });
    const built = await calendarOf(jobs, { now });
    assert.deepEqual(lastWords(built, built.viewModel.rows.titles[0] ?? '', 4), [
      'completed, 1 late start',
      'completed',
      'completed, 1 overlapping run',
      'completed',
    ]);
  });

  it('ends today, starts with the 30 days that AWS Backup lists, and doubts the day that is cut', async () => {
    const built = await calendarOf([job({ day: 29 })], { now });
    const { slots } = built.viewModel.days;
    assert.equal(slots.length, 31);
    assert.deepEqual(slots.map(({ isToday }) => isToday).lastIndexOf(true), 30);
    assert.deepEqual(
      cellsOf(built, 0).map(({ doubt }) => doubt),
      ['unread', ...Array.from({ length: 30 }, () => 'known')],
    );
  });

  it('shows all days that a history lists, at most 400, and doubts those in its gaps', async () => {
    const dayOf = (back: number) => new Date(2026, 10, 29 - back).getTime();
    const listed = [
      { from: dayOf(900), to: dayOf(60) },
      { from: dayOf(58) - hourMs, to: now },
    ];
    const jobs = [
      job({ day: 29 }),
      job({ day: -370, State: 'FAILED' }),
      job({ day: -30 }),
      job({ day: -380 }),
    ];
    const built = await calendarOf(jobs, { now, listed });
    const { limits, days, rows } = built.viewModel;
    const cells = cellsOf(built, 0);
    assert.deepEqual([rows.titles, days.slots.length, cells.length], [['orders-db'], 400, 400]);
    assert.deepEqual(
      cells.flatMap(({ doubt }, slot) => (doubt === 'unread' ? [399 - slot] : [])),
      [60, 59],
    );
    assert.deepEqual(
      [0, 340, 399].map((slot) => [days.slots[slot]?.name, cells[slot]?.result]),
      [
        ['Sunday, October 26, 2025', 'FAILED'],
        ['Thursday, October 1', 'COMPLETED'],
        ['today, Sunday, November 29', 'COMPLETED'],
      ],
    );
    assert.equal(limits, 'Jobs on none of these days: 1.');
  });

  it('ends with a history that ended in the past, without a day that is today', async () => {
    const listed = [{ from: new Date(2024, 0, 1).getTime(), to: new Date(2024, 2, 31, 12).getTime() }];
    const old = { ...job({ day: 1 }), CreationDate: new Date(2024, 2, 30, 12) };
    const history = { first: listed[0]?.from, last: listed[0]?.to };
    const built = await calendarOf([old], { now, listed, history });
    const { days } = built.viewModel;
    assert.deepEqual(
      [days.slots.length, days.slots.at(-1)?.name, days.slots.some(({ isToday }) => isToday)],
      [91, 'Sunday, March 31, 2024', false],
    );
    assert.deepEqual(cellsOf(built, 0).slice(-2), [
      { result: 'COMPLETED', doubt: 'known' },
      { result: 'none', doubt: 'known' },
    ]);
  });

  it('shows a history without reports from its first job on, and claims nothing of its days', async () => {
    const old = { ...job({ day: 1 }), CreationDate: new Date(2024, 2, 1, 12) };
    const history = { first: old.CreationDate.getTime(), last: new Date(2024, 4, 1).getTime() };
    const built = await calendarOf([old], { now, listed: [], history });
    const { days } = built.viewModel;
    const cells = cellsOf(built, 0);
    assert.deepEqual(
      [days.slots.length, days.slots.at(-1)?.name, cells[0]],
      [61, 'Tuesday, April 30, 2024', { result: 'COMPLETED', doubt: 'unread' }],
    );
    assert.deepEqual(new Set(cells.map(({ doubt }) => doubt)), new Set(['unread']));
  });

  it('judges missed runs as far back as a history goes', async () => {
    const { firstSeen, jobs } = dailyFor(300, (back) => back === 200);
    const listed = [{ from: firstSeen, to: now }];
    const live = await calendarOf(jobs, { now });
    assert.equal(live.viewModel.days.slots.length, 31);
    const built = await calendarOf(jobs, { now, listed });
    const results = cellsOf(built, 0);
    assert.deepEqual(
      results.flatMap(({ result }, slot) => (result === 'missed' ? [results.length - 1 - slot] : [])),
      [200],
    );
  });

  it('shows missed and overdue runs, and what is not judged', async () => {
    const built = await calendarOf(
      [
        ...daily({ resource: 'missing', rule: 'daily', without: (day) => day === 27 }),
        ...daily({ resource: 'silent', rule: 'daily', until: 27 }),
        ...daily({ resource: 'new', rule: 'daily', days: [28, 29] }),
        ...daily({ resource: 'unknown', rule: 'other', cron: undefined, days: [27, 29] }),
      ],
      { now },
    );
    assert.deepEqual(lastWords(built, 'missing', 3), ['missed run', 'completed', 'completed']);
    assert.deepEqual(lastWords(built, 'silent', 3), ['completed', 'overdue run', 'overdue run']);
    assert.deepEqual(lastWords(built, 'new', 3), ['no job, not judged', 'completed', 'completed']);
    assert.deepEqual(lastWords(built, 'unknown', 3), ['completed', 'no job, not judged', 'completed']);
  });

  it('judges no day without a job where the jobs have a parent or name no rule', async () => {
    const parent = { resource: 'stack', rule: 'daily', without: (day: number) => day === 27 };
    const nested = daily({ ...parent, resource: 'volume' }).map(
      (one): BackupJob => ({ ...one, ParentJobId: `stack-${one.CreationDate?.getUTCDate()}` }),
    );
    const moved = daily({ resource: 'moved', rule: 'daily' }).map(
      (one, place): BackupJob => (place < 27 ? { ...one, BackupVaultName: 'old' } : one),
    );
    const built = await calendarOf(
      [
        ...daily(parent),
        ...nested,
        ...daily({ resource: 'volume', rule: 'weekly', cron: 'cron(0 5 ? * SUN *)', days: [8, 15, 22, 29] }),
        ...daily({ resource: 'blurred', rule: 'a', days: [28] }).map(
          (one): BackupJob => ({ ...one, CreatedBy: {} }),
        ),
        ...daily({ resource: 'on-demand', rule: 'a', days: [28] }).map(
          (one): BackupJob => ({ ...one, CreatedBy: undefined }),
        ),
      ],
      { now },
    );
    const grouped = await calendarOf(moved, { now, grouping: 'vault' });
    const old = grouped.rows.findIndex(({ group }) => group === 'old');
    assert.deepEqual(
      [
        ...['stack', 'volume', 'blurred', 'on-demand'].map((title) => lastWords(built, title, 3)),
        cellsOf(grouped, old)
          .slice(-3)
          .map(({ doubt, result }) => `${result} ${doubt}`),
      ],
      [
        ['missed run', 'completed', 'completed'],
        ['no job, not judged', 'completed', 'completed, 2 jobs'],
        ['no job, not judged', 'completed', 'no job, not judged'],
        ['no job', 'completed', 'no job'],
        ['COMPLETED known', 'none notJudged', 'none notJudged'],
      ],
    );
  });

  it('shows a good part of a backup of the same resource like the whole', async () => {
    const whole = job({ day: 28, hour: 13, State: 'PARTIAL' });
    const part = job({ day: 29, hour: 1 });
    const running = job({ day: 27, hour: 13, State: 'RUNNING' });
    const ids = (one: BackupJob, BackupJobId: string, ParentJobId?: string) => ({
      ...one,
      BackupJobId,
      ParentJobId,
    });
    const built = await calendarOf(
      [
        ids(part, 'part', 'whole'),
        ids(whole, 'whole'),
        ids(running, 'running'),
        ids(job({ day: 27, hour: 14 }), 'good-part', 'running'),
        ids(job({ day: 26 }), 'orphan', 'unlisted'),
      ],
      { now },
    );
    assert.deepEqual(lastWords(built, 'orders-db', 4), [
      'completed',
      'running, 2 jobs',
      'partial',
      'partial',
    ]);
  });

  it('claims no missed run of a part of the jobs, unless the tree knows all of them', async () => {
    const jobs = daily({ resource: 'missing', rule: 'daily', without: (day) => day === 27 });
    const filter = { backupVaultName: ['vault'] };
    const part = await calendarOf(jobs, { now, filter });
    assert.deepEqual(lastWords(part, 'missing', 3), [
      'no job that matches the filter, not judged',
      'completed',
      'completed',
    ]);
    assert.match(part.viewModel.limits, /^Missed runs are not known/);
    const whole = await calendarOf(jobs, { now, filter, hasWhole: true });
    assert.deepEqual(lastWords(whole, 'missing', 3), ['missed run', 'completed', 'completed']);
    assert.equal(whole.viewModel.limits, '');
  });

  it('marks the days that were not read or that the filter excludes', async () => {
    const jobs = daily({ resource: 'a', rule: 'daily', days: [20, 28, 29] });
    const partial = await calendarOf(jobs, { now, readSince: Date.UTC(2026, 10, 28) - 14 * hourMs });
    assert.equal(lastWords(partial, 'a', 5)[0], 'no job, not all jobs known');
    const filtered = await calendarOf(jobs, { now, filter: { createdAfter: '2026-11-28' } });
    assert.deepEqual(lastWords(filtered, 'a', 9), ['completed', 'completed']);
  });

  it('claims that there are no jobs only if all were read', async () => {
    const texts = await Promise.all(
      [{}, { readSince: now - hourMs }].map(async (of) => {
        const { empty, note } = (await calendarOf([], { now, ...of })).viewModel;
        return [note.split(',')[0], empty];
      }),
    );
    assert.deepEqual(texts, [
      ['0 jobs', 'There are no jobs.'],
      ['No known jobs', 'It is not known whether there are jobs.'],
    ]);
  });

  it('sorts the rows by what needs attention, and groups them by what the user chooses', async () => {
    const jobs = [
      job({ name: 'good', day: 29, vault: 'b' }),
      job({ name: 'bad-once', day: 29, State: 'FAILED', vault: 'b' }),
      ...[28, 29].map((day) => job({ name: 'bad-twice', day, State: 'FAILED', vault: 'a' })),
      job({ name: 'issues', day: 29, MessageCategory: 'X', vault: 'a' }),
      job({ name: 'bad-before', day: 28, State: 'FAILED', vault: 'a' }),
      job({ name: 'bad-before', day: 29, vault: 'b' }),
    ];
    const plain = await calendarOf(jobs, { now });
    assert.deepEqual(plain.viewModel.rows.titles, ['bad-twice', 'bad-once', 'issues', 'bad-before', 'good']);
    const grouped = await calendarOf(jobs, { now, grouping: 'vault' });
    assert.deepEqual(
      grouped.viewModel.rows.titles.map(
        (title, row) => `${grouped.viewModel.groups[grouped.viewModel.rows.groups[row] ?? -1]}: ${title}`,
      ),
      ['a: bad-twice', 'a: bad-before', 'a: issues', 'b: bad-once', 'b: bad-before', 'b: good'],
    );
  });

  it('knows the latest job of each resource, in any order, even if one has no date', async () => {
    const [early, late] = [job({ day: 27 }), job({ day: 28 })];
    const { CreationDate: _, ...undated } = job({ day: 29 });
    for (const jobs of [
      [undated, early, late],
      [late, undated, early],
      [early, late, undated],
    ]) {
      const { rows } = await calendarOf(jobs, { now });
      assert.deepEqual(
        rows.map(({ latest }) => latest.BackupJobId),
        [late.BackupJobId],
      );
    }
  });

  it('opens a day to its hours', async () => {
    const jobs = [job({ day: 28, hour: 12 }), job({ day: 28, hour: 13, State: 'FAILED' })];
    const openDay = new Date(2026, 10, 28).getTime();
    const { viewModel } = await calendarOf(jobs, { now, openDay });
    const { hours } = viewModel;
    assert.ok(hours);
    assert.equal(hours.day, 29);
    assert.equal(hours.slots.length, 24);
    assert.deepEqual(
      [11, 12, 13, 14, 24].map((hour) => cellOf(cellAt(hours.rows[0] ?? '', hour).code).result),
      ['none', 'COMPLETED', 'FAILED', 'none', 'none'],
    );
  });

  it('keeps resources of the same name apart, and a job without a resource in a row of its own', async () => {
    const { viewModel } = await calendarOf(
      [
        job({ day: 29 }),
        { ...job({ day: 29 }), AccountId: '444455556666', BackupJobId: 'other' },
        { BackupJobId: 'nothing', State: 'FAILED' },
        { ...job({ day: 29 }), BackupJobId: 'ancient', CreationDate: new Date(1970, 0, 2) },
      ],
      { now },
    );
    assert.deepEqual(viewModel.rows.titles, ['nothing', 'orders-db', 'orders-db']);
    assert.deepEqual(viewModel.rows.notes, ['', 'EBS · 111122223333', 'EBS · 444455556666']);
    assert.equal(viewModel.limits, 'Jobs on none of these days: 2.');
    assert.equal(viewModel.days.slots.length, 31);
  });
});

function job(of: {
  readonly name?: string;
  readonly day: number;
  readonly hour?: number;
  readonly vault?: string;
  readonly State?: string;
  readonly MessageCategory?: string;
  readonly StatusMessage?: string;
}): BackupJob {
  const { day, hour = 12, name = 'orders-db', vault = 'prod', ...fields } = of;
  return {
    AccountId: '111122223333',
    BackupJobId: `${name}-${day}-${hour}-${vault}`,
    BackupVaultName: vault,
    CreationDate: new Date(2026, 10, day, hour),
    ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/${name}`,
    ResourceName: name,
    ResourceType: 'EBS',
    State: 'COMPLETED',
    ...fields,
  };
}

/** The jobs of a daily rule up to today, without some days. */
function dailyFor(days: number, isWithout: (back: number) => boolean) {
  const [{ CreatedBy = {}, CreationDate = new Date(0), StartBy = new Date(0), ...others } = {}] = daily({
    resource: 'old',
    rule: 'daily',
    days: [29],
  });
  const jobs = Array.from({ length: days }, (_, back) => back)
    .filter((back) => !isWithout(back))
    .map(
      (back): BackupJob => ({
        ...others,
        BackupJobId: `old-${back}`,
        CreatedBy,
        CreationDate: new Date(CreationDate.getTime() - back * 24 * hourMs),
        StartBy: new Date(StartBy.getTime() - back * 24 * hourMs),
      }),
    );
  return { jobs, firstSeen: CreationDate.getTime() - days * 24 * hourMs };
}
