import assert from 'node:assert/strict';
import { latestInRegions } from '../../../src/commands/latestInRegions.js';

describe('The latest job of a resource', () => {
  it('is the last one created in any region, in whatever order the service lists them', () => {
    const job = (BackupJobId: string, day: number) => ({
      BackupJobId,
      CreationDate: new Date(2026, 10, day),
    });
    const jobs = [{ BackupJobId: 'undated' }, job('old', 1), job('newest', 9), job('new', 8)];
    const found = [
      { session: 'us-east-1', jobs: [job('older region', 7)] },
      { session: 'eu-central-1', jobs },
    ];
    assert.deepEqual(
      [latestInRegions(found), latestInRegions([{ session: 'us-east-1', jobs: [] }])],
      [{ session: 'eu-central-1', job: jobs[2] }, undefined],
    );
  });
});
