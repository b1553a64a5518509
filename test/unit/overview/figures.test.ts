import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AcceptedIssues } from '../../../src/jobs/acceptedIssues.js';
import { attentionItems, recordOf } from '../../../src/jobs/attention.js';
import { type BackupJob, jobKey } from '../../../src/jobs/backupJob.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { KnownIssue } from '../../../src/jobs/knownIssue.js';
import { messagePattern } from '../../../src/jobs/messagePattern.js';
import { succeededShare } from '../../../src/overview/figures/countedStates.js';
import { failingBy } from '../../../src/overview/figures/failingTally.js';
import {
  type FiguresOptions,
  type OverviewFigures,
  overviewFigures,
} from '../../../src/overview/figures/overviewFigures.js';
import type { DurationEntry } from '../../../src/overview/figures/resourceFigures.js';
import { hostileTexts } from '../../hostile.js';
import { jobArbitrary } from '../jobs/arbitraries.js';
import { figuresOf } from './figuresOf.js';
import { naiveFigures } from './naiveFigures.js';

const now = new Date(Date.UTC(2026, 10, 23, 6, 30));
const hour = 3_600_000;
const options: FiguresOptions = {
  now,
  asOf: new Date(now.getTime() - 90_000),
  periodMs: 2 * hour,
  staleMs: 3 * hour,
};

/**
 * Times from half an hour ahead to five hours ago in half hours, which include the bounds of the periods;
 * days ago; and quarter hours around 18:15 UTC, when a day starts in Kathmandu.
 */
const time = fc
  .oneof(
    { weight: 3, arbitrary: fc.integer({ min: -1, max: 10 }).map((halves) => halves / 2) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }).map((days) => days * 24) },
    { weight: 1, arbitrary: fc.integer({ min: 46, max: 52 }).map((quarters) => quarters / 4) },
  )
  .map((back) => new Date(now.getTime() - back * hour));

/** Jobs that share ids, resources, plans, messages and times, with absent fields. */
const jobs = fc.array(
  fc
    .tuple(
      jobArbitrary(),
      fc.record(
        {
          BackupJobId: fc.constantFrom('job-1', 'job-2', 'job-3'),
          CompletionDate: time,
          CreatedBy: fc.record(
            {
              BackupPlanId: fc.constantFrom('plan-1', 'plan-2', ''),
              BackupPlanName: fc.constantFrom('daily', 'weekly', ''),
            },
            { requiredKeys: [] },
          ),
          CreationDate: time,
          InitiationDate: time,
          ResourceArn: fc.constantFrom('arn:aws:s3:::logs', 'arn:aws:rds:eu-west-1:1:db:orders/', ':/', ''),
          ResourceName: fc.constantFrom('web-1', 'web-2', ''),
          State: fc.constantFrom('COMPLETED', 'FAILED'),
          StatusMessage: fc.constantFrom(
            'Access denied for vol-0a1b2c3d',
            'Access denied for vol-9f8e7d6c',
            'Timed out after 5 minutes',
            'Timed out after 17 minutes',
            '',
          ),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([job, more]) => ({ ...job, ...more })),
  { maxLength: 60, size: 'max' },
);

const end = { reason: 'accepted', until: '2026-12-31' };
const knownIssues: KnownIssue[] = [
  { ...end, statusMessage: 'Access denied for *' },
  { ...end, resourceArn: 'arn:aws:s3:::logs' },
  { ...end, statusMessage: 'Timed out after * minutes', resourceArn: 'arn:aws:rds:eu-west-1:1:db:orders/' },
];

describe('The figures of the overview', () => {
  const { TZ } = process.env;
  afterEach(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });

  for (const zone of ['UTC', 'America/Los_Angeles', 'Asia/Kathmandu'])
    it(`are equal to a naive count of any jobs in the time zone ${zone}`, async () => {
      process.env['TZ'] = zone;
      await fc.assert(
        fc.asyncProperty(jobs, async (some) => {
          const figures = await figuresOf(some, options);
          assert.deepEqual(comparable(figures), comparable(naiveFigures(some, options)));
        }),
        { numRuns: 200 },
      );
    });

  it('are equal to a naive count if some of the jobs are accepted as known issues', async () => {
    await fc.assert(
      fc.asyncProperty(jobs, fc.subarray(knownIssues), async (some, known) => {
        const given = { ...options, accepted: new AcceptedIssues(known) };
        const figures = await figuresOf(some, given);
        assert.deepEqual(comparable(figures), comparable(naiveFigures(some, given)));
      }),
      { numRuns: 150 },
    );
  });

  it('count the nights without a good backup as the tree does', async () => {
    const ofOne = fc.array(
      fc.record({
        back: fc.integer({ min: 0, max: 200 }),
        State: fc.constantFrom('COMPLETED', 'FAILED', 'EXPIRED', 'RUNNING'),
        MessageCategory: fc.constantFrom('SUCCESS', 'VSS_ERROR'),
      }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(ofOne, async (some) => {
        const nights = some.map(({ back, MessageCategory, State }, place): BackupJob => {
          const created = new Date(now.getTime() - back * hour - place * 60_000);
          const ResourceArn = 'arn:aws:s3:::logs';
          return { BackupJobId: `${place}`, CreationDate: created, MessageCategory, ResourceArn, State };
        });
        const { attention } = await figuresOf(nights, options);
        const [item] = attentionItems(nights, selectionOf({}), options.asOf).open;
        assert.equal(attention.top[0]?.job, item?.jobs[0]);
        if (item === undefined) return;
        const { lastGood, streak } = recordOf(nights);
        const since = streak === undefined || streak.isGood ? undefined : streak;
        assert.deepEqual(attention.top[0]?.record, {
          lastGood: lastGood?.CreationDate,
          nights: since?.nights ?? 0,
          notGoodSince: since?.since,
        });
      }),
    );
  });

  it('keep apart resources of the same ARN in several regions and accounts', async () => {
    const bucket = (State: string, AccountId: string): BackupJob => ({
      AccountId,
      CreationDate: new Date(now.getTime() - hour),
      CompletionDate: new Date(now.getTime() - hour),
      ResourceArn: 'arn:aws:s3:::logs',
      State,
      StatusMessage: 'Denied',
    });
    const { attention, failing, messages, resources } = await overviewFigures(
      new Map([
        ['us-east-1', [bucket('FAILED', '1'), bucket('COMPLETED', '2')]],
        ['eu-west-1', [bucket('FAILED', '1'), bucket('FAILED', '1'), bucket('COMPLETED', '2')]],
      ]),
      options,
    );
    assert.deepEqual(
      {
        attention: attention.top.map(({ record }) => record?.lastGood),
        failing: [failing.resource.all, failing.resource.top.map(({ jobs, weight }) => [jobs, weight])],
        messages: messages.top.map((message) => message.resources.all),
        resources: resources.resources,
        stale: resources.stale.all,
      },
      {
        attention: [undefined, undefined],
        failing: [
          2,
          [
            [2, 1],
            [1, 1],
          ],
        ],
        messages: [2],
        resources: 4,
        stale: 2,
      },
    );
  });

  it('do not depend on the slices or the order of the jobs', async () => {
    await fc.assert(
      fc.asyncProperty(jobs, fc.nat(), async (given, seed) => {
        // A list has each job once.
        const some = given.map((job, place) => ({ ...job, BackupJobId: `job-${place}` }));
        const whole = await figuresOf(some, options);
        const shuffled = some
          .map((job, place) => ({ job, rank: ((place + 1) * (seed + 7919)) % 104_729 }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ job }) => job);
        const sliced = await figuresOf(shuffled, options, { sliceMs: 0, pause: async () => {} });
        assert.deepEqual(comparable(sliced), comparable(whole));
      }),
    );
  });

  it('yield after each slice, and stop at once when they are aborted', async () => {
    let pauses = 0;
    const controller = new AbortController();
    const many = Array.from({ length: 10_000 }, (): BackupJob => ({ State: 'COMPLETED' }));
    const counting = figuresOf(many, options, {
      signal: controller.signal,
      sliceMs: 0,
      pause: async () => {
        if (++pauses === 3) controller.abort(new Error('enough'));
      },
    });
    await assert.rejects(counting, /enough/);
    assert.equal(pauses, 3);
  });

  it('have a bounded size for any jobs', async () => {
    const texts = Object.values(hostileTexts);
    const many = Array.from(
      { length: 3000 },
      (_, place): BackupJob => ({
        AccountId: `${texts[place % texts.length]?.slice(0, 50)}${place}`,
        BackupVaultName: `vault-${place}`,
        CreationDate: new Date(now.getTime() - place * hour),
        MessageCategory: `category-${place}`,
        ResourceArn: `arn:${place}`,
        State: (place % 2 === 0 ? undefined : texts[place % texts.length]) ?? 'FAILED',
        StatusMessage: texts[place % texts.length] ?? '',
      }),
    );
    const { attention, days, failing, messages, resources } = await figuresOf(many, {
      ...options,
      periodMs: 14 * 24 * hour,
    });
    assert.equal(days.days.length, 31);
    assert.ok(days.days.every(({ states }) => states.size <= 11));
    assert.deepEqual(
      failingBy.map((by) => failing[by].top.length),
      [10, 10, 0, 10, 10],
    );
    assert.ok(attention.top.length <= 200);
    assert.equal(messages.top.length, 12);
    assert.equal(resources.stale.top.length, 200);
    assert.equal(resources.stale.all, 3000);
  });

  it('have the top of each ranking, and the number of all entries', async () => {
    const letters = (place: number) =>
      `${place}`.replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
    const many = Array.from({ length: 250 }, (_, place) => {
      const ofResource = { AccountId: `account-${place}`, ResourceArn: `arn:${place}` };
      const completed = [9, 8, 7, 6, 5].map((days): BackupJob => {
        const created = new Date(now.getTime() - days * 24 * hour);
        const ended = new Date(created.getTime() + (10 - days) * hour);
        return { ...ofResource, CompletionDate: ended, CreationDate: created, State: 'COMPLETED' };
      });
      const failed: BackupJob = {
        ...ofResource,
        BackupVaultName: `vault-${place}`,
        CreatedBy: { BackupPlanId: `plan-${place}` },
        CreationDate: now,
        MessageCategory: `category-${place}`,
        State: 'FAILED',
        StatusMessage: letters(place),
      };
      return [...completed, failed];
    }).flat();
    const { failing, messages, resources } = await figuresOf(many, options);
    const { growing, longest, stale } = resources;
    const rankings = { ...failing, messages, growing, longest, stale };
    assert.deepEqual(
      Object.fromEntries(Object.entries(rankings).map(([name, { all, top }]) => [name, [top.length, all]])),
      {
        account: [10, 250],
        category: [10, 250],
        plan: [10, 250],
        resource: [10, 250],
        vault: [10, 250],
        messages: [12, 250],
        growing: [10, 250],
        longest: [10, 250],
        stale: [200, 250],
      },
    );
  });

  it('find growing durations, and ignore varying ones', async () => {
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
      await figuresOf(
        [
          ...nightly('arn:grows', (night) => 30 + night * 5),
          ...nightly('arn:varies', (night) => 60 + (night % 2) * 30),
          ...nightly('arn:shrinks', (night) => 200 - night * 5),
          ...nightly('arn:stays', () => 45),
          ...nightly('arn:by 1.1 s a day', (night) => 30 + (night * 1.1) / 60),
          ...nightly('arn:by 0.9 s a day', (night) => 30 + (night * 0.9) / 60),
        ],
        options,
      )
    ).resources;
    assert.deepEqual(
      growing.top.map(({ arn }) => arn),
      ['arn:grows', 'arn:by 1.1 s a day'],
    );
    assert.deepEqual(
      longest.top.map(({ arn, growthMsPerDay, maxMs }) => [
        arn,
        Math.round(maxMs / 60_000),
        growthMsPerDay && Math.round(growthMsPerDay),
      ]),
      [
        ['arn:shrinks', 195, -300_000],
        ['arn:grows', 100, 300_000],
        ['arn:varies', 90, undefined],
        ['arn:stays', 45, undefined],
        ['arn:by 1.1 s a day', 30, 1100],
        ['arn:by 0.9 s a day', 30, 900],
      ],
    );
  });
});

describe('A message pattern', () => {
  it('is the same for messages that only differ in ids, ARNs, times and numbers', () => {
    const same = [
      'Backup job 11111111-2222-3333-4444-555555555555 failed: arn:aws:ec2:us-east-1:111122223333:volume/vol-0a1b2c3d4e5f67890 is busy since 2026-11-24T01:02:03Z (attempt 3)',
      'Backup job aaaaaaaa-2222-3333-4444-55555555bbbb failed: arn:aws:rds:eu-west-1:444455556666:db:orders is busy since 2026-11-23T23:59:59Z (attempt 12)',
    ].map(messagePattern);
    assert.deepEqual(new Set(same), new Set([same[0]]));
    assert.equal(same[0], 'Backup job <id> failed: <ARN> is busy since <time> (attempt <number>)');
  });

  it('keeps the codes that tell causes apart, and no amount', () => {
    const patternsOf = (...messages: readonly string[]) => new Set(messages.map(messagePattern)).size;
    for (const [one, other] of [
      ['HTTP 403', 'HTTP 404'],
      ['http/1.1 403 from the endpoint', 'http/1.1 404 from the endpoint'],
      ['(Service: S3; Status Code: 403; Error)', '(Service: S3; Status Code: 503; Error)'],
      ['failed with HTTP403', 'failed with HTTP500'],
      ['Server said 403 Forbidden.', 'Server said 404 Not Found.'],
      ['VSS error 0x800423F4.', 'VSS error 0x80042306.'],
      ['ErrorCode=5', 'ErrorCode=12'],
      ['exited with error 5', 'exited with error 1603'],
      ['errno: 13', 'errno: 28'],
      ['No snapshots in S3', 'No snapshots in EC2'],
    ] as const)
      assert.equal(patternsOf(one, other), 2, one);
    for (const [one, other] of [
      ['The quota of 5 jobs is reached', 'The quota of 500 jobs is reached'],
      ['Waited 30 minutes', 'Waited 1,200 minutes'],
      ['Attempt 3 of 5', 'Attempt 1 of 5'],
      ['403 objects were skipped', '404 objects were skipped'],
      ['Retry with code 5.10.3 of the agent', 'Retry with code 5.11.4 of the agent'],
      ['Status Code: 403; Request ID: TX234S0F24A06C7D', 'Status Code: 403; Request ID: 9QZW1KD0V2S8P4M1'],
    ] as const)
      assert.equal(patternsOf(one, other), 1, one);
  });

  it('keeps the punctuation after an ARN and a time', () => {
    const message = 'No access to arn:aws:s3:::logs. Key arn:aws:kms:::key/1: disabled 2026-11-24T01:02:03.';
    assert.equal(messagePattern(message), 'No access to <ARN>. Key <ARN>: disabled <time>.');
  });

  it('is different for messages with different words', () => {
    assert.notEqual(messagePattern('Access denied to key'), messagePattern('Access denied to vault'));
  });

  it('is short for any text, however long', () => {
    for (const text of Object.values(hostileTexts)) assert.ok(messagePattern(text).length <= 10_000);
    for (const start of ['a-', '1.', 'arn:', '0a', 'aaaaaaaa-bbbb-', 'code: ', 'request id '])
      assert.ok(messagePattern(start.repeat(100_000)).length <= 10_000);
  });
});

describe('The share that succeeded', () => {
  it('counts only jobs that have ended, and is undefined without them', () => {
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

/**
 * The figures without differences that are allowed: sums of floating point numbers depend on their order, so
 * averages are rounded and growing durations are sorted by key, as are resources that need attention: here,
 * jobs share their ids. Of the latest job of a message or a
 * resource, only the values are compared by which it was chosen.
 */
function comparable({ attention, issues, messages, resources, ...rest }: OverviewFigures) {
  const { growing, longest, stale } = resources;
  const rounded = <Entry extends DurationEntry>({ growthMsPerDay, meanMs, weight, ...entry }: Entry) => ({
    ...entry,
    meanMs: Math.round(meanMs),
    growthMsPerDay: growthMsPerDay && Math.round(growthMsPerDay),
    weight: Math.round(weight),
  });
  return {
    ...rest,
    issues: new Map(
      [...issues].map(([issue, { latest, ...counts }]) => [
        issue,
        { ...counts, latest: [jobKey(latest), latest.CreationDate] },
      ]),
    ),
    attention: {
      ...attention,
      top: attention.top
        .map(({ job, title, ...entry }) => ({ ...entry, job: jobKey(job) }))
        .sort((one, other) => (one.key < other.key ? -1 : 1)),
    },
    messages: {
      ...messages,
      top: messages.top.map(({ issue, latest, latestOpen, resources: ofMessage, ...entry }) => ({
        ...entry,
        resources: {
          ...ofMessage,
          top: ofMessage.top.map(({ job, ...resource }) => ({ ...resource, job: jobKey(job) })),
        },
        latest: [jobKey(latest), latest.CreationDate],
        latestOpen: latestOpen && [jobKey(latestOpen), latestOpen.CreationDate],
        isKnown: issue !== undefined,
      })),
    },
    resources: {
      ...resources,
      stale: { ...stale, top: stale.top.map(({ job, ...entry }) => ({ ...entry, job: jobKey(job) })) },
      longest: { ...longest, top: longest.top.map(rounded) },
      growing: {
        ...growing,
        top: growing.top.map(rounded).sort((one, other) => (one.key < other.key ? -1 : 1)),
      },
    },
  };
}
