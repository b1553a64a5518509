import assert from 'node:assert/strict';
import { relatedJobsViewModel } from '../../../src/details/relatedJobsViewModel.js';
import { resourceStory } from '../../../src/details/resourceStory.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { withTimeOfHistory } from '../../../src/jobs/lastKnown.js';
import { hostileTexts } from '../../hostile.js';

const now = new Date(2026, 10, 29, 7);
const yesterday = new Date(2026, 10, 28, 23);
const context = { now, locale: 'en-US' };

describe('The story of a resource', () => {
  it('says since when its backups are not good, when the last good one was, and names the plan', () => {
    const nights = nightly(30, 'FFFFF');
    assert.deepEqual(storyOf(nights[0], nights), {
      text: 'Failed 5 nights in a row since Nov 25 · last good backup 5 d ago · plan prod-daily',
      tone: 'bad',
    });
  });

  it('only says what is true of every job', () => {
    const textOf = (jobs: readonly BackupJob[]) => storyOf(jobs[0], jobs)?.text.replace(/ · plan.*/, '');
    const weekly = nightly(30, 'FFFFFFFFFFFFFFFFF').filter((_, back) => back % 7 === 0);
    const twiceADay = nightly(30, 'FF').flatMap((job) => [
      { ...job, BackupJobId: `${job.BackupJobId}-b`, CreationDate: after(job, 1) },
      job,
    ]);
    assert.deepEqual(
      [
        textOf(nightly(30, 'F')),
        textOf(nightly(30, 'EFF')),
        textOf(nightly(30, 'IF')),
        textOf(weekly),
        textOf(twiceADay),
        textOf(nightly(3, 'FFF')),
        textOf(nightly(1, 'E')),
        textOf(nightly(30, '')),
        textOf(nightly(1, '')),
      ],
      [
        'Failed on Nov 29 · last good backup 25 h ago',
        'No complete backup 3 nights in a row since Nov 27 · last good backup 3 d ago',
        'No good backup 2 nights in a row since Nov 28 · last good backup 2 d ago',
        'Failed 3 times in a row since Nov 15 · last good backup 21 d ago',
        'Failed 4 times in a row since Nov 28 · last good backup 2 d ago',
        'Failed 3 nights in a row since Nov 27 or earlier · no good backup in the last 30 days',
        'No complete backup on Nov 29 · no good backup in the last 30 days',
        '30 good backups in a row since Oct 31',
        '1 good backup, on Nov 29',
      ],
    );
  });

  it('counts nights from noon to noon', () => {
    const at = (back: number, date: number, hour: number): BackupJob => ({
      ...job(`${back}`, 'FAILED', back),
      CreationDate: new Date(2026, 10, date, hour),
    });
    const lateAndEarly = [at(0, 29, 1), at(1, 27, 23), at(2, 27, 1)];
    const retried = [at(0, 29, 1), at(1, 28, 23)];
    assert.deepEqual(
      [lateAndEarly, retried].map((jobs) => storyOf(jobs[0], jobs)?.text.replace(/ since.*/, '')),
      ['Failed 3 nights in a row', 'Failed 2 times in a row'],
    );
  });

  it('says of an older job, or one that runs, what came of the latest jobs', () => {
    const nights = nightly(30, '-F-FF');
    const running: BackupJob = { ...job('now', 'RUNNING', 0), CreationDate: now };
    assert.deepEqual(
      [storyOf(nights[4], nights)?.text, storyOf(running, [running, ...nights])?.text],
      [
        'Latest jobs: 1 good backup, on Nov 29 · plan prod-daily',
        'Latest jobs: 1 good backup, on Nov 29 · plan prod-daily',
      ],
    );
  });

  it('counts the version of the job that the panel shows', () => {
    const nights = nightly(30, '');
    const failed: BackupJob = { ...nights[0], State: 'FAILED' };
    assert.match(storyOf(failed, nights)?.text ?? '', /^Failed on Nov 29/);
  });

  it('claims nothing while jobs are missing, or where the job is not among them', () => {
    const nights = nightly(30, 'FF');
    const [latest = {}, ...others] = nights;
    const onlyPlan = { text: 'plan prod-daily' };
    assert.deepEqual(
      [
        resourceStory(latest, undefined, context),
        resourceStory(latest, { jobs: nights, isComplete: false }, context),
        resourceStory(latest, { jobs: nights, isComplete: true, readAt: yesterday }, context),
        resourceStory(latest, { jobs: others, isComplete: true }, context),
        resourceStory({}, undefined, context),
      ],
      [onlyPlan, onlyPlan, onlyPlan, onlyPlan, undefined],
    );
  });

  it('claims nothing if a job that ended has no creation date', () => {
    const nights = nightly(30, '');
    const undated: BackupJob = { ...job('undated', 'FAILED', 0), CreationDate: undefined };
    assert.equal(storyOf(nights[0], [...nights, undated])?.text, 'plan prod-daily');
  });

  it('shows a hostile plan name as what it is', () => {
    for (const text of Object.values(hostileTexts)) {
      const story = resourceStory({ CreatedBy: { BackupPlanName: text } }, undefined, context);
      assert.doesNotMatch(story?.text.replaceAll('\u200d', '') ?? '', /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }
  });
});

describe('The 30 days of a resource', () => {
  it('have a verdict that names the days without a good backup', () => {
    const verdictOf = (jobs: readonly BackupJob[], isComplete = true) =>
      resourceOf(jobs, isComplete)?.verdict.replaceAll(/[\u2009\u202f]/g, ' ');
    const nights = nightly(30, '');
    const without = (...backs: readonly number[]) => nights.filter((_, back) => !backs.includes(back));
    assert.deepEqual(
      [
        verdictOf(nights),
        verdictOf(without(11, 22)),
        verdictOf(nightly(30, '--FFFF-F')),
        verdictOf(without(2, 4, 6, 8, 10)),
        verdictOf(without(0)),
        verdictOf(nightly(30, 'F')),
        verdictOf(nightly(2, 'FF')),
        verdictOf(nightly(30, 'FFFFFFFFFFFFFFFFFFFFFFFFFFFFF-')),
        verdictOf([...nights, job('old', 'FAILED', 40)]),
        verdictOf(without(5), false),
      ],
      [
        'All 30 days have a good backup',
        '28 of 30 days have a good backup; none on Nov 7 and Nov 18',
        '25 of 30 days have a good backup; none on Nov 22 and Nov 24 – 27',
        '25 of 30 days have a good backup; none on 5 days',
        'All 29 days have a good backup; none yet today',
        '29 of 30 days have a good backup; none on Nov 29',
        'None of the 30 days has a good backup',
        '1 of 30 days has a good backup; none on Nov 1 – 29',
        'All 30 days have a good backup',
        'At least 29 of 30 days have a good backup',
      ],
    );
  });

  it('have no verdict on a day whose job still runs, or whose good job has no date', () => {
    const nights = nightly(30, '');
    const running = (back: number) => ({ ...job(`run-${back}`, 'RUNNING', back), CompletionDate: undefined });
    const replaced = (...backs: readonly number[]) => [
      ...nights.filter((_, back) => !backs.includes(back)),
      ...backs.map(running),
    ];
    const undated = { ...job('undated', 'COMPLETED', 3), CreationDate: undefined };
    const verdictOf = (jobs: readonly BackupJob[]) => resourceOf(jobs, true)?.verdict;
    assert.deepEqual(
      [
        verdictOf(replaced(1)),
        verdictOf(replaced(0, 1, 2)),
        verdictOf([job('failed', 'FAILED', 0), ...replaced(0)]),
        verdictOf([...nights, running(1)]),
        verdictOf([...nights.filter((_, back) => back !== 3), undated]),
      ],
      [
        'All 29 days have a good backup; not known yet of 1 day',
        'All 27 days have a good backup; not known yet of 2 days; none yet today',
        'All 29 days have a good backup; none yet today',
        'All 30 days have a good backup',
        'At least 29 of 30 days have a good backup',
      ],
    );
  });

  it('have a last good backup even if its time is not known, and none only if there is none', () => {
    const good = { ...job('good', 'COMPLETED', 0), CompletionDate: new Date(Date.UTC(2026, 10, 24, 5)) };
    const lastOf = (jobs: readonly BackupJob[], isComplete = true) => {
      const resource = resourceOf(jobs, isComplete);
      return [resource?.lastGood.replace(/\(.*/, '(…'), resource?.lastGoodUtc, resource?.lastGoodId];
    };
    const failed = job('failed', 'FAILED', 0);
    const undated = { ...good, CompletionDate: undefined, CreationDate: undefined };
    const unknown = ['Last good backup: at an unknown time', undefined, 'good'];
    assert.deepEqual(
      [
        lastOf([good]),
        lastOf([undated]),
        lastOf([{ ...good, CompletionDate: new Date(Number.NaN) }]),
        lastOf([failed]),
        lastOf([failed], false),
        lastOf([withTimeOfHistory({ ...good }, good.CompletionDate)]),
      ],
      [
        ['Last good backup: 5 d ago (…', '2026-11-24 05:00:00 UTC', 'good'],
        unknown,
        unknown,
        ['No good backup of this resource in the last 30 days', undefined, undefined],
        ['No good backup of this resource among the loaded jobs', undefined, undefined],
        ['Last good backup in the history: 5 d ago (…', '2026-11-24 05:00:00 UTC', 'good'],
      ],
    );
  });

  it('have no missing day if the jobs were read on another day', () => {
    const jobs = nightly(30, '').slice(2);
    const listing = { jobs, isComplete: true, readAt: new Date(2026, 10, 27, 23) };
    const { resource } = relatedJobsViewModel({ ...jobs[0] }, { resource: listing }, context);
    assert.deepEqual(
      [resource?.verdict, resource?.days.at(-2)?.name, resource?.partialNote],
      ['At least 28 of 30 days have a good backup', 'Sat, Nov 28: no job loaded', undefined],
    );
  });

  it('have no good backup where only a part of a backup of the same resource is good', () => {
    const nights = nightly(30, 'F');
    const [whole] = nights;
    const parts = ['COMPLETED', 'COMPLETED'].map((state, place) => ({
      ...job(`part-${place}`, state, 0),
      ParentJobId: whole?.BackupJobId,
    }));
    const { lastGoodId, verdict } = resourceOf([...nights, ...parts], true) ?? {};
    assert.deepEqual(
      [lastGoodId, verdict, storyOf(whole, [...parts, ...nights])?.text],
      [
        'night-1',
        '29 of 30 days have a good backup; none on Nov 29',
        'Failed on Nov 29 · last good backup 25 h ago · plan prod-daily',
      ],
    );
  });

  it('each have a name with what came of their jobs', () => {
    const nights = nightly(30, 'F-');
    const jobs = [...nights, { ...job('again', 'COMPLETED', 0), CreationDate: now }];
    const namesOf = (isComplete: boolean) =>
      resourceOf(
        jobs.filter(({ BackupJobId }) => BackupJobId !== 'night-2'),
        isComplete,
      )
        ?.days.slice(-3)
        .map(({ name }) => name);
    assert.deepEqual(
      [namesOf(true), namesOf(false)],
      [
        ['Fri, Nov 27: no backup job', 'Sat, Nov 28: 1 completed', 'Sun, Nov 29: 1 failed, 1 completed'],
        ['Fri, Nov 27: no job loaded', 'Sat, Nov 28: 1 completed', 'Sun, Nov 29: 1 failed, 1 completed'],
      ],
    );
  });
});

function storyOf(shown: BackupJob | undefined, jobs: readonly BackupJob[]) {
  return resourceStory(shown ?? {}, { jobs, isComplete: true }, context);
}

function resourceOf(jobs: readonly BackupJob[], isComplete: boolean) {
  return relatedJobsViewModel({ ...jobs[0] }, { resource: { jobs, isComplete } }, context).resource;
}

/** The latest jobs first: F failed, E expired, I completed with issues; all others completed. */
function nightly(count: number, latest: string): BackupJob[] {
  return Array.from({ length: count }, (_, back) => {
    const state = { F: 'FAILED', E: 'EXPIRED' }[latest[back] ?? ''] ?? 'COMPLETED';
    return {
      ...job(`night-${back}`, state, back),
      ...(latest[back] === 'I' && { MessageCategory: 'VSS_ERROR' }),
    };
  });
}

function job(id: string, state: string, back: number): BackupJob {
  const CreationDate = new Date(2026, 10, 29 - back, 5);
  return {
    BackupJobId: id,
    CompletionDate: new Date(2026, 10, 29 - back, 6),
    CreatedBy: { BackupPlanName: 'prod-daily' },
    CreationDate,
    ResourceArn: 'arn:aws:s3:::logs',
    State: state,
  };
}

function after({ CreationDate }: BackupJob, hours: number): Date {
  return new Date((CreationDate?.getTime() ?? 0) + hours * 3_600_000);
}
