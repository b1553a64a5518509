import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resourceKey } from '../../../src/jobs/attention.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { isBad, isGood, isInProgress } from '../../../src/jobs/jobStates.js';
import { withoutNested } from '../../../src/jobs/withoutNested.js';
import { Chance, noise } from '../../../src/sample/random.js';
import type { ResourceOutcome } from '../../../src/schedule/resourceOutcome.js';
import { resourceOutcomes } from '../../../src/schedule/resourceOutcomes.js';
import type { TimeRange } from '../../../src/schedule/ruleSchedule.js';
import { type RegionJobs, scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { daily } from './dailyJobs.js';
import { dayMs, historyOf, hourMs } from './histories.js';

/** A Thursday: the period is 24 hours in every time zone. */
const readAt = Date.parse('2026-11-26T12:00:00Z');

describe('The outcome of each resource', function () {
  this.timeout(60_000);

  it('is failing newly or still, recovered, good, or completed with issues, by its latest runs', async () => {
    const state = (resource: string, states: Readonly<Record<number, Partial<BackupJob>>>) =>
      daily({ resource, rule: 'daily', until: 26 }).map((job, at) => ({ ...job, ...states[at + 1] }));
    const failed = { State: 'FAILED' };
    const issues = { MessageCategory: 'AccessDenied' };
    assert.deepEqual(
      await outlineOf([
        ...state('good', { 20: failed }),
        ...state('new', { 20: failed, 26: failed }),
        ...state('still', { 24: failed, 25: { State: 'EXPIRED' }, 26: failed }),
        ...state('issues-between', { 24: failed, 25: issues, 26: failed }),
        ...state('recovered', { 24: failed, 25: issues }),
        ...state('issues', { 25: failed, 26: issues }),
        ...state('running', { 26: { State: 'RUNNING' } }),
        ...state('failing-and-running', { 25: failed, 26: { State: 'RUNNING' } }),
        ...state('added-state', { 26: { State: 'ARCHIVED' } }),
      ]),
      [
        'added-state: unknown unclearJob, 26',
        'failing-and-running: stillFailing 1 since 25, 25',
        'good: good, 26',
        'issues-between: stillFailing 2 since 24, 26 24',
        'issues: withIssues, 26',
        'new: newlyFailing 1 since 26, 26',
        'recovered: recovered, 26 24',
        'running: running, 26',
        'still: stillFailing 3 since 24, 26 25 24',
      ],
    );
  });

  it('is missed or overdue if a run made no job, unless its latest run failed, too', async () => {
    const jobs = [
      ...daily({ resource: 'missed', rule: 'a', until: 26, without: (day) => day === 25 }),
      ...daily({ resource: 'missed-before', rule: 'b', until: 26, without: (day) => day === 20 }),
      ...daily({ resource: 'overdue', rule: 'c', until: 24 }),
      ...daily({ resource: 'failed-and-overdue', rule: 'd', until: 24 }).map((job, at) => ({
        ...job,
        ...(at === 23 && { State: 'FAILED' }),
      })),
      ...daily({ resource: 'ended', rule: 'e', until: 15 }),
      ...daily({ resource: 'others', rule: 'e', until: 26 }),
    ];
    const outcomes = await outcomesOf(jobs);
    assert.deepEqual(outlined(outcomes), [
      'ended: unknown ended, 15',
      'failed-and-overdue: stillFailing 1 since 24, 24',
      'missed-before: good, 26',
      'missed: missed, 26',
      'others: good, 26',
      'overdue: overdue, 24',
    ]);
    const runs = outcomes.flatMap(({ missed, overdue, resourceArn }) =>
      [...missed, ...overdue].map(
        ({ finding, of, times }) =>
          `${nameOf(resourceArn)} ${finding.kind} ${nameOf(of.series.resourceArn)} ${times.map(dayOf)}`,
      ),
    );
    assert.deepEqual(runs.sort(), [
      'failed-and-overdue overdue failed-and-overdue 25',
      'missed missed missed 25',
      'overdue overdue overdue 25',
    ]);
  });

  it('is the worst of several rules: a good job of another rule hides no failure', async () => {
    const failing = (resource: string, rule: string, until = 26, hour = 5) =>
      daily({ resource, rule, until, hour }).map((job, at) => ({
        ...job,
        BackupJobId: `${job.BackupJobId}-${rule}`,
        ...(at > until - 3 && { State: 'FAILED' }),
      }));
    const good = (resource: string, until = 26) => daily({ resource, rule: 'good', hour: 7, until });
    const monthly = (resource: string) =>
      daily({ resource, rule: 'm', cron: 'cron(0 5 1 * ? *)', days: [1] });
    assert.deepEqual(
      await outlineOf([
        ...[...failing('hidden', 'bad'), ...good('hidden')],
        ...[...failing('replaced', 'old', 15), ...good('replaced')],
        ...[...failing('retried', 'bad'), ...onDemand('retried', 26, 'COMPLETED')],
        ...[...onDemand('good-since', 25, 'FAILED'), ...good('good-since')],
        ...monthly('monthly'),
        ...[...monthly('both'), ...good('both')],
        // In either order, the monthly rule has not ended.
        ...[...monthly('one-ended'), ...good('one-ended', 15)],
        ...[...good('ended-one', 15), ...monthly('ended-one')],
        ...onDemand('once', 10, 'COMPLETED'),
        ...onDemand('today', 26, 'COMPLETED'),
      ]),
      [
        'both: good, 26',
        'ended-one: unknown notJudged, 15',
        'good-since: recovered, 26 on-demand',
        'hidden: stillFailing 2 since 25, 26-bad 25-bad',
        'monthly: unknown notJudged, 1',
        'once: unknown notJudged, on-demand',
        'one-ended: unknown notJudged, 15',
        'replaced: good, 26',
        'retried: recovered, on-demand 26-bad',
        'today: good, on-demand',
      ],
    );
  });

  it('is unknown where the jobs of the period are not all known, or one without dates may be the latest', async () => {
    const jobs = daily({ resource: 'a', rule: 'daily', until: 26 });
    const undated = { ...jobs[0], BackupJobId: 'undated', CreationDate: undefined, StartBy: undefined };
    const outline = async (more: readonly BackupJob[], known: readonly TimeRange[]) =>
      outlined(await outcomesOf([...jobs, ...more], { known }));
    const whole = { from: readAt - 30 * dayMs, to: readAt };
    assert.deepEqual(
      [
        await outline([], [{ ...whole, to: readAt - hourMs }]),
        await outline([], [{ ...whole, from: readAt - 23 * hourMs }]),
        await outline([], []),
        await outline([{ ...undated, State: 'FAILED' }], [whole]),
        await outline([{ ...undated, State: 'COMPLETED' }], [whole]),
      ],
      [
        ['a: unknown notRead, 26'],
        ['a: unknown notRead, 26'],
        ['a: unknown notRead, 26'],
        ['a: unknown unclearJob, 26 undated'],
        ['a: good, 26'],
      ],
    );
  });

  it('does not look behind a gap of what was read', async () => {
    const jobs = daily({ resource: 'a', rule: 'daily', until: 26 }).map((job, at) => ({
      ...job,
      ...(at > 10 && { State: 'FAILED' }),
    }));
    const known = [
      { from: readAt - 30 * dayMs, to: Date.parse('2026-11-18T00:00:00Z') },
      { from: Date.parse('2026-11-23T00:00:00Z'), to: readAt },
    ];
    const [outcome] = await outcomesOf(jobs, { known });
    assert.deepEqual(
      [outcome?.outcome, outcome?.failing?.nights, outcome?.lastGood],
      ['stillFailing', 4, undefined],
    );
  });

  it('counts the parent of a nested job, and a nested job whose parent is not listed', async () => {
    const [job] = onDemand('parent', 26, 'COMPLETED');
    const nested = (resource: string, ParentJobId: string) =>
      onDemand(resource, 26, 'FAILED').map((one) => ({ ...one, BackupJobId: resource, ParentJobId }));
    assert.deepEqual(
      await outlineOf([
        { ...job, BackupJobId: 'parent' },
        ...nested('nested', 'parent'),
        ...nested('orphan', 'elsewhere'),
      ]),
      ['orphan: newlyFailing 1 since 26, orphan', 'parent: good, parent'],
    );
  });

  it('has an entry for each job that names no resource', async () => {
    const jobs = onDemand('x', 26, 'FAILED').map((job) => ({ ...job, ResourceArn: undefined }));
    const [outcome] = await outcomesOf(jobs);
    assert.deepEqual([outcome?.key, outcome?.outcome], ['x-on-demand', 'newlyFailing']);
  });

  it('law: is one of each resource of each region, whatever the order of jobs and regions', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer(), async (seed, order) => {
        const { at, regions } = someRegions(seed);
        const outcomes = await outcomesOfRegions(regions, at);
        const resources = regions.flatMap(({ jobs, region }) =>
          withoutNested([...jobs]).map((job) => `${region} ${resourceKey(job)}`),
        );
        const keys = outcomes.map(({ key, region }) => `${region} ${key}`);
        assert.deepEqual(keys.sort(), [...new Set(resources)].sort());
        const chance = new Chance(noise(order, 5));
        const shuffled = regions
          .map((one) => ({ ...one, jobs: [...one.jobs].sort(() => chance.draw() - 0.5) }))
          .reverse();
        assert.deepEqual(described(await outcomesOfRegions(shuffled, at)), described(outcomes));
      }),
      { numRuns: 60 },
    );
  });

  it('law: a failing resource has a bad job, and a later good one that no rule made lets it recover', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { at, regions } = someRegions(seed);
        const failing = (await outcomesOfRegions(regions, at)).filter(({ failing }) => failing !== undefined);
        for (const { jobs } of failing) assert.ok(jobs.length > 0 && jobs.every(isBad));
        const later = regions.map((one) => ({
          ...one,
          jobs: [
            ...failing
              .filter(({ region, resourceArn }) => region === one.region && resourceArn !== undefined)
              .map(({ accountId, key, resourceArn }) => ({
                AccountId: accountId,
                BackupJobId: `later ${key}`,
                CreationDate: new Date(at),
                ResourceArn: resourceArn,
                State: 'COMPLETED',
              })),
            ...one.jobs,
          ],
        }));
        const now = new Map(
          (await outcomesOfRegions(later, at)).map((one) => [`${one.region} ${one.key}`, one]),
        );
        for (const { key, missed, overdue, region, resourceArn } of failing) {
          const { outcome, reason } = now.get(`${region} ${key}`) ?? {};
          // An undated bad job may be later.
          if (resourceArn !== undefined && missed.length + overdue.length === 0)
            assert.ok(outcome === 'recovered' || reason === 'unclearJob', outcome);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('law: no resource is good whose latest job is bad, or of which not all jobs are known', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 40 * 24 }), async (seed, hours) => {
        const { at, regions } = someRegions(seed);
        const isGoodOutcome = ({ outcome }: ResourceOutcome) => outcome === 'good' || outcome === 'recovered';
        for (const { jobs, lastGood } of (await outcomesOfRegions(regions, at)).filter(isGoodOutcome)) {
          const [latest] = jobs;
          assert.ok(latest !== undefined && isGood(latest) && lastGood !== undefined);
        }
        for (const one of await outcomesOfRegions(regions, at)) {
          const own = [...(regions.find(({ region }) => region === one.region)?.jobs ?? [])].filter(
            (job) => resourceKey(job) === one.key && !isInProgress(job),
          );
          if (own.length > 0 && own.every((job) => !isGood(job))) assert.ok(!isGoodOutcome(one));
        }
        const cut = regions.map((one) => ({
          ...one,
          known: [{ from: at - 30 * dayMs, to: at - hours * hourMs }],
        }));
        assert.deepEqual((await outcomesOfRegions(cut, at)).filter(isGoodOutcome), []);
      }),
      { numRuns: 60 },
    );
  });
});

/** Two regions with histories of backup plans, in which some runs made no job. */
function someRegions(seed: number): { readonly at: number; readonly regions: readonly RegionJobs[] } {
  const histories = [historyOf(seed), historyOf(seed + 1)];
  const at = Math.max(...histories.map((history) => history.readAt));
  const chance = new Chance(noise(seed, 4));
  return {
    at,
    regions: histories.map(({ others, runs }, place) => ({
      region: `region-${place}`,
      jobs: [...runs.filter(() => chance.draw() > 0.1).flatMap(({ jobs }) => jobs), ...others],
      known: [{ from: at - 30 * dayMs, to: at }],
      readAt: at,
    })),
  };
}

function onDemand(resource: string, day: number, State: string): readonly BackupJob[] {
  return daily({ resource, rule: 'none', days: [day], hour: 8 }).map((job) => ({
    ...job,
    BackupJobId: `${resource}-on-demand`,
    CreatedBy: undefined,
    State,
  }));
}

async function outcomesOf(
  jobs: readonly BackupJob[],
  { known = [{ from: readAt - 30 * dayMs, to: readAt }] }: { known?: readonly TimeRange[] } = {},
): Promise<readonly ResourceOutcome[]> {
  return outcomesOfRegions([{ region: 'eu-west-1', jobs, known, readAt }], readAt);
}

async function outcomesOfRegions(
  regions: readonly RegionJobs[],
  at: number,
): Promise<readonly ResourceOutcome[]> {
  return resourceOutcomes(await scheduleReport(regions), new Date(at));
}

async function outlineOf(jobs: readonly BackupJob[]): Promise<readonly string[]> {
  return outlined(await outcomesOf(jobs));
}

/** Outcomes as `name: stillFailing 2 since 24, 26 24`: nights, the first day, and the jobs that prove it. */
function outlined(outcomes: readonly ResourceOutcome[]): readonly string[] {
  return outcomes
    .map(({ failing, jobs, outcome, reason, resourceArn }) => {
      const name = nameOf(resourceArn);
      const since = failing?.since && ` ${failing.nights} since ${dayOf(failing.since.getTime())}`;
      const proof = jobs.map(({ BackupJobId = '' }) => BackupJobId.replace(`${name}-`, ''));
      return `${name}: ${[outcome, reason].filter(Boolean).join(' ')}${since ?? ''}, ${proof.join(' ')}`;
    })
    .sort();
}

/** What must not depend on the order of the jobs. */
function described(outcomes: readonly ResourceOutcome[]): readonly unknown[] {
  return outcomes
    .map(({ failing, jobs, key, lastGood, latest, missed, outcome, overdue, reason, region, series }) => ({
      id: `${region} ${key}`,
      ...{ outcome, reason, failing, jobs, lastGood, latest },
      runs: [...missed, ...overdue].map(({ of, times }) => [of.series.key, times]).sort(),
      series: series.map((one) => one.series.key).sort(),
    }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

function nameOf(arn = ''): string {
  return arn.split('/').at(-1) ?? '';
}

function dayOf(time: number): number {
  return new Date(time).getUTCDate();
}
