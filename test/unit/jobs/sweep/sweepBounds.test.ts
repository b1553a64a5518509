import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BackupJob, jobKey } from '../../../../src/jobs/backupJob.js';
import { JobPool } from '../../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../../src/jobs/jobSelection.js';
import type { JobSource } from '../../../../src/jobs/jobSource.js';
import { QuerySweep } from '../../../../src/jobs/sweep/querySweep.js';
import { Chance, noise } from '../../../../src/sample/random.js';
import { VirtualClock } from '../virtualClock.js';
import { type Bounds, OddService, type Paging, plainWalk } from './oddService.js';

const now = Date.UTC(2026, 10, 24, 7);
const second = 1000;
const minute = 60_000;
const hour = 3_600_000;
const day = 86_400_000;
const { signal } = new AbortController();

type Shape = 'nightly' | 'bursts' | 'oneInstant' | 'instantEachNight' | 'even' | 'lately';

/** When the job of a number was created. */
function timeOf(shape: Shape, seed: number, place: number): number {
  const chance = new Chance(noise(seed, place));
  const night = now - chance.whole(1, 29) * day;
  switch (shape) {
    case 'nightly':
      return night - chance.whole(0, 4 * hour);
    case 'bursts':
      return night - (noise(seed, chance.whole(0, 3)) % 6) * hour + chance.whole(0, 30 * second);
    case 'oneInstant':
      return now - (noise(seed) % (29 * day));
    case 'instantEachNight':
      return night - (noise(seed) % hour);
    case 'even':
      return now - chance.whole(0, 29 * day);
    case 'lately':
      return now - chance.whole(0, chance.whole(0, 9) === 0 ? 29 * day : 2 * hour);
  }
}

function jobsOf(count: number, shape: Shape, seed: number, without: Without): BackupJob[] {
  return Array.from({ length: count }, (_, place): BackupJob => {
    const hasId = without !== 'ids' || noise(seed, place, 1) % 3 > 0;
    const isDated = without === 'no dates' ? false : without !== 'dates' || noise(seed, place, 2) % 3 > 0;
    return {
      ResourceArn: `arn:aws:s3:::${place}`,
      ...(hasId && { BackupJobId: `job-${place}` }),
      ...(isDated && { CreationDate: new Date(timeOf(shape, seed, place)) }),
    };
  });
}

type Without = 'nothing' | 'ids' | 'dates' | 'no dates';

const bounds: fc.Arbitrary<Bounds> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('inclusive' as const, 'exclusive' as const, 'ignored' as const, 'refused' as const),
  }),
  fc.record({
    kind: fc.constantFrom('down' as const, 'up' as const, 'wider' as const, 'narrower' as const),
    step: fc.constantFrom(second, minute, hour, day),
  }),
  fc.record({
    kind: fc.constant('shifted' as const),
    by: fc.constantFrom(-day, -hour, -1500, 500, hour, day),
  }),
);

const paging: fc.Arbitrary<Paging> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('full' as const, 'full' as const, 'endsEmpty' as const, 'scan' as const),
  }),
  fc.record({
    kind: fc.constant('short' as const),
    percents: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constantFrom('emptyFirst' as const, 'emptyBetween' as const),
    pages: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ kind: fc.constant('repeats' as const), jobs: fc.integer({ min: 1, max: 20 }) }),
);

const worlds = fc.record({
  jobs: fc
    .tuple(
      fc.oneof(fc.nat(200), fc.nat(3000)),
      fc.constantFrom<Shape>('nightly', 'bursts', 'oneInstant', 'instantEachNight', 'even', 'lately'),
      fc.nat(1000),
      fc.constantFrom<Without>('nothing', 'nothing', 'ids', 'dates', 'no dates'),
    )
    .map((facts) => jobsOf(...facts)),
  bounds,
  paging,
  undated: fc.constant('always' as const),
  pageSize: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 10, max: 200 })),
  isPaged: fc.boolean(),
});
type World = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

/** What a sweep hands on, and how many requests it and a plain walk make. */
async function sweepOf(world: World) {
  const { pageSize, isPaged, ...options } = world;
  const plain = new OddService({ ...options, clock: new VirtualClock(now) });
  const whole = await plainWalk(plain, pageSize);
  const clock = new VirtualClock(now);
  const service = new OddService({ ...options, clock });
  const swept = isPaged ? await loaded(service, pageSize, clock) : await streamed(service, pageSize, clock);
  return { whole, swept, plain: plain.queries.length, requests: service.queries.length };
}

async function streamed(source: OddService, pageSize: number, clock: VirtualClock): Promise<BackupJob[]> {
  const swept: BackupJob[] = [];
  const sweep = new QuerySweep({ query: {}, source, pageSize, clock });
  for await (const jobs of sweep.run(signal)) swept.push(...jobs);
  return swept;
}

async function loaded(
  source: OddService,
  pageSize: number,
  clock: VirtualClock,
): Promise<readonly BackupJob[]> {
  const pool = new JobPool({
    source: source as Pick<JobSource, 'limit' | 'listBackupJobs'> as JobSource,
    pageSize: () => pageSize,
    sweepPageSize: pageSize,
    clock,
  });
  const outcome = await pool.loadAll(selectionOf({}), { signal });
  assert.deepEqual(outcome, { name: 'complete' });
  return pool.list(selectionOf({})).jobs();
}

function keysOf(jobs: readonly BackupJob[]): string[] {
  return jobs.map(jobKey).sort();
}

function assertLaw(
  { whole, swept, plain, requests }: Awaited<ReturnType<typeof sweepOf>>,
  name?: string,
): void {
  assert.deepEqual(keysOf(swept), keysOf(whole), name);
  assert.ok(requests <= 1.5 * plain + 32, `${requests} requests where a plain walk takes ${plain}: ${name}`);
}

describe('A sweep of a service whose bounds or pages are odd', () => {
  it('law: hands on each job once and loses none, with at most 1.5 times the requests of a plain walk and 32', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => assertLaw(await sweepOf(world))),
      { numRuns: Number(process.env['RUNS'] ?? 400) },
    );
  }).timeout(300_000);

  const jobs = jobsOf(9000, 'nightly', 1, 'nothing');
  const common = {
    jobs,
    paging: { kind: 'full' },
    pageSize: 100,
    isPaged: false,
    undated: 'always',
  } as const;
  const exact = { kind: 'inclusive' } as const;
  const cases: Readonly<Record<string, Partial<World>>> = {
    'whole hours': { bounds: { kind: 'wider', step: hour } },
    'whole days': { bounds: { kind: 'wider', step: day } },
    'bounds that are ignored': { bounds: { kind: 'ignored' } },
    'bounds that are refused': { bounds: { kind: 'refused' } },
    'bounds that lose what is near them': { bounds: { kind: 'narrower', step: hour } },
    'bounds in another time zone': { bounds: { kind: 'shifted', by: hour } },
    'four empty pages before each page': { paging: { kind: 'emptyBetween', pages: 4 } },
    'four empty pages before a first one': { paging: { kind: 'emptyFirst', pages: 4 } },
    'pages that are filtered once they are read': { paging: { kind: 'scan' } },
    'all jobs at one instant': { jobs: jobsOf(9000, 'oneInstant', 1, 'nothing') },
    'no creation dates': { jobs: jobsOf(9000, 'nightly', 1, 'no dates') },
  };
  for (const [name, world] of Object.entries(cases)) {
    it(`stays whole and cheap with ${name}`, async () => {
      for (const isPaged of [false, true])
        assertLaw(await sweepOf({ ...common, bounds: exact, ...world, isPaged }), name);
    }).timeout(60_000);
  }
});
