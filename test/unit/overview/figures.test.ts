import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { jobDuration } from '../../../src/jobs/jobFacts.js';
import { isGood } from '../../../src/jobs/jobFamily.js';
import { shownState } from '../../../src/jobs/jobStates.js';
import { messagePattern } from '../../../src/overview/figures/messagePattern.js';
import { type FiguresOptions, overviewFigures } from '../../../src/overview/figures/overviewFigures.js';
import { isFailing, succeededShare } from '../../../src/overview/figures/shownStates.js';
import { hostileTexts } from '../../hostile.js';
import { jobArbitrary } from '../jobs/arbitraries.js';

const now = new Date(Date.UTC(2026, 10, 23, 6, 30));
const hour = 3_600_000;
const options: FiguresOptions = { now, periodMs: 2 * hour, staleMs: 3 * hour };

/** Jobs that share resources, plans, messages and times, and lack what a job may lack. */
const jobs = fc.array(
  fc
    .tuple(
      jobArbitrary(),
      fc.record(
        {
          InitiationDate: fc.integer({ min: 0, max: 8 }).map((back) => new Date(now.getTime() - back * hour)),
          ResourceName: fc.constantFrom('web-1', 'web-2', ''),
          StatusMessage: fc.constantFrom(
            'Access denied for vol-0a1b2c3d',
            'Access denied for vol-9f8e7d6c',
            '',
          ),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([job, more]) => ({ ...job, ...more })),
  { maxLength: 60 },
);

describe('The figures of the overview', () => {
  it('are those of a naive count, for any jobs', async () => {
    await fc.assert(
      fc.asyncProperty(jobs, async (some) => {
        const figures = await overviewFigures(some, options);
        const age = ({ CreationDate }: BackupJob) => now.getTime() - (CreationDate?.getTime() ?? Number.NaN);
        const present = some.filter((job) => age(job) <= 2 * hour);
        const before = some.filter((job) => age(job) > 2 * hour && age(job) <= 4 * hour);
        assert.equal(figures.jobs, some.length);
        assert.deepEqual(figures.health.now, countBy(present, stateOf));
        assert.deepEqual(figures.health.before, countBy(before, stateOf));
        assert.equal(figures.health.running, some.filter(({ State }) => State === 'RUNNING').length);
        const onDays = figures.days.days.flatMap(({ states }) => [...states.values()]);
        assert.equal(sum(onDays) + figures.days.elsewhere, some.length);
        assert.equal(figures.days.elsewhere, some.filter(({ CreationDate }) => !CreationDate).length);
        const failing = present.filter((job) => isFailing(stateOf(job)));
        for (const [by, valueBy] of [
          ['account', (job: BackupJob) => job.AccountId],
          ['category', (job: BackupJob) => job.MessageCategory?.toUpperCase()],
          ['plan', (job: BackupJob) => job.CreatedBy?.BackupPlanId],
          ['resource', (job: BackupJob) => job.ResourceArn],
          ['vault', (job: BackupJob) => job.BackupVaultName],
        ] as const) {
          const told = new Map(figures.failing[by].top.map(({ key, weight }) => [key, weight]));
          assert.deepEqual(told, countBy(failing, valueBy), by);
          for (const { jobs: all, key } of figures.failing[by].top)
            assert.equal(all, present.filter((job) => valueBy(job) === key).length, by);
        }
        const telling = present.filter(
          (job) => job.StatusMessage && (isFailing(stateOf(job)) || stateOf(job) === 'COMPLETED_WITH_ISSUES'),
        );
        assert.deepEqual(
          figures.messages.top.map(({ pattern, weight }) => [pattern, weight]),
          telling.length > 0 ? [['Access denied for <id>', telling.length]] : [],
        );
        checkResources(some, figures.resources);
      }),
    );
  });

  it('depend neither on the slices nor on the order of the jobs', async () => {
    await fc.assert(
      fc.asyncProperty(jobs, fc.nat(), async (some, seed) => {
        const whole = await overviewFigures(some, options);
        const shuffled = some
          .map((job, place) => ({ job, rank: ((place + 1) * (seed + 7919)) % 104_729 }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ job }) => job);
        const sliced = await overviewFigures(shuffled, options, { sliceMs: 0, pause: async () => {} });
        assert.deepEqual(comparable(sliced), comparable(whole));
      }),
    );
  });

  it('give way after each slice, and end at once when nobody wants them any more', async () => {
    let pauses = 0;
    const controller = new AbortController();
    const many = Array.from({ length: 10_000 }, (): BackupJob => ({ State: 'COMPLETED' }));
    const counting = overviewFigures(many, options, {
      signal: controller.signal,
      sliceMs: 0,
      pause: async () => {
        if (++pauses === 3) controller.abort(new Error('enough'));
      },
    });
    await assert.rejects(counting, /enough/);
    assert.equal(pauses, 3);
  });

  it('stay small, whatever the jobs hold', async () => {
    const texts = Object.values(hostileTexts);
    const many = Array.from(
      { length: 3000 },
      (_, place): BackupJob => ({
        AccountId: `${texts[place % texts.length]?.slice(0, 50)}${place}`,
        BackupVaultName: `vault-${place}`,
        CreationDate: new Date(now.getTime() - place * hour),
        MessageCategory: `category-${place}`,
        ResourceArn: `arn:${place}`,
        State: texts[place % texts.length] ?? 'FAILED',
        StatusMessage: texts[place % texts.length] ?? '',
      }),
    );
    const { days, failing, messages, resources } = await overviewFigures(many, {
      ...options,
      periodMs: 14 * 24 * hour,
    });
    assert.equal(days.days.length, 31);
    assert.ok(days.days.every(({ states }) => states.size <= 11));
    assert.ok(Object.values(failing).every(({ top }) => top.length <= 10));
    assert.ok(messages.top.length <= 12);
    assert.ok(resources.stale.top.length <= 200 && resources.stale.all === 3000);
  });

  it('see durations that grow, and none where they only vary', async () => {
    const nightly = (arn: string, minutes: (night: number) => number) =>
      Array.from({ length: 14 }, (_, night): BackupJob => {
        const created = new Date(now.getTime() - night * 24 * hour - 4 * hour);
        return {
          CompletionDate: new Date(created.getTime() + minutes(14 - night) * 60_000),
          CreationDate: created,
          ResourceArn: arn,
          State: 'COMPLETED',
        };
      });
    const { growing, longest } = (
      await overviewFigures(
        [
          ...nightly('arn:grows', (night) => 30 + night * 5),
          ...nightly('arn:varies', (night) => 60 + (night % 2) * 30),
          ...nightly('arn:shrinks', (night) => 200 - night * 5),
        ],
        options,
      )
    ).resources;
    assert.deepEqual(
      growing.top.map(({ arn, growthMsPerDay }) => [arn, Math.round(growthMsPerDay / 60_000)]),
      [['arn:grows', 5]],
    );
    assert.deepEqual(
      longest.top.map(({ arn, longestMs }) => [arn, longestMs / 60_000]),
      [
        ['arn:shrinks', 195],
        ['arn:grows', 100],
        ['arn:varies', 90],
      ],
    );
  });
});

describe('A message pattern', () => {
  it('is the same for messages that differ in ids, ARNs, times and numbers alone', () => {
    const same = [
      'Backup job 11111111-2222-3333-4444-555555555555 failed: arn:aws:ec2:us-east-1:111122223333:volume/vol-0a1b2c3d4e5f67890 is busy since 2026-11-24T01:02:03Z (attempt 3)',
      'Backup job aaaaaaaa-2222-3333-4444-55555555bbbb failed: arn:aws:rds:eu-west-1:444455556666:db:orders is busy since 2026-11-23T23:59:59Z (attempt 12)',
    ].map(messagePattern);
    assert.deepEqual(new Set(same), new Set([same[0]]));
    assert.equal(same[0], 'Backup job <id> failed: <ARN> is busy since <time> (attempt <number>)');
  });

  it('keeps the words apart that say something else', () => {
    assert.notEqual(messagePattern('Access denied to key'), messagePattern('Access denied to vault'));
  });

  it('is found in no time in any text', () => {
    for (const text of Object.values(hostileTexts)) assert.ok(messagePattern(text).length <= 10_000);
    for (const start of ['a-', '1.', 'arn:', '0a', 'aaaaaaaa-bbbb-'])
      assert.ok(messagePattern(start.repeat(100_000)).length <= 10_000);
  });
});

describe('The share that succeeded', () => {
  it('is that of the jobs that have ended, and none where none has', () => {
    assert.equal(succeededShare(new Map([['RUNNING', 4]])), undefined);
    assert.equal(
      succeededShare(
        new Map([
          ['COMPLETED', 6],
          ['COMPLETED_WITH_ISSUES', 2],
          ['FAILED', 2],
          ['RUNNING', 10],
        ]),
      ),
      0.6,
    );
  });
});

type Figures = Awaited<ReturnType<typeof overviewFigures>>;

function checkResources(some: readonly BackupJob[], figures: Figures['resources']): void {
  const arns = new Set(some.flatMap(({ ResourceArn }) => ResourceArn ?? []));
  assert.equal(figures.resources, arns.size);
  const lastGood = (arn: string) =>
    Math.max(
      ...some
        .filter((job) => job.ResourceArn === arn && isGood(job))
        .map(({ CompletionDate, CreationDate }) => (CompletionDate ?? CreationDate)?.getTime() ?? 0),
      0,
    );
  assert.deepEqual(
    new Map(figures.stale.top.map(({ arn, lastGood: time }) => [arn, time?.getTime() ?? 0])),
    new Map(
      [...arns]
        .filter((arn) => lastGood(arn) < now.getTime() - options.staleMs)
        .map((arn) => [arn, lastGood(arn)]),
    ),
  );
  for (const { arn, backups, longestMs, meanMs } of figures.longest.top) {
    const durations = some
      .filter((job) => job.ResourceArn === arn && job.State === 'COMPLETED' && job.CreationDate !== undefined)
      .flatMap((job) => jobDuration(job, now) ?? []);
    assert.deepEqual([backups, longestMs], [durations.length, Math.max(...durations)]);
    assert.ok(Math.abs(meanMs - sum(durations) / durations.length) < 1);
  }
}

function countBy<Key>(
  some: readonly BackupJob[],
  keyOf: (job: BackupJob) => Key,
): Map<NonNullable<Key>, number> {
  const counts = new Map<NonNullable<Key>, number>();
  for (const job of some) {
    const key = keyOf(job);
    if (key !== undefined && key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function stateOf(job: BackupJob) {
  const shown = shownState(job);
  const known = [
    'FAILED',
    'PARTIAL',
    'EXPIRED',
    'ABORTED',
    'COMPLETED_WITH_ISSUES',
    'ABORTING',
    'RUNNING',
    'PENDING',
    'CREATED',
    'COMPLETED',
  ] as const;
  return known.find((state) => state === shown) ?? 'any other';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** Without what has rounding in it, and without the job that stands for a message: equal ones may. */
function comparable({ messages, resources, ...rest }: Figures) {
  const rounded = ({
    growthMsPerDay: _,
    meanMs,
    ...entry
  }: Figures['resources']['longest']['top'][number]) => ({
    ...entry,
    meanMs: Math.round(meanMs),
  });
  return {
    ...rest,
    messages: messages.top.map(({ latest: _, ...entry }) => entry),
    stale: resources.stale,
    longest: resources.longest.top.map(rounded),
  };
}
