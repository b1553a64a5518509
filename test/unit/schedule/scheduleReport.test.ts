import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { Chance, noise } from '../../../src/sample/random.js';
import { regionsOf } from '../../../src/schedule/findingCounts.js';
import type { Finding, JudgedSeries } from '../../../src/schedule/foldFindings.js';
import { isJudged } from '../../../src/schedule/judgement.js';
import { missedSince } from '../../../src/schedule/missedSince.js';
import { type ScheduleReport, scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { daily } from './dailyJobs.js';
import { dayMs, historyOf, hourMs } from './histories.js';

const readAt = Date.parse('2026-11-29T20:00:00Z');

describe('The report on schedules', () => {
  it('explains what stops at once by the widest scope that stopped, and never ends it', async () => {
    const jobs = [
      ...daily({ resource: 'a', rule: 'daily', until: 21 }),
      ...daily({ resource: 'b', rule: 'daily', until: 21 }),
      ...daily({ resource: 'c', rule: 'daily-2', hour: 7, until: 21 }),
      ...daily({ resource: 'd', rule: 'other', plan: 'dev' }),
    ];
    assert.deepEqual(namesOf((await reportOf(jobs)).findings), ['overdue plan prod: a 8, b 8, c 8']);
  });

  it('asks about one resource that stops, and lets it end after three runs', async () => {
    const jobs = (until: number) => [
      ...daily({ resource: 'a', rule: 'daily', until }),
      ...daily({ resource: 'b', rule: 'daily' }),
    ];
    const lastOn = async (until: number) => {
      const { findings, series } = await reportOf(jobs(until));
      return [...namesOf(findings), ...series.map(({ judgement: { verdict } }) => verdict)];
    };
    assert.deepEqual(
      [await lastOn(29), await lastOn(28), await lastOn(26), await lastOn(25)],
      [
        ['onSchedule', 'onSchedule'],
        ['overdue resource a: a 1', 'overdue', 'onSchedule'],
        ['overdue resource a: a 3', 'overdue', 'onSchedule'],
        ['ended', 'onSchedule'],
      ],
    );
  });

  it('explains a night without jobs by one finding, and one missed run by another', async () => {
    const outage = (day: number) => day === 12;
    const jobs = [
      ...daily({ resource: 'a', rule: 'daily', without: outage }),
      ...daily({ resource: 'b', rule: 'daily', without: (day) => outage(day) || day === 20 }),
      ...daily({ resource: 'c', rule: 'other', plan: 'dev', hour: 7, without: outage }),
    ];
    assert.deepEqual(namesOf((await reportOf(jobs)).findings), [
      'missed vault vault: a 1, b 1, c 1',
      'missed resource b: b 1',
    ]);
  });

  it('does not judge a series of which any job lacks an ID, wherever that job is listed', async () => {
    const jobs = daily({ resource: 'a', rule: 'daily', without: (day) => day === 20 }).map((job, place) => ({
      ...job,
      ...(place === 9 && { CreatedBy: { ...job.CreatedBy, BackupRuleId: undefined } }),
    }));
    const [odd] = jobs.splice(9, 1);
    assert.ok(odd);
    const verdicts = async (listed: readonly BackupJob[]) =>
      (await reportOf(listed)).series.map(({ judgement: { missed, verdict } }) => [verdict, missed]);
    assert.deepEqual(
      [await verdicts([odd, ...jobs]), await verdicts([...jobs, odd])],
      [[['incompleteJob', []]], [['incompleteJob', []]]],
    );
  });

  it('blames no vault whose other jobs ran', async () => {
    const jobs = [
      ...daily({ resource: 'a', rule: 'daily', without: (day) => day === 12 }),
      ...daily({ resource: 'b', rule: 'daily', without: (day) => day === 12 }),
      ...daily({ resource: 'c', rule: 'other', plan: 'dev' }),
    ];
    assert.deepEqual(namesOf((await reportOf(jobs)).findings), ['missed rule daily: a 1, b 1']);
  });

  it('judges no series with too few runs, without a schedule, or beside its schedule', async () => {
    const verdicts = async (jobs: readonly BackupJob[]) =>
      (await reportOf(jobs)).series.map(({ judgement: { missed, verdict } }) => [verdict, missed.length]);
    const isEven = (day: number) => day % 2 === 0;
    assert.deepEqual(
      [
        ...(await verdicts(daily({ resource: 'a', rule: 'monthly', cron: 'cron(0 5 1 * ? *)', days: [1] }))),
        ...(await verdicts(daily({ resource: 'b', rule: 'old', cron: undefined }))),
        ...(await verdicts(daily({ resource: 'c', rule: 'bad', cron: 'rate(1 day)' }))),
        ...(await verdicts(daily({ resource: 'd', rule: 'daily', without: isEven }))),
      ],
      [
        ['tooFewRuns', 0],
        ['noSchedule', 0],
        ['unreadableSchedule', 0],
        ['offSchedule', 0],
      ],
    );
  });

  it('claims nothing if a job without dates, account or rule may be that of the run', async () => {
    const jobs = daily({ resource: 'a', rule: 'daily' });
    const without = (place: number, change: Partial<BackupJob>) =>
      jobs.map((job, at) => (at === place ? { ...job, ...change } : job));
    const planOnly = { BackupPlanId: 'prod' };
    const cases: readonly (readonly BackupJob[])[] = [
      without(12, { CreationDate: undefined, StartBy: undefined }),
      without(28, { CreationDate: undefined, StartBy: undefined }),
      without(12, { CreationDate: new Date(Number.NaN), StartBy: undefined }),
      without(12, { AccountId: undefined }),
      without(12, { CreatedBy: planOnly }),
      without(12, { CreatedBy: {} }),
      without(12, { ResourceArn: undefined }),
      without(12, { CreationDate: undefined }),
    ];
    for (const [place, some] of cases.entries()) {
      const { findings } = await reportOf(some);
      assert.deepEqual(namesOf(findings), [], `case ${place}`);
    }
  });

  it('claims nothing if a job that was created early or late may be that of the run', async () => {
    const minutes = (place: number, late: number) =>
      daily({ resource: 'a', rule: 'daily' }).map((job, at) => ({
        ...job,
        StartBy: undefined,
        ...(at === place && { CreationDate: new Date((job.CreationDate?.getTime() ?? 0) + late * 60_000) }),
      }));
    for (const late of [-10, -6, 120, 23 * 60, 25 * 60]) {
      const { findings } = await reportOf(minutes(12, late));
      assert.deepEqual(namesOf(findings), [], `${late} minutes late`);
    }
  });

  it('waits for the longest start window that the jobs allow before it calls a run overdue', async () => {
    const late = (hours: (day: number) => number | undefined) =>
      daily({ resource: 'a', rule: 'daily', until: 28 }).map((job, at) => {
        const window = hours(at);
        const time = (job.CreationDate?.getTime() ?? 0) - 20_000;
        return { ...job, StartBy: window === undefined ? undefined : new Date(time + window * hourMs) };
      });
    assert.deepEqual(
      [
        namesOf((await reportOf(late(() => 8))).findings),
        namesOf((await reportOf(late(() => 24))).findings),
        namesOf((await reportOf(late((day) => (day % 4 === 0 ? 25 : 24)))).findings),
        namesOf((await reportOf(late(() => undefined))).findings),
      ],
      [['overdue resource a: a 1'], [], [], []],
    );
  });

  it('sorts an undated job by the run that its StartBy gives, so that no version comes back', async () => {
    const edited = daily({ resource: 'a', rule: 'daily' }).map((job, at) => ({
      ...job,
      CreatedBy: { ...job.CreatedBy, BackupPlanVersion: at < 20 ? 'v1' : 'v2' },
      ...(at === 5 && { CreationDate: undefined }),
    }));
    const { series } = await reportOf(edited);
    assert.deepEqual(
      series.map(({ judgement: { missed, silent, verdict } }) => [verdict, missed, silent]),
      [['onSchedule', [], []]],
    );
  });

  it('is not misled by a job of long ago', async () => {
    const [job] = daily({ resource: 'a', rule: 'daily', days: [1] });
    const old = { ...job, BackupJobId: 'old', CreationDate: new Date('1960-01-01'), StartBy: undefined };
    const { series } = await reportOf([...daily({ resource: 'a', rule: 'daily' }), old]);
    assert.deepEqual(
      series.map(({ judgement: { verdict } }) => verdict),
      ['onSchedule'],
    );
  });

  it('counts neither nested nor on-demand jobs as runs', async () => {
    const [job] = daily({ resource: 'a', rule: 'daily', days: [3] });
    assert.ok(job);
    const { series } = await reportOf([
      { ...job, BackupJobId: 'nested', ParentJobId: 'parent' },
      { ...job, BackupJobId: 'on-demand', CreatedBy: undefined },
      { ...job, BackupJobId: 'nothing', ResourceArn: undefined },
    ]);
    assert.deepEqual(series, []);
  });

  it('does not find an account overdue because resources ended in the regions that are read', async () => {
    const readAt = Date.parse('2026-11-29T20:00:00Z');
    const regionOf = (region: string, resources: readonly string[], until: number) => ({
      region,
      jobs: resources.flatMap((resource) => daily({ resource, rule: 'daily', plan: region, until })),
      known: [{ from: readAt - 30 * dayMs, to: readAt }],
      readAt,
    });
    const findingsOf = async (...regions: readonly ReturnType<typeof regionOf>[]) =>
      (await scheduleReport(regions)).findings.map(
        (finding) => `${finding.kind} ${finding.scope.kind} ${regionsOf(finding).join(' ')}`,
      );
    assert.deepEqual(
      [
        await findingsOf(regionOf('eu-west-1', ['a'], 15), regionOf('us-east-1', ['b'], 15)),
        await findingsOf(regionOf('eu-west-1', ['a'], 27), regionOf('us-east-1', ['b'], 27)),
        await findingsOf(regionOf('eu-west-1', ['a', 'b'], 15), regionOf('us-east-1', ['c', 'd'], 15)),
        await findingsOf(regionOf('eu-west-1', ['a', 'b'], 15), regionOf('us-east-1', ['c'], 15)),
      ],
      [
        [],
        ['overdue account eu-west-1 us-east-1'],
        ['overdue account eu-west-1 us-east-1'],
        ['overdue rule eu-west-1'],
      ],
    );
  });

  it('law: a rule of which all resources stop at once is overdue until the end of the read, and one alone for three runs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 25 }), async (seed, days) => {
        const history = historyOf(seed);
        const stoppedAt = history.readAt - days * dayMs;
        const { rule } = history.runs[0] ?? {};
        const kept = history.runs.filter((run) => run.rule !== rule || run.time < stoppedAt);
        const { findings, series } = await reportOf(
          kept.flatMap(({ jobs }) => jobs),
          history.readAt,
        );
        const overdue = findings.filter(({ kind }) => kind === 'overdue');
        const found = overdue.flatMap((finding) =>
          finding.series.flatMap(({ of, times }) => times.map((time) => `${of.series.key} ${time}`)),
        );
        assert.equal(new Set(found).size, found.length);
        const silent = series.filter(({ judgement }) => judgement.silent.length > 0);
        const lastOf = new Map<string | undefined, number>();
        for (const one of series)
          for (const time of one.judgement.active)
            lastOf.set(ruleOf(one), Math.max(time, lastOf.get(ruleOf(one)) ?? 0));
        const isSilentSince = (one: JudgedSeries) =>
          (one.judgement.silent[0] ?? 0) > (lastOf.get(ruleOf(one)) ?? Number.POSITIVE_INFINITY);
        const isFound = new Set(found);
        for (const one of silent) {
          const { silent: times, verdict } = one.judgement;
          const alike = silent.filter((other) => ruleOf(other) === ruleOf(one) && isSilentSince(other));
          const mustBeFound = verdict === 'overdue' || (alike.length > 1 && alike.includes(one));
          if (mustBeFound)
            assert.deepEqual(
              times.filter((time) => !isFound.has(`${one.series.key} ${time}`)),
              [],
            );
        }
        const all = new Set(
          silent.flatMap(({ judgement, series: own }) =>
            judgement.silent.map((time) => `${own.key} ${time}`),
          ),
        );
        assert.deepEqual(
          found.filter((text) => !all.has(text)),
          [],
        );
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it('law: what is missed is news after every read before which it was not known', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 72 }), async (seed, hours) => {
        const history = historyOf(seed);
        const chance = new Chance(noise(seed, 7));
        const kept = history.runs.filter(() => chance.draw() > 0.1);
        const since = history.readAt - hours * hourMs;
        const jobs = kept.flatMap((run) => run.jobs);
        const before = await reportOf(
          jobs.filter(({ CreationDate }) => (CreationDate?.getTime() || 0) <= since),
          since,
        );
        const now = await reportOf(jobs, history.readAt);
        const known = new Map(before.series.map(({ judgement, series }) => [series.key, judgement]));
        for (const one of now.series) {
          const { missed } = one.judgement;
          const news = missedSince(since, missed, one);
          const earlier = known.get(one.series.key);
          // What is news at a later time is news at an earlier one.
          assert.ok(missedSince(since + hourMs, missed, one).every((time) => news.includes(time)));
          if (earlier === undefined || !isJudged(earlier.verdict) || history.isBlurred) continue;
          const isSame = earlier.schedule?.startWindow === one.judgement.schedule?.startWindow;
          if (!isSame || earlier.latest?.rule.key !== one.judgement.latest?.rule.key) continue;
          const first = Math.min(...one.series.created);
          const unsaid = missed.filter(
            (time) => time > first && !earlier.missed.includes(time) && !news.includes(time),
          );
          assert.deepEqual(unsaid, [], one.series.key);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('law: the findings contain each missed run once, and a wider scope only where it made no job', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 20 }), async (seed, nights) => {
        const history = historyOf(seed);
        const chance = new Chance(noise(seed, 3));
        const from = history.knownSince + chance.whole(5, 20) * dayMs;
        const isOutage = (time: number) => time >= from && time < from + nights * 0.3 * dayMs;
        const kept = history.runs.filter(({ time }) => !isOutage(time) && chance.draw() > 0.03);
        const report = await reportOf(
          kept.flatMap(({ jobs }) => jobs),
          history.readAt,
        );
        const missed = report.series.flatMap(({ judgement, series }) =>
          judgement.missed.map((time) => `${series.key} ${time}`),
        );
        const found = report.findings
          .filter(({ kind }) => kind === 'missed')
          .flatMap(({ series }) =>
            series.flatMap(({ of, times }) => times.map((time) => `${of.series.key} ${time}`)),
          );
        assert.deepEqual(found.sort(), missed.sort());
        for (const { kind, scope, series } of report.findings) {
          if (scope.kind === 'resource') continue;
          assert.ok(series.length > 1);
          const times = series.flatMap(({ times }) => times);
          const [first, last] = [Math.min(...times), kind === 'missed' ? Math.max(...times) : history.readAt];
          const others = report.series.filter(({ series: { jobs } }) =>
            isIn(scope.name, scope.kind, jobs[0]),
          );
          const active = others
            .flatMap(({ judgement }) => [...judgement.active])
            .filter((time) => time >= first && time <= last);
          assert.deepEqual(active, [], scope.key);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function ruleOf({ series }: Pick<JudgedSeries, 'series'>): string | undefined {
  return series.jobs[0]?.CreatedBy?.BackupRuleName;
}

/** Whether a job belongs to a scope of the generated histories, which have one plan, vault and account. */
function isIn(name: string, kind: string, job: BackupJob | undefined): boolean {
  return kind !== 'rule' || job?.CreatedBy?.BackupRuleId === name;
}

function reportOf(jobs: readonly BackupJob[], at = readAt): Promise<ScheduleReport> {
  return scheduleReport([
    { region: 'eu-west-1', jobs, known: [{ from: at - 30 * dayMs, to: at }], readAt: at },
  ]);
}

/** Findings as `missed rule daily: a 1, b 2`, where the numbers count runs. */
function namesOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ kind, scope, series }) => {
    const names = series.map(({ of, times }) => `${of.series.resourceArn.split('/')[1]} ${times.length}`);
    return `${kind} ${scope.kind} ${scope.name.split('/').at(-1)}: ${names.join(', ')}`;
  });
}
