import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { coverageOf } from '../../../src/jobs/coverage.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { scheduleFigures } from '../../../src/overview/figures/scheduleFigures.js';
import { overviewViewModel } from '../../../src/overview/viewModels/overviewViewModel.js';
import type { Section } from '../../../src/overview/viewModels/section.js';
import { type Target, Targets } from '../../../src/overview/viewModels/viewModelContext.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { hostileTexts } from '../../hostile.js';
import { daily } from '../schedule/dailyJobs.js';
import { figuresOf } from './figuresOf.js';

/** A Thursday: the period is 24 hours in every time zone. */
const now = new Date('2026-11-26T20:00:00Z');
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const failed = { State: 'FAILED', StatusMessage: 'Access denied' };

describe('What changed, in the overview', () => {
  it('groups the resources by their worst change, each with its cause, time and jobs', async () => {
    const { section, targetOf } = await viewModelOf([
      ...states('new', { 26: failed }),
      ...states('recovered', { 25: failed }),
      ...states('still', { 24: failed, 25: failed, 26: failed }),
      ...states('longer', {
        20: failed,
        21: failed,
        22: failed,
        23: failed,
        24: failed,
        25: failed,
        26: failed,
      }),
      ...states('good', {}),
      ...daily({ resource: 'missed', rule: 'other', without: (day) => day === 25, until: 26 }),
      ...daily({ resource: 'overdue', rule: 'daily', until: 24 }),
      ...daily({ resource: 'monthly', rule: 'm', cron: 'cron(0 5 1 * ? *)', days: [1] }),
    ]);
    const { caption, table } = section('changes');
    assert.deepEqual(
      table.rows.map(({ cells: [resource, what], group }) => [group, resource, what]),
      [
        ['Newly failing · 1', 'new', 'Failed · Access denied'],
        ['Missed a run · 1', 'missed', 'prod · other · 1 run made no job'],
        ['Overdue · 1', 'overdue', 'prod · daily · no job for 2 runs'],
        ['Recovered · 1', 'recovered', 'Good again after: Failed'],
        ['Still failing · 2', 'longer', 'Failed · Access denied'],
        ['Still failing · 2', 'still', 'Failed · Access denied'],
      ],
    );
    assert.match(caption, /Not known: 1 resource\.$/);
    assert.deepEqual(
      table.rows.map(({ cells }) => [cells[3], cells[4]]),
      [
        ['Newly failing', '1'],
        ['Missed a run', '—'],
        ['Overdue', '—'],
        ['Recovered', '—'],
        ['Still failing', '7'],
        ['Still failing', '3'],
      ],
    );
    assert.match(table.rows[4]?.cells[2] ?? '', / · 7 nights$/);
    const [first] = table.rows;
    const opened = targetOf(first?.target);
    assert.equal(opened?.kind === 'open' && opened.job.BackupJobId, 'new-26');
    assert.deepEqual(targetOf(first?.filter), {
      kind: 'filter',
      filter: { resourceArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/new' },
    });
  });

  it('shows a few resources of each group at first, and leads to all outcomes in the tree if there are very many', async () => {
    const jobs = Array.from({ length: 103 }, (_, place) => states(`r${place}`, { 26: failed })).flat();
    const { section, targetOf } = await viewModelOf([...jobs, ...states('s', { 25: failed })]);
    const { more, moreTarget, table } = section('changes');
    const atFirst = table.rows.filter(({ isMore }) => !isMore);
    assert.deepEqual(
      [table.rows.length, atFirst.map(({ group }) => group), more, targetOf(moreTarget)],
      [101, [...Array(3).fill('Newly failing · 103'), 'Recovered · 1'], 'and 3 more', { kind: 'outcomes' }],
    );
  });

  it('says that it is not known without all jobs of each resource, and when nothing is known to have changed', async () => {
    const unknown = await viewModelOf(states('a', {}), { knowsSchedule: false });
    const none = await viewModelOf(states('a', {}));
    assert.deepEqual(
      [unknown.section('changes').empty, none.section('changes').empty],
      [
        'Not known: this needs all jobs of each resource, at any time and with any result.',
        'Nothing that is known.',
      ],
    );
  });
});

describe('A last good backup that is too old, in the overview', () => {
  it('is judged by the schedule of its resource: a weekly one is not too old on a Thursday', async () => {
    const weekly = { rule: 'weekly', cron: 'cron(0 5 ? * SUN *)' };
    const { section } = await viewModelOf([
      ...daily({ resource: 'weekly', ...weekly, days: [1, 8, 15, 22] }),
      ...daily({ resource: 'weekly-failed', ...weekly, days: [1, 8, 15, 22] }).map((job, at) => ({
        ...job,
        ...(at === 3 && failed),
      })),
      ...states('daily', {}),
      ...states('failing', { 25: failed, 26: failed }),
      ...daily({ resource: 'overdue', rule: 'daily', until: 24 }),
      ...daily({ resource: 'monthly', rule: 'm', cron: 'cron(0 5 1 * ? *)', days: [1] }),
      ...daily({ resource: 'no-schedule', rule: 'n', cron: undefined, until: 24 }),
    ]);
    const { caption, table, title } = section('stale');
    assert.equal(title, 'No good backup in time');
    assert.deepEqual(
      table.rows.map(({ cells: [resource, , , , due = ''], group }) => [group, resource, due.slice(0, 6)]),
      [
        ['Latest job made no complete backup · 2', 'failing', 'Nov 25'],
        ['Latest job made no complete backup · 2', 'weekly-failed', 'Nov 22'],
        ['Overdue: no job for the last runs · 1', 'overdue', 'Nov 25'],
        ['No job since the last good backup · 1', 'no-schedule', 'Nov 25'],
      ],
    );
    assert.match(
      caption,
      /No schedule is known of 1 of them: its last good backup is older than 24 hours\.$/,
    );
  });

  it('waits for the start window and the usual duration of a new resource without any good backup', async () => {
    const staleAt = async (hours: number) => {
      const first = states('a', { 26: failed }).slice(-1);
      const { section } = await viewModelOf([...first, ...states('b', {})], {
        at: new Date(Date.UTC(2026, 10, 26, 5 + hours)),
      });
      return section('stale').table.rows.length;
    };
    assert.deepEqual([await staleAt(8), await staleAt(10)], [0, 1]);
  });

  it('is that of the whole, where a good job is only a part of a backup of the same resource', async () => {
    const jobs = states('stack', { 25: { State: 'PARTIAL' }, 26: { State: 'PARTIAL' } });
    const parts = jobs.map((job, place): BackupJob => {
      const CreationDate = new Date((job.CreationDate?.getTime() ?? 0) + 60_000);
      const part = { ...job, BackupJobId: `part-${place}`, ParentJobId: job.BackupJobId, CreationDate };
      return { ...part, State: 'COMPLETED' };
    });
    for (const all of [
      [...parts, ...jobs],
      [...jobs, ...parts],
    ]) {
      const { section } = await viewModelOf(all);
      assert.deepEqual(
        section('stale').table.rows.map(({ cells, group }) => [group, cells[0], cells[4]?.slice(0, 6)]),
        [['Latest job made no complete backup · 1', 'stack', 'Nov 25']],
      );
    }
  });

  it('is judged by the schedule of the parent, where all jobs of a resource are nested; else it is not', async () => {
    const weekly = { rule: 'weekly', cron: 'cron(0 5 ? * SUN *)', days: [1, 8, 15, 22] };
    const nestedIn = (parent: string, resource: string, days = weekly.days) =>
      daily({ ...weekly, resource, days }).map(
        (job): BackupJob => ({ ...job, ParentJobId: `${parent}-${job.CreationDate?.getUTCDate()}` }),
      );
    const { section } = await viewModelOf([
      ...daily({ ...weekly, resource: 'stack' }),
      ...nestedIn('stack', 'volume'),
      ...nestedIn('stack', 'failed-volume').map((job, at) => ({ ...job, ...(at === 3 && failed) })),
      ...nestedIn('unlisted', 'orphan'),
      ...nestedIn('unlisted', 'new', [26]),
    ]);
    const { caption, table } = section('stale');
    assert.deepEqual(
      table.rows.map(({ cells }) => [cells[0], cells[4]?.slice(0, 6)]),
      [['failed-volume', 'Nov 22']],
    );
    assert.match(
      caption,
      /usual duration\. 1 resource is not judged: it is not known how often it is backed up, or when its last good backup was\.$/,
    );
  });

  it('is not judged where a rule that has few runs, or no known schedule, may be more frequent', async () => {
    const weekly = { rule: 'weekly', plan: 'other', cron: 'cron(0 5 ? * SUN *)', days: [1, 8, 15, 22] };
    const { section } = await viewModelOf(
      [
        ...daily({ resource: 'current', ...weekly }),
        ...daily({ resource: 'current', rule: 'daily', days: [25, 26] }).map((job) => ({
          ...job,
          ...failed,
        })),
        ...daily({ resource: 'silent', ...weekly }),
        ...daily({ resource: 'silent', rule: 'daily', days: [22, 23] }).map((job) => ({ ...job, ...failed })),
        ...daily({ resource: 'unknown', ...weekly }),
        ...daily({ resource: 'unknown', rule: 'daily', cron: undefined }).map((job) => ({
          ...job,
          ...failed,
        })),
        ...daily({ resource: 'new', ...weekly }),
        ...daily({ resource: 'new', rule: 'daily', days: [26] }).map((job) => ({ ...job, ...failed })),
      ],
      { at: new Date('2026-11-26T12:00:00Z') },
    );
    const { caption, table } = section('stale');
    assert.deepEqual(
      table.rows.map(({ cells }) => [cells[0], cells[4]?.slice(0, 6)]),
      [['current', 'Nov 25']],
    );
    assert.match(caption, / 2 resources are not judged: /);
  });

  it('is known of a failed job without a creation date, and of no good job without a time', async () => {
    const [, , job = {}] = states('undated', {}).toReversed();
    const undated = { CreationDate: undefined, CompletionDate: undefined, StartBy: undefined };
    const named = (resource: string, fields: Partial<BackupJob>) => ({
      ...job,
      ...fields,
      BackupJobId: resource,
      ResourceArn: `arn:aws:dynamodb:eu-west-1:111122223333:table/${resource}`,
    });
    const { section } = await viewModelOf([
      ...states('good', {}),
      named('failed', { ...failed, CreationDate: undefined }),
      named('expired', { State: 'EXPIRED', CreationDate: undefined, CompletionDate: undefined }),
      named('timeless', { ...failed, ...undated }),
      named('good-timeless', undated),
    ]);
    const { caption, table } = section('stale');
    assert.deepEqual(table.rows.map(({ cells }) => cells[0]).sort(), ['expired', 'failed', 'timeless']);
    assert.match(caption, / 1 resource is not judged: /);
  });

  it('is judged by one number of hours if the setting says so', async () => {
    const jobs = daily({ resource: 'weekly', rule: 'w', cron: 'cron(0 5 ? * SUN *)', days: [1, 8, 15, 22] });
    const { section } = await viewModelOf(jobs, { staleMs: 48 * hourMs });
    assert.deepEqual(
      [section('stale').title, section('stale').table.rows.length],
      ['No good backup in 48 hours', 1],
    );
  });
});

describe('The gaps and start windows in the overview', () => {
  it('rank the longest gaps by how often they exceed the schedule, with those that are open or only known in part', async () => {
    const { section } = await viewModelOf([
      ...states('daily', { 10: failed, 11: failed }),
      ...states('open', { 23: failed, 24: failed, 25: failed, 26: failed }),
      ...states('never', Object.fromEntries(Array.from({ length: 26 }, (_, at) => [at + 1, failed]))),
      ...states('good', {}),
    ]);
    const { caption, table } = section('gaps');
    assert.deepEqual(
      table.rows.map(({ cells: [resource, , gap, scheduled, , to = ''] }) => [
        resource,
        gap,
        scheduled,
        to.slice(0, 6),
      ]),
      [
        ['never', 'at least 25 d 15 h', '1 d', 'until '],
        ['open', '4 d 15 h', '1 d', 'until '],
        ['daily', '3 d', '1 d', 'Nov 12'],
      ],
    );
    assert.match(caption, /Resources whose schedule is judged: 4\.$/);
  });

  it('list the rules with late and overlapping runs, however long ago', async () => {
    const shares = [0.71, 0.78, 0.859];
    const late = states('late', {}).map((job, at) => {
      const share = shares[at - 23] ?? 0.01;
      const run = (job.CreationDate?.getTime() ?? 0) - 20_000;
      return { ...job, InitiationDate: new Date(run + share * 8 * hourMs) };
    });
    const once = states('once', {}).map((job, at) => {
      const created = job.CreationDate?.getTime() ?? 0;
      const hours = at === 4 ? 6 : at === 8 ? 0 : 1;
      const ends = at === 7 ? { CompletionDate: new Date(created + 25 * hourMs) } : {};
      return { ...job, ...ends, InitiationDate: new Date(created - 20_000 + hours * hourMs) };
    });
    const { section } = await viewModelOf([...once, ...late, ...states('good', {})]);
    assert.deepEqual(
      section('pressure').table.rows.map(({ cells }) => [...cells.slice(0, 5), cells[5]?.split(',')[0]]),
      [
        ['late', 'prod · daily', '3 of 26', 'later and later: 1, 71, 78, 85 %', '0', 'Nov 26'],
        ['once', 'prod · daily', '1 of 26', 'up to 75 %', '1', 'Nov 9'],
      ],
    );
    const none = await viewModelOf(states('good', {}));
    assert.deepEqual(
      [none.section('gaps').empty, none.section('pressure').empty],
      [
        'None of the resources whose schedule is judged.',
        'None among the runs of the rules whose start window is known.',
      ],
    );
  });

  it('show hostile names as short lines of text', async () => {
    const jobs = Object.values(hostileTexts).flatMap((text, place) => {
      const started = (job: BackupJob, at: number) => (job.CreationDate?.getTime() ?? 0) + at * 0.25 * hourMs;
      return states(`r${place}`, { 24: failed, 25: failed }).map((job, at) => ({
        ...job,
        ResourceName: text,
        StatusMessage: text,
        ResourceArn: `${job.ResourceArn}${text}`,
        CreatedBy: { ...job.CreatedBy, BackupPlanName: text, BackupRuleName: text },
        InitiationDate: new Date(started(job, at)),
      }));
    });
    const { section } = await viewModelOf(jobs);
    for (const name of ['changes', 'gaps', 'pressure', 'stale']) {
      const { table } = section(name);
      for (const cell of table.rows.flatMap(({ cells }) => cells))
        assert.ok(cell !== '' && cell.length < 500 && !/[\r\n\u202e]/.test(cell), `${name}: ${cell}`);
    }
    assert.ok(section('changes').table.rows.length > 0 && section('gaps').table.rows.length > 0);
    assert.ok(section('pressure').table.rows.length > 0);
  });
});

/** The jobs of a daily rule, each with an end. Some days have other fields. */
function states(
  resource: string,
  changes: Readonly<Record<number, Partial<BackupJob>>>,
): readonly BackupJob[] {
  return daily({ resource, rule: 'daily', until: 26 }).map((job, at) => ({
    ...job,
    CompletionDate: new Date((job.CreationDate?.getTime() ?? 0) + hourMs / 2),
    ...changes[at + 1],
  }));
}

async function viewModelOf(
  jobs: readonly BackupJob[],
  {
    at = now,
    knowsSchedule = true,
    staleMs,
  }: { readonly at?: Date; readonly knowsSchedule?: boolean; readonly staleMs?: number } = {},
): Promise<{
  readonly section: (name: string) => Section;
  readonly targetOf: (number: number | undefined) => Target | undefined;
}> {
  const readAt = at.getTime();
  const known = [{ from: readAt - 30 * dayMs, to: readAt }];
  const report = await scheduleReport([{ region: 'us-east-1', jobs, known, readAt }]);
  const schedule = knowsSchedule ? await scheduleFigures(report, at) : undefined;
  const options = { now: at, asOf: at, periodMs: dayMs, staleMs };
  const targets = new Targets();
  const { attention, sections } = await overviewViewModel(
    await figuresOf(jobs, { ...options, schedule: schedule?.report }),
    schedule,
    {
      ...options,
      coverage: coverageOf(selectionOf({}), { isComplete: true, readSince: undefined }),
      locale: 'en',
      targets,
    },
  );
  return {
    section: (name) => {
      const found = [...attention, ...sections].find((one) => one.name === name);
      assert.ok(found, name);
      return found;
    },
    targetOf: (number) => (number === undefined ? undefined : targets.at(number)),
  };
}
