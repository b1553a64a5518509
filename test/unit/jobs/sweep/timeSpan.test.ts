import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import type { JobQuery } from '../../../../src/jobs/jobQuery.js';
import { SweepWindow } from '../../../../src/jobs/sweep/sweepWindow.js';
import { queryOfSpan } from '../../../../src/jobs/sweep/timeSpan.js';

const boundary = Date.UTC(2026, 10, 20, 5, 0, 30);
const second = 1000;

/** What AWS does not document about comparisons: whether bounds are inclusive, and how times are rounded. */
const behavior = fc.record({
  includesBounds: fc.boolean(),
  boundsInSeconds: fc.boolean(),
  roundsDown: fc.boolean(),
});
type Behavior = typeof behavior extends fc.Arbitrary<infer Value> ? Value : never;

function lists({ includesBounds, boundsInSeconds }: Behavior, query: JobQuery, created: number): boolean {
  const bound = (date: Date | undefined, otherwise: number) =>
    date === undefined ? otherwise : boundsInSeconds ? floor(date.getTime()) : date.getTime();
  const after = bound(query.createdAfter, Number.NEGATIVE_INFINITY);
  const before = bound(query.createdBefore, Number.POSITIVE_INFINITY);
  return includesBounds ? created >= after && created <= before : created > after && created < before;
}

function floor(time: number): number {
  return Math.floor(time / second) * second;
}

describe('The boundary between two windows', () => {
  it('neither loses nor repeats a job, however the service compares times', () => {
    const moments = fc.oneof(
      fc.constantFrom(boundary - second, boundary, boundary + second),
      fc.integer({ min: -2 * second, max: 2 * second }).map((offset) => boundary + offset),
      fc.double({ min: -1.5, max: 1.5, noNaN: true }).map((offset) => boundary + offset),
    );
    fc.assert(
      fc.property(behavior, moments, fc.boolean(), (service, created, hasOwnBounds) => {
        const query: JobQuery = hasOwnBounds
          ? { createdAfter: new Date(boundary - 3 * second), createdBefore: new Date(boundary + 3 * second) }
          : {};
        const listedAt = service.roundsDown ? floor(created) : Math.round(created);
        const job: BackupJob = { BackupJobId: 'a', CreationDate: new Date(listedAt) };
        const yielded = new Set<string>();
        const found = [{ to: boundary }, { from: boundary }].flatMap((span) => {
          const isListed = lists(service, queryOfSpan(query, span), created);
          return new SweepWindow(span, yielded).take({ jobs: isListed ? [job] : [] }).jobs;
        });
        assert.deepEqual(found, [job]);
      }),
      { numRuns: 5000 },
    );
  });

  it('does not widen the bounds of the query', () => {
    const query = {
      createdAfter: new Date(boundary - 500),
      createdBefore: new Date(boundary + 500),
      state: 'FAILED',
    };
    assert.deepEqual(
      [{ to: boundary }, { from: boundary }, {}].map((span) => queryOfSpan(query, span)),
      [query, query, query],
    );
    assert.deepEqual(queryOfSpan({ state: 'FAILED' }, { from: boundary }), {
      state: 'FAILED',
      createdAfter: new Date(boundary - second),
    });
  });
});
