import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { dayDimension } from '../../../src/jobs/dimensions.js';
import { groupsOf, narrowSelection } from '../../../src/jobs/grouping.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';
import { inZone } from '../inZone.js';
import { type Bounds, OddService } from './sweep/oddService.js';
import { VirtualClock } from './virtualClock.js';

const hour = 3_600_000;
const pageSize = 5;
const zones = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];
const noon = new Date(Date.UTC(2026, 10, 24, 12));

const boundsArbitrary: fc.Arbitrary<Bounds> = fc.oneof(
  fc.constantFrom<Bounds>({ kind: 'inclusive' }, { kind: 'exclusive' }, { kind: 'ignored' }),
  fc.record({
    kind: fc.constantFrom('down' as const, 'up' as const, 'wider' as const, 'narrower' as const),
    step: fc.constantFrom(1000, 60_000, hour, 24 * hour),
  }),
);

/** How a day is read; `streamedAlone` uses an empty pool. */
type ReadMode = 'loaded' | 'paged' | 'streamed' | 'streamedAlone';
const modes = fc.constantFrom<ReadMode>('loaded', 'paged', 'streamed', 'streamedAlone');

describe('The days of a partly loaded list', () => {
  for (const zone of zones) {
    it(`contain each job once, however the service compares times, in ${zone}`, () =>
      inZone(zone, () =>
        fc.assert(
          fc.asyncProperty(boundsArbitrary, scenarios(), modes, async (bounds, { now, jobs }, mode) => {
            const { byDay } = await readDays({ bounds, jobs, now }, mode);
            assert.deepEqual(byDay, expectedDays(jobs));
          }),
          { numRuns: 150 },
        ),
      )).timeout(120_000);
  }

  it('need at most one request besides those for their pages if the service compares exactly', () =>
    inZone('Asia/Kolkata', async () => {
      const jobs = Array.from({ length: 96 }, (_, place) =>
        jobAt(place, noon.getTime() - place * 0.9 * hour),
      );
      const bounds = { kind: 'inclusive' } as const;
      const { byDay, requests } = await readDays({ bounds, jobs, now: noon }, 'paged');
      const pages = dayDimension
        .allValues(noon)
        .reduce((sum, day) => sum + Math.max(1, Math.ceil((byDay[day]?.length ?? 0) / pageSize)), 0);
      const first = 1;
      const probe = 1;
      assert.ok(requests <= first + pages + probe, `${requests} for ${pages} pages`);
    }));
});

function jobAt(place: number, time: number): BackupJob {
  return { BackupJobId: `job-${place}`, CreationDate: new Date(time), State: 'COMPLETED' };
}

/** A time, and jobs of the three days before it, many close to the boundary of a day, hour or second. */
function scenarios(): fc.Arbitrary<{ now: Date; jobs: BackupJob[] }> {
  const edge = fc.record({
    halfHours: fc.integer({ min: 0, max: 6 * 24 }),
    offset: fc.constantFrom(-1000, -999, -1, 0, 1, 999, 1000, 1_234_567),
  });
  const hours = fc.integer({ min: 0, max: 23 });
  return fc.tuple(hours, fc.array(edge, { minLength: 1, maxLength: 40 })).map(([hoursLater, offsets]) => {
    const now = noon.getTime() + hoursLater * hour;
    const times = offsets
      .map(({ halfHours, offset }) => now - (halfHours * hour) / 2 + offset)
      .filter((time) => time <= now);
    // The pool needs a job with an uneven time to find out how the service compares times.
    const jobs = [now - 1_234_567, ...times].map((time, place) => jobAt(place, time));
    return { now: new Date(now), jobs };
  });
}

function expectedDays(jobs: readonly BackupJob[]): Record<string, string[]> {
  const days: Record<string, string[]> = {};
  for (const job of jobs) {
    const day = dayDimension.groupOf(job) ?? '';
    days[day] = [...(days[day] ?? []), job.BackupJobId ?? ''].sort();
  }
  return days;
}

interface Scenario {
  readonly bounds: Bounds;
  readonly jobs: readonly BackupJob[];
  readonly now: Date;
}

function openScenario({ bounds, jobs, now }: Scenario) {
  const clock = new VirtualClock(now.getTime());
  const service = new OddService({ jobs, bounds, paging: { kind: 'full' }, undated: 'unbounded', clock });
  const openPool = () =>
    new JobPool({
      source: service as Partial<JobSource> as JobSource,
      pageSize: () => pageSize,
      sweepPageSize: pageSize,
      clock,
    });
  return { service, openPool };
}

/** Expands each day below a list with one loaded page, and loads it to its end. */
async function readDays(scenario: Scenario, mode: ReadMode) {
  const { now } = scenario;
  const { service, openPool } = openScenario(scenario);
  const pool = openPool();
  const root = pool.list(selectionOf({}));
  await root.loadMore();
  const byDay: Record<string, string[]> = {};
  const { signal } = new AbortController();
  for (const { value } of groupsOf(root, dayDimension, { now })) {
    const selection = narrowSelection(root.selection, dayDimension, value);
    if (selection === undefined || value === undefined) continue;
    if (mode === 'streamed' || mode === 'streamedAlone') {
      const streamed: BackupJob[] = [];
      const streaming = mode === 'streamed' ? pool : openPool();
      for await (const batch of streaming.sweep(selection, { signal })) streamed.push(...batch);
      if (streamed.length > 0) byDay[value] = idsOf(streamed);
      continue;
    }
    const list = pool.list(selection);
    if (mode === 'loaded') {
      await list.loadMore();
      assert.deepEqual(await pool.loadAll(selection, { signal }), { name: 'complete' });
    }
    for (let tries = 0; !list.isComplete && tries < 100; tries++) await list.loadMore();
    assert.equal(list.count().isExact, true);
    if (list.jobs().length > 0) byDay[value] = idsOf(list.jobs());
  }
  return { byDay, requests: service.queries.length };
}

function idsOf(jobs: readonly BackupJob[]): string[] {
  return jobs.map(({ BackupJobId = '' }) => BackupJobId).sort();
}
