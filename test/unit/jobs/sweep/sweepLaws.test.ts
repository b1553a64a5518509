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
 * Realistic creation times: many at the same moment, within a few seconds, on whole and half minutes, at any
 * time, and too old to be listed.
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

const scenarios = fc.record({
  account: accounts,
  query: queries,
  faults,
  pageSize: fc.integer({ min: 1, max: 20 }),
  timeBounds: fc.constantFrom('inclusive' as const, 'exclusive' as const),
});
type Scenario = typeof scenarios extends fc.Arbitrary<infer Value> ? Value : never;

function open({ account, faults, timeBounds }: Scenario, clock: VirtualClock): ServiceSource {
  const source = new ServiceSource(
    createSampleService({ account: accountOf(account), managementAccount: true, timeBounds }),
    new RequestLimit(clock),
  );
  for (const fault of faults) source.injectFault(fault);
  return source;
}

/** The plain listing of a service without faults. */
async function listing(scenario: Scenario): Promise<readonly (string | undefined)[]> {
  const source = open({ ...scenario, faults: [] }, new VirtualClock(now));
  const { signal } = new AbortController();
  return idsOf((await source.listBackupJobs(scenario.query, { maxResults: 1000, signal })).jobs);
}

describe('A sweep', () => {
  it('law: yields the jobs of a plain listing, each once, whatever requests fail', async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const clock = new VirtualClock(now);
        const source = open(scenario, clock);
        const { pageSize, query } = scenario;
        const sweep = new QuerySweep({ query, source, pageSize, clock });
        const swept: BackupJob[] = [];
        for (let attempt = 0; !sweep.isComplete; attempt++) {
          assert.ok(attempt < 50, 'the sweep makes progress');
          await collect(sweep, swept, new AbortController().signal);
        }
        assert.deepEqual(idsOf(swept).sort(), [...(await listing(scenario))].sort());
        assert.equal(sweep.progress.jobs, swept.length);
      }),
      { numRuns: 1500 },
    );
  }).timeout(120_000);

  it('law: fills a pool in the order of a plain listing, keeps its jobs if it is cancelled, and then continues', async () => {
    await fc.assert(
      fc.asyncProperty(
        scenarios,
        fc.array(fc.nat(12), { maxLength: 4 }),
        fc.nat(3),
        async (scenario, cancels, pagesBefore) => {
          const clock = new VirtualClock(now);
          const source = open(scenario, clock);
          // The bounds of a query are inclusive, whatever the service does.
          const expected = await listing({ ...scenario, timeBounds: 'inclusive' });
          const pool = new JobPool({
            source: source as Pick<JobSource, 'limit' | 'listBackupJobs'> as JobSource,
            pageSize: () => scenario.pageSize,
            sweepPageSize: scenario.pageSize,
            clock,
          });
          const selection = selectionOf(scenario.query);
          const list = pool.list(selection);
          for (let page = 0; page < pagesBefore; page++) await list.loadMore();
          let shown = idsOf(list.jobs());
          for (let call = 0; !list.isComplete; call++) {
            assert.ok(call < 60, 'the sweep makes progress');
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
            assert.equal(new Set(shown).size, shown.length, 'no job is shown twice');
            assert.ok(
              shown.every((id) => expected.includes(id)),
              'only jobs of the listing are shown',
            );
            assert.equal(outcome.name === 'complete', list.isComplete);
          }
          assert.deepEqual([...shown].sort(), [...expected].sort());
          if (cancels.length === 0 && scenario.faults.length === 0) assert.deepEqual(shown, expected);
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
