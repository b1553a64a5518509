import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { withoutNested } from '../../../src/jobs/withoutNested.js';

const jobs = fc
  .array(fc.option(fc.nat(9), { nil: undefined }), { maxLength: 8 })
  .map((parents) => parents.map((parent, place) => jobOf(String(place), parent?.toString())));

describe('The jobs with rows of their own', () => {
  it('law: have no listed parent, or are their own ancestors; all others are below one of them', () => {
    fc.assert(
      fc.property(jobs, (listed) => {
        const standing = withoutNested(listed).map(({ BackupJobId }) => BackupJobId);
        const isListed = (id: string | undefined) => listed.some(({ BackupJobId }) => BackupJobId === id);
        const wanted = listed.filter(
          ({ BackupJobId, ParentJobId }) =>
            !isListed(ParentJobId) || below(BackupJobId, listed).has(BackupJobId),
        );
        assert.deepEqual(
          standing,
          wanted.map(({ BackupJobId }) => BackupJobId),
        );
        const found = new Set(standing.flatMap((id) => [id, ...below(id, listed)]));
        assert.equal(found.size, listed.length);
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
  const open = [id];
  while (open.length > 0) {
    const parent = open.pop();
    for (const { BackupJobId, ParentJobId } of listed) {
      if (ParentJobId !== parent || found.has(BackupJobId)) continue;
      found.add(BackupJobId);
      open.push(BackupJobId);
    }
  }
  return found;
}
