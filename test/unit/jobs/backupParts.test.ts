import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BackupJob, jobKey } from '../../../src/jobs/backupJob.js';
import { nestedJobs, parentsOf } from '../../../src/jobs/backupParts.js';
import { NestedJobCollector } from '../../../src/jobs/nestedJobCollector.js';
import { Slices } from '../../../src/jobs/slices.js';
import { withoutParts } from '../../../src/jobs/withoutNested.js';

const slices = new Slices({ pause: async () => {} });
const ids = ['1', '2', '3', '4', '5', '6'] as const;

/** Jobs of three resources that may be the parents of each other, and may say so or not. */
const jobs = fc.uniqueArray(
  fc.record(
    {
      BackupJobId: fc.constantFrom(...ids),
      AccountId: fc.constantFrom('', '1'),
      IsParent: fc.boolean(),
      ParentJobId: fc.constantFrom(...ids, 'not listed'),
      ResourceArn: fc.constantFrom('', 'a', 'b'),
      State: fc.constantFrom('COMPLETED', 'FAILED', 'RUNNING'),
    },
    { requiredKeys: ['BackupJobId'] },
  ),
  { selector: ({ BackupJobId }) => BackupJobId },
);

describe('Nested jobs', () => {
  it('are read in slices, also those of the same resource', async () => {
    let pauses = 0;
    const pause = async () => {
      pauses++;
    };
    const parent: BackupJob = { BackupJobId: 'parent', ResourceArn: 'a' };
    const nested = Array.from(
      { length: 3200 },
      (_, place): BackupJob => ({ BackupJobId: `${place}`, ParentJobId: 'parent', ResourceArn: 'a' }),
    );
    const { parts } = await nestedJobs(
      { nested, likelyParents: [] },
      [parent],
      new Slices({ pause, sliceMs: 0 }),
    );
    assert.equal(parts.size, 3200);
    // Each is read twice.
    assert.ok(pauses >= 200, `${pauses} pauses`);
  });

  it('have the listed parents, and are parts of their resource, whatever parents say of themselves', () =>
    fc.assert(
      fc.asyncProperty(jobs, async (all: readonly BackupJob[]) => {
        const gathered = new NestedJobCollector();
        const nested = all.filter((job) => gathered.add(job));
        const wanted = new Set(nested.map(({ ParentJobId }) => ParentJobId));
        const parents = all.filter(({ BackupJobId }) => wanted.has(BackupJobId));
        const related = new Set([...nested, ...parents]);
        const isSame = (one: BackupJob, other: BackupJob) =>
          one.ResourceArn ? accountAndArn(one) === accountAndArn(other) : one === other;
        const parts = [...related].filter(
          (job) => !withoutParts([...related].filter((other) => isSame(job, other))).includes(job),
        );
        const found = await nestedJobs(gathered, all, slices);
        assert.deepEqual(found, {
          parents: new Map(parents.map((job) => [job.BackupJobId, job])),
          parts: new Set(parts.map(jobKey)),
        });
      }),
    ));

  it('need no search of all jobs if each parent says that it is one', async () => {
    const parent: BackupJob = { BackupJobId: '1', IsParent: true };
    const all: Iterable<BackupJob> = {
      [Symbol.iterator]: () => assert.fail('The jobs are searched'),
    };
    const nested = [{ BackupJobId: '2', ParentJobId: '1' }];
    assert.deepEqual(
      await parentsOf({ nested, likelyParents: [parent] }, all, slices),
      new Map([['1', parent]]),
    );
    assert.deepEqual(await parentsOf({ nested: [], likelyParents: [] }, all, slices), new Map());
  });
});

function accountAndArn({ AccountId = '', ResourceArn = '' }: BackupJob): string {
  return `${AccountId} ${ResourceArn}`;
}
