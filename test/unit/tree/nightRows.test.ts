import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';
import { nightOf } from '../../../src/jobs/nights.js';
import { foldedRows, rowsOfChunk } from '../../../src/tree/nightRows.js';
import { rootBranch } from '../../../src/tree/rootRows.js';
import type { ChunkRow, Row } from '../../../src/tree/rows.js';
import { inZone } from '../inZone.js';

const hour = 3_600_000;
const branch = rootBranch(
  { key: 'sample', region: 'us-east-1', pool: new JobPool({ source: {} as JobSource }) },
  selectionOf({}),
  [],
);

/** Hours with a change of the clocks, of the year, and others. */
const busyHours = ['2026-11-01T05:00Z', '2026-03-08T06:00Z', '2027-01-01T04:30Z', '2026-11-27T16:59Z'].map(
  Date.parse,
);

/** A list of jobs around a few hours, in any order, some without a valid date. */
const jobsArbitrary = fc
  .array(
    fc.record({
      count: fc.integer({ min: 1, max: 600 }),
      start: fc.option(fc.constantFrom(...busyHours)),
      step: fc.constantFrom(0, 1000, hour / 4, -7 * hour),
      isInvalid: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((groups) =>
    groups
      .flatMap(({ count, isInvalid, start, step }) =>
        Array.from({ length: count }, (_, place): BackupJob => {
          if (start === null) return isInvalid ? { CreationDate: new Date(Number.NaN) } : {};
          return { CreationDate: new Date(start + place * step) };
        }),
      )
      .map((job, place) => ({
        ...job,
        BackupJobId: `job-${place}`,
        State: place % 7 ? 'COMPLETED' : 'FAILED',
      })),
  );

describe('The rows of a long list', () => {
  for (const zone of ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])
    it(`contain each job once, in its own night and in the order of the list, at most 250 together, in ${zone}`, () =>
      inZone(zone, () =>
        fc.assert(
          fc.property(jobsArbitrary, (jobs) => {
            const rows = foldedRows(branch, undefined, jobs);
            const all = [...rowsIn(rows)];
            const ids = all.map(({ id }) => id);
            assert.equal(new Set(ids).size, ids.length);
            const shown = all.flatMap((row) => (row.kind === 'job' ? [String(row.job.BackupJobId)] : []));
            assert.deepEqual([...shown].sort(), jobs.map(({ BackupJobId }) => BackupJobId).sort());
            for (const row of all) if (row.kind === 'chunk') assertChunk(row);
            if (jobs.length <= 250)
              return assert.deepEqual(
                shown,
                jobs.map(({ BackupJobId }) => BackupJobId),
              );
            const nights = rows.map((row) =>
              row.kind === 'chunk' && row.part.by === 'night' ? row.part.night : 'none',
            );
            const dated = nights.filter((night) => night !== undefined);
            assert.deepEqual(
              dated,
              [...new Set(jobs.flatMap(({ CreationDate }) => nightOf(CreationDate) ?? []))].sort().reverse(),
            );
            assert.ok(!nights.includes(undefined) || nights.indexOf(undefined) === nights.length - 1);
          }),
          { numRuns: 60 },
        ),
      )).timeout(60_000);

  it('keep the ID of a night and of an hour when newer and older jobs arrive', () => {
    const jobs = Array.from({ length: 2000 }, (_, place) => ({
      BackupJobId: `job-${place}`,
      CreationDate: new Date(Date.UTC(2026, 10, 27, 12) - place * 60_000),
    }));
    const idsOf = (list: readonly BackupJob[]) =>
      [...rowsIn(foldedRows(branch, undefined, list))]
        .filter(({ kind }) => kind === 'chunk')
        .map(({ id }) => id);
    const all = new Set(idsOf(jobs));
    const some = idsOf(jobs.slice(900, 1500));
    assert.deepEqual([some.length > 3, some.filter((id) => !all.has(id))], [true, []]);
  });

  it('are few: 100,000 jobs of one hour are in ten chunks, each as long as all before it', () => {
    const jobs = Array.from({ length: 100_000 }, (_, place) => ({
      BackupJobId: `job-${place}`,
      CreationDate: new Date(Date.UTC(2026, 10, 27, 3, 0, 0, place)),
    }));
    const [night] = foldedRows(branch, undefined, jobs);
    const [inHour] = night?.kind === 'chunk' ? rowsOfChunk(night) : [];
    const chunks = inHour?.kind === 'chunk' ? rowsOfChunk(inHour) : [];
    assert.deepEqual(
      chunks.map((row) => (row.kind === 'chunk' ? row.jobs.length : 0)),
      [250, 250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 36_000],
    );
  });
});

/** Checks that a chunk contains jobs of its own night or hour only, in the order of the list. */
function assertChunk({ bad, jobs, part }: ChunkRow): void {
  const places = jobs.map(({ BackupJobId = '' }) => Number(BackupJobId.slice('job-'.length)));
  assert.deepEqual(
    places,
    [...places].sort((one, other) => one - other),
  );
  assert.equal(bad, jobs.filter(({ State }) => State === 'FAILED').length);
  for (const { CreationDate } of jobs) {
    if (part.by === 'night') assert.equal(nightOf(CreationDate), part.night);
    if (part.by === 'hour') {
      const since = (CreationDate?.getTime() ?? 0) - part.start.getTime();
      assert.ok(since >= 0 && since < hour);
    }
  }
}

/** The rows and all rows of chunks below them. */
function* rowsIn(rows: readonly Row[]): Generator<Row> {
  for (const row of rows) {
    yield row;
    if (row.kind !== 'chunk') continue;
    const below = rowsOfChunk(row);
    assert.ok(below.length <= 250);
    yield* rowsIn(below);
  }
}
