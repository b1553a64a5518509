import assert from 'node:assert/strict';
import { isCompleteToday } from '../../../src/details/isCompleteToday.js';
import { withTimeOfHistory } from '../../../src/jobs/lastKnown.js';

describe('The listing of a resource', () => {
  const now = new Date(2026, 10, 29, 7);

  it('has all jobs of today if it is complete and was read today', () => {
    const listing = { jobs: [{ State: 'FAILED' }], readAt: new Date(2026, 10, 29, 6) };
    const yesterday = new Date(2026, 10, 28, 23);
    assert.deepEqual(
      [
        isCompleteToday({ ...listing, isComplete: true }, now),
        isCompleteToday({ ...listing, isComplete: false }, now),
        isCompleteToday({ ...listing, isComplete: true, readAt: yesterday }, now),
      ],
      [true, false, false],
    );
  });

  it('never has all jobs of today if they are of a history', () => {
    const jobs = [withTimeOfHistory({ State: 'FAILED' }, new Date(2026, 3, 1))];
    assert.equal(isCompleteToday({ jobs, isComplete: true, readAt: now }, now), false);
  });
});
