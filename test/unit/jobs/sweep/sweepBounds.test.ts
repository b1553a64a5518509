import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ExportPart, exportedJobs } from '../../../../src/documents/export/exportedJobs.js';
import { type BackupJob, jobKey } from '../../../../src/jobs/backupJob.js';
import { JobPool } from '../../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../../src/jobs/jobSelection.js';
import { failureOf, type JobSource } from '../../../../src/jobs/jobSource.js';
import { QuerySweep } from '../../../../src/jobs/sweep/querySweep.js';
import { Chance, noise } from '../../../../src/sample/random.js';
import { VirtualClock } from '../virtualClock.js';
import { type Bounds, OddService, type OddServiceOptions, type Paging, plainWalk } from './oddService.js';

const now = Date.UTC(2026, 10, 24, 7);
const second = 1000;
const minute = 60_000;
const hour = 3_600_000;
const day = 86_400_000;
const { signal } = new AbortController();

type Shape = 'nightly' | 'bursts' | 'oneInstant' | 'instantEachNight' | 'even' | 'lately';

/** The creation time of the job with this number. */
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

/** The user of the sweep: the caller itself, an export, Load All, or a refresh. */
type Flow = 'streamed' | 'exported' | 'loaded' | 'refreshed';

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

const serviceCases = fc.record({
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
  order: fc.constantFrom(
    'latestFirst' as const,
    'latestFirst' as const,
    'earliestFirst' as const,
    'any' as const,
  ),
  undated: fc.constant<OddServiceOptions['undated']>('always'),
  pageSize: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 10, max: 200 })),
  flow: fc.constantFrom<Flow>('streamed', 'exported', 'loaded', 'refreshed'),
});
type ServiceCase = typeof serviceCases extends fc.Arbitrary<infer Value> ? Value : never;

/** What a sweep yields, and how many requests it and a plain listing make. */
async function sweepOf({ flow, pageSize, ...options }: ServiceCase) {
  const plain = new OddService({ ...options, clock: new VirtualClock(now) });
  const whole = await plainWalk(plain, pageSize);
  const clock = new VirtualClock(now);
  const service = new OddService({ ...options, clock });
  const swept = await jobsBy(flow, service, pageSize, clock);
  return { whole, swept, plain: plain.queries.length, requests: service.queries.length };
}

async function jobsBy(
  flow: Flow,
  source: OddService,
  pageSize: number,
  clock: VirtualClock,
): Promise<readonly BackupJob[]> {
  const selection = selectionOf({});
  const pool = new JobPool({
    source: source as Pick<JobSource, 'limit' | 'listBackupJobs'> as JobSource,
    pageSize: () => pageSize,
    sweepPageSize: pageSize,
    clock,
  });
  const swept: BackupJob[] = [];
  if (flow === 'streamed') for await (const jobs of pool.sweep(selection, { signal })) swept.push(...jobs);
  if (flow === 'exported') {
    const part: ExportPart = { region: 'us-east-1', pool, selection, jobs: [], isComplete: false };
    for await (const { jobs } of exportedJobs([part], 'everything', { signal })) swept.push(...jobs);
  }
  if (flow === 'streamed' || flow === 'exported') return swept;
  assert.deepEqual(await pool.loadAll(selection, { signal }), { name: 'complete' });
  if (flow === 'refreshed') {
    source.queries.length = 0;
    await pool.refresh([selection]);
  }
  return pool.list(selection).jobs();
}

function wholeHour({ CreationDate }: BackupJob): Date {
  return new Date(Math.floor(Number(CreationDate) / hour) * hour);
}

function keysOf(jobs: readonly BackupJob[]): string[] {
  return jobs.map(jobKey).sort();
}

function assertLaw(
  { whole, swept, plain, requests }: Awaited<ReturnType<typeof sweepOf>>,
  name = 'a generated service',
): void {
  assert.deepEqual(keysOf(swept), keysOf(whole), name);
  assert.ok(
    requests <= 1.5 * plain + 32,
    `${requests} requests where a plain listing makes ${plain}: ${name}`,
  );
}

describe('A sweep of a service with unusual bounds or pages', () => {
  it('law: yields each job once and loses none, with at most 1.5 times the requests of a plain listing plus 32', async () => {
    await fc.assert(
      fc.asyncProperty(serviceCases, async (serviceCase) => assertLaw(await sweepOf(serviceCase))),
      { numRuns: 400 },
    );
  }).timeout(300_000);

  const jobs = jobsOf(9000, 'nightly', 1, 'nothing');
  const common: Omit<ServiceCase, 'bounds' | 'flow'> = {
    jobs,
    paging: { kind: 'full' },
    pageSize: 100,
    undated: 'always',
    order: 'latestFirst',
  } as const;
  const exact = { kind: 'inclusive' } as const;
  const cases: Readonly<Record<string, Partial<ServiceCase>>> = {
    'whole hours': { bounds: { kind: 'wider', step: hour } },
    'whole hours, and most jobs in the last two': {
      bounds: { kind: 'wider', step: hour },
      jobs: jobsOf(1800, 'lately', 0, 'nothing'),
      order: 'earliestFirst',
      pageSize: 28,
      paging: { kind: 'repeats', jobs: 1 },
    },
    'whole days': { bounds: { kind: 'wider', step: day } },
    'bounds that are ignored': { bounds: { kind: 'ignored' } },
    'bounds that are refused': { bounds: { kind: 'refused' } },
    'bounds that lose jobs near them': { bounds: { kind: 'narrower', step: hour } },
    'bounds that lose jobs near them, and most jobs at whole hours': {
      bounds: { kind: 'narrower', step: hour },
      jobs: jobs.map((job, place) => (place % 10 === 0 ? job : { ...job, CreationDate: wholeHour(job) })),
    },
    'bounds in another time zone': { bounds: { kind: 'shifted', by: hour } },
    'four empty pages before each page': { paging: { kind: 'emptyBetween', pages: 4 } },
    'four empty pages before the first page': { paging: { kind: 'emptyFirst', pages: 4 } },
    'pages that are filtered after they are read': { paging: { kind: 'scan' } },
    'all jobs at one instant': { jobs: jobsOf(9000, 'oneInstant', 1, 'nothing') },
    'no creation dates': { jobs: jobsOf(9000, 'nightly', 1, 'no dates') },
    'jobs without a date that are listed first, and in no window': {
      jobs: jobsOf(9000, 'nightly', 1, 'dates'),
      order: 'earliestFirst',
      undated: 'unbounded',
    },
  };
  for (const [name, serviceCase] of Object.entries(cases)) {
    it(`is complete and makes few requests with ${name}`, async () => {
      for (const flow of ['streamed', 'exported', 'loaded', 'refreshed'] as const)
        assertLaw(await sweepOf({ ...common, bounds: exact, ...serviceCase, flow }), `${name}, ${flow}`);
    }).timeout(60_000);
  }

  it('loses no undated jobs that are listed last and in no window, if another list has shown them', async () => {
    const undated = jobsOf(3, 'nightly', 2, 'no dates').map((job, place) => ({
      ...job,
      BackupJobId: `undated-${place}`,
      State: 'PARTIAL',
    }));
    const all = [...jobs.map((job) => ({ ...job, State: 'COMPLETED' })), ...undated];
    const clock = new VirtualClock(now);
    const source = new OddService({ ...common, jobs: all, bounds: exact, undated: 'unbounded', clock });
    const known = new OddService({ ...common, jobs: undated, bounds: exact, undated: 'unbounded', clock });
    const pool = new JobPool({
      source: {
        limit: source.limit,
        listBackupJobs: (query, page) => (query.state ? known : source).listBackupJobs(query, page),
      } satisfies Pick<JobSource, 'limit' | 'listBackupJobs'> as Partial<JobSource> as JobSource,
      pageSize: () => 100,
      sweepPageSize: 100,
      clock,
    });
    await pool.list(selectionOf({ state: 'PARTIAL' })).loadMore();
    assert.deepEqual(await pool.loadAll(selectionOf({}), { signal }), { name: 'complete' });
    assert.deepEqual(keysOf(pool.list(selectionOf({})).jobs()), keysOf(all));
  });

  it('continues as a plain listing after a cancel, and loses nothing', async () => {
    for (const kind of ['ignored', 'refused'] as const) {
      for (const pages of [1, 5, 20]) {
        const clock = new VirtualClock(now);
        const source = new OddService({ ...common, bounds: { kind }, clock });
        const sweep = new QuerySweep({ query: {}, source, pageSize: 100, clock });
        const cancel = new AbortController();
        const swept: BackupJob[] = [];
        const read = async (until: AbortSignal) => {
          let pagesLeft = pages;
          for await (const batch of sweep.run(until)) {
            swept.push(...batch);
            if (--pagesLeft === 0) cancel.abort();
          }
        };
        await assert.rejects(read(cancel.signal), (error) => failureOf(error).kind === 'aborted');
        await read(signal);
        assert.deepEqual(keysOf(swept), keysOf(jobs), `${kind}, cancelled after ${pages} pages`);
      }
    }
  });
});
