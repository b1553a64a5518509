import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { withoutNested } from '../../../src/jobs/withoutNested.js';

const jobs = fc
  .array(fc.option(fc.nat(9), { nil: undefined }), { maxLength: 8 })
  .map((parents) => parents.map((parent, place) => jobOf(String(place), parent?.toString())));

describe('The jobs at the top level', () => {
  it('law: have no listed parent or are their own ancestors, and all other jobs are below them', () => {
    fc.assert(
      fc.property(jobs, (listed) => {
        const topIds = withoutNested(listed).map(({ BackupJobId }) => BackupJobId);
        const isListed = (id: string | undefined) => listed.some(({ BackupJobId }) => BackupJobId === id);
        const expected = listed.filter(
          ({ BackupJobId, ParentJobId }) =>
            !isListed(ParentJobId) || below(BackupJobId, listed).has(BackupJobId),
        );
        assert.deepEqual(
          topIds,
          expected.map(({ BackupJobId }) => BackupJobId),
        );
        const reachable = new Set(topIds.flatMap((id) => [id, ...below(id, listed)]));
        assert.equal(reachable.size, listed.length);
      }),
    );
  });
});

function jobOf(BackupJobId: string, ParentJobId: string | undefined): BackupJob {
  return { BackupJobId, ...(ParentJobId !== undefined && { ParentJobId }) };
}

/** All jobs that a user reaches by expanding a job and what is below it. */
function below(id: string | undefined, listed: readonly BackupJob[]): ReadonlySet<string | undefined> {
  const found = new Set<string | undefined>();
  const pending = [id];
  while (pending.length > 0) {
    const parent = pending.pop();
    for (const { BackupJobId, ParentJobId } of listed) {
      if (ParentJobId !== parent || found.has(BackupJobId)) continue;
      found.add(BackupJobId);
      pending.push(BackupJobId);
    }
  }
  return found;
}
