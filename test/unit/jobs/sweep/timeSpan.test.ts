import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import type { JobQuery } from '../../../../src/jobs/jobQuery.js';
import { SweepWindow } from '../../../../src/jobs/sweep/sweepWindow.js';
import { queryOfSpan } from '../../../../src/jobs/sweep/timeSpan.js';

const cut = Date.UTC(2026, 10, 20, 5, 0, 30);
const second = 1000;

/** What AWS does not document about comparisons: whether bounds are inclusive, and how times are rounded. */
const behavior = fc.record({
  holdsBounds: fc.boolean(),
  boundsInSeconds: fc.boolean(),
  roundsDown: fc.boolean(),
});
type Behavior = typeof behavior extends fc.Arbitrary<infer Value> ? Value : never;

function lists({ holdsBounds, boundsInSeconds }: Behavior, query: JobQuery, created: number): boolean {
  const bound = (date: Date | undefined, otherwise: number) =>
    date === undefined ? otherwise : boundsInSeconds ? floor(date.getTime()) : date.getTime();
  const after = bound(query.createdAfter, Number.NEGATIVE_INFINITY);
  const before = bound(query.createdBefore, Number.POSITIVE_INFINITY);
  return holdsBounds ? created >= after && created <= before : created > after && created < before;
}

function floor(time: number): number {
  return Math.floor(time / second) * second;
}

describe('The cut between two windows', () => {
  it('loses and repeats no job, however the service compares times', () => {
    const moments = fc.oneof(
      fc.constantFrom(cut - second, cut, cut + second),
      fc.integer({ min: -2 * second, max: 2 * second }).map((away) => cut + away),
      fc.double({ min: -1.5, max: 1.5, noNaN: true }).map((away) => cut + away),
    );
    fc.assert(
      fc.property(behavior, moments, fc.boolean(), (service, created, hasOwnBounds) => {
        const query: JobQuery = hasOwnBounds
          ? { createdAfter: new Date(cut - 3 * second), createdBefore: new Date(cut + 3 * second) }
          : {};
        const told = service.roundsDown ? floor(created) : Math.round(created);
        const job: BackupJob = { BackupJobId: 'a', CreationDate: new Date(told) };
        const handedOn = new Set<string>();
        const times = [{ to: cut }, { from: cut }].flatMap((span) => {
          const isListed = lists(service, queryOfSpan(query, span), created);
          return new SweepWindow(span, handedOn).take({ jobs: isListed ? [job] : [] }).jobs;
        });
        assert.equal(times.length, 1);
      }),
      { numRuns: 5000 },
    );
  });

  it('does not change the outer bounds of a query', () => {
    const query = { createdAfter: new Date(cut - 500), createdBefore: new Date(cut + 500), state: 'FAILED' };
    assert.deepEqual(
      [{ to: cut }, { from: cut }, {}].map((span) => queryOfSpan(query, span)),
      [query, query, query],
    );
    assert.deepEqual(queryOfSpan({ state: 'FAILED' }, { from: cut }), {
      state: 'FAILED',
      createdAfter: new Date(cut - second),
    });
  });
});
