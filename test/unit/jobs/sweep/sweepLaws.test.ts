import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import { JobPool } from '../../../../src/jobs/jobPool.js';
import type { JobQuery } from '../../../../src/jobs/jobQuery.js';
import { selectionOf } from '../../../../src/jobs/jobSelection.js';
import { failureOf, type JobSource } from '../../../../src/jobs/jobSource.js';
import { QuerySweep } from '../../../../src/jobs/sweep/querySweep.js';
import { RequestLimit } from '../../../../src/jobs/sweep/requestLimit.js';
import { createSampleService } from '../../../../src/sample/sampleService.js';
import { accountOf } from '../../../service/givenAccount.js';
import { jobArbitrary, queryArbitrary } from '../arbitraries.js';
import { type Fault, ServiceSource } from '../serviceSource.js';
import { VirtualClock } from '../virtualClock.js';

const now = Date.UTC(2026, 10, 24);
const day = 86_400_000;

/**
 * Creation times as they occur: many at one moment, within a few seconds, on whole and half minutes,
 * anywhere, and too old.
 */
const times = fc
  .oneof(
    fc.constantFrom(0, 1000, 30_000, day, 10 * day, 29 * day),
    fc.nat(5000),
    fc.nat(40).map((halves) => 2 * day + halves * 30_000),
    fc.nat(1000).map((steps) => 3 * day + steps),
    fc.nat(30 * day),
    fc.nat(60 * day),
  )
  .map((age) => new Date(now - age));

const accounts = fc
  .array(
    fc.tuple(jobArbitrary(), times).map(([job, CreationDate]) => ({ ...job, CreationDate })),
    { maxLength: 150 },
  )
  .map((jobs) => jobs.map((job, place): BackupJob => ({ ...job, BackupJobId: `job-${place}` })));

const queries: fc.Arbitrary<JobQuery> = fc.oneof(
  fc.constant<JobQuery>({ accountId: '*' }),
  queryArbitrary(2),
  fc.record({ accountId: fc.constant('*'), createdAfter: times }),
  fc.record({ accountId: fc.constant('*'), createdBefore: times }),
);

const faults = fc.array(
  fc.constantFrom<Fault>(
    'none',
    'none',
    'network',
    'throttled',
    'invalidToken',
    'emptyPage',
    'repeatedToken',
    'jobsOfThePageBefore',
  ),
  { maxLength: 40 },
);

const worlds = fc.record({
  account: accounts,
  query: queries,
  faults,
  pageSize: fc.integer({ min: 1, max: 20 }),
  timeBounds: fc.constantFrom('inclusive' as const, 'exclusive' as const),
});
type World = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

function open({ account, faults, timeBounds }: World, clock: VirtualClock): ServiceSource {
  const source = new ServiceSource(
    createSampleService({ account: accountOf(account), managementAccount: true, timeBounds }),
    new RequestLimit(clock),
  );
  for (const fault of faults) source.injectFault(fault);
  return source;
}

/** The plain listing of a service without faults. */
async function listing(world: World): Promise<readonly (string | undefined)[]> {
  const source = open({ ...world, faults: [] }, new VirtualClock(now));
  const { signal } = new AbortController();
  return idsOf((await source.listBackupJobs(world.query, { maxResults: 1000, signal })).jobs);
}

describe('The laws of a sweep', () => {
  it('it yields the jobs of a plain listing, each once, whatever fails meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const clock = new VirtualClock(now);
        const source = open(world, clock);
        const { pageSize, query } = world;
        const sweep = new QuerySweep({ query, source, pageSize, clock });
        const swept: BackupJob[] = [];
        for (let run = 0; !sweep.isComplete; run++) {
          assert.ok(run < 50, 'it gets on');
          await collect(sweep, swept, new AbortController().signal);
        }
        assert.deepEqual(idsOf(swept).sort(), [...(await listing(world))].sort());
        assert.equal(sweep.progress.jobs, swept.length);
      }),
      { numRuns: 1500 },
    );
  }).timeout(120_000);

  it('it fills a pool in the order of a plain listing; a cancel keeps a part, and the next call continues', async () => {
    await fc.assert(
      fc.asyncProperty(
        worlds,
        fc.array(fc.nat(12), { maxLength: 4 }),
        fc.nat(3),
        async (world, cancels, pagesBefore) => {
          const clock = new VirtualClock(now);
          const source = open(world, clock);
          // The bounds of a query are inclusive, whatever the service does.
          const whole = await listing({ ...world, timeBounds: 'inclusive' });
          const pool = new JobPool({
            source: source as Pick<JobSource, 'limit' | 'listBackupJobs'> as JobSource,
            pageSize: () => world.pageSize,
            sweepPageSize: world.pageSize,
            clock,
          });
          const selection = selectionOf(world.query);
          const list = pool.list(selection);
          for (let page = 0; page < pagesBefore; page++) await list.loadMore();
          let shown = idsOf(list.jobs());
          for (let call = 0; !list.isComplete; call++) {
            assert.ok(call < 60, 'it gets on');
            const cancel = new AbortController();
            let pagesLeft = cancels[call] ?? Number.POSITIVE_INFINITY;
            const outcome = await pool.loadAll(selection, {
              signal: cancel.signal,
              onProgress: () => {
                if (pagesLeft-- === 0) cancel.abort();
              },
            });
            const before = shown;
            shown = idsOf(list.jobs());
            assert.deepEqual(shown.slice(0, before.length), before, 'rows stay where they are');
            assert.equal(new Set(shown).size, shown.length, 'nothing twice');
            assert.ok(
              shown.every((id) => whole.includes(id)),
              'nothing that does not belong',
            );
            assert.equal(outcome.name === 'complete', list.isComplete);
          }
          assert.deepEqual([...shown].sort(), [...whole].sort());
          if (cancels.length === 0 && world.faults.length === 0) assert.deepEqual(shown, whole);
        },
      ),
      { numRuns: 1500 },
    );
  }).timeout(120_000);
});

async function collect(sweep: QuerySweep, swept: BackupJob[], signal: AbortSignal): Promise<void> {
  try {
    for await (const jobs of sweep.run(signal)) swept.push(...jobs);
  } catch (error) {
    assert.notEqual(failureOf(error).kind, 'unknown', String(error));
  }
}

function idsOf(jobs: readonly BackupJob[]): (string | undefined)[] {
  return jobs.map(({ BackupJobId }) => BackupJobId);
}
