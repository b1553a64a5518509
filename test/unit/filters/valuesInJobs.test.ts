import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type SeenValue, seenValues } from '../../../src/filters/valuesInJobs.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import {
  filterNames,
  isListFilter,
  isTimeFilter,
  type ListFilter,
  type TextFilter,
} from '../../../src/jobs/filterTable.js';
import { withFilters } from '../../../src/jobs/jobFilter.js';
import { selects } from '../../../src/jobs/jobSelection.js';
import { Slices } from '../../../src/jobs/slices.js';
import { jobsArbitrary } from '../jobs/arbitraries.js';

describe('The values of loaded jobs', () => {
  it('have the number of jobs that a filter with the value selects', async () => {
    const names = filterNames.filter((name) => !isTimeFilter(name));
    await fc.assert(
      fc.asyncProperty(jobsArbitrary(30), fc.constantFrom(...names), async (jobs, name) => {
        for (const { value, jobs: count } of await valuesIn(jobs, name)) {
          const list = isListFilter(name);
          const selection = selectionOfFilter(
            withFilters({}, { [name]: list ? [value] : value }),
            new Date(),
          );
          const selected = jobs.filter((job) => selects(selection, job)).length;
          if (name === 'messageCategory') assert.ok(count <= selected, 'this filter ignores case');
          else assert.equal(count, selected);
        }
      }),
    );
  });

  it('have the name of the resource, the plan or the parent job as their title', async () => {
    const jobs = [
      { BackupJobId: 'p', IsParent: true, ResourceName: 'shop', ResourceArn: 'arn:p' },
      { BackupJobId: 'c', ParentJobId: 'p', CreatedBy: { BackupPlanId: '1', BackupPlanName: 'Nightly' } },
    ];
    assert.deepEqual(await valuesIn(jobs, 'parentJobId'), [{ value: 'p', jobs: 1, title: 'shop' }]);
    assert.deepEqual(await valuesIn(jobs, 'resourceArn'), [{ value: 'arn:p', jobs: 1, title: 'shop' }]);
    assert.deepEqual(await valuesIn(jobs, 'backupPlanId'), [{ value: '1', jobs: 1, title: 'Nightly' }]);
    assert.deepEqual(
      await valuesIn(
        [{ StatusMessage: 'vol-0a1b2c3d is busy' }, { StatusMessage: 'vol-1b2c3d4e is busy' }],
        'statusMessage',
      ),
      [{ value: '<id> is busy', jobs: 2, title: undefined }],
      'messages with one pattern are one value',
    );
    assert.deepEqual(await valuesIn([{ AccountId: '' }, {}], 'accountId'), []);
    const messages = ['Waited 7 minutes', 'Waited 8 minutes', ' '].map((StatusMessage) => ({
      StatusMessage,
    }));
    assert.deepEqual(await valuesIn(messages, 'statusMessage'), [
      { value: 'Waited <number> minutes', jobs: 2, title: undefined },
    ]);
  });

  it('are at most a thousand, the most frequent first', async () => {
    const jobs = Array.from({ length: 1001 }, (_, place) => ({ BackupVaultName: `vault-${place}` }));
    const seen = await valuesIn([...jobs, { BackupVaultName: 'vault-1000' }], 'backupVaultName');
    assert.deepEqual([seen.length, seen[0]], [1000, { value: 'vault-1000', jobs: 2, title: undefined }]);
    assert.equal((await valuesIn(jobs.slice(0, 1000), 'backupVaultName')).length, 1000);
  });

  it('are counted in slices, in one pass for several filters', async () => {
    const jobs = Array.from({ length: 3200 }, (_, place) => ({
      AccountId: '111122223333',
      BackupVaultName: `vault-${place % 2}`,
    }));
    let [passes, pauses] = [0, 0];
    const pause = async () => {
      pauses++;
    };
    const counted = {
      *[Symbol.iterator]() {
        passes++;
        yield* jobs;
      },
    };
    // A slice that is over at once ends at the next check.
    const slices = new Slices({ pause, sliceMs: 0 });
    const seen = await seenValues(counted, ['backupVaultName', 'accountId'], slices);
    assert.deepEqual(
      [passes, pauses, seen],
      [
        1,
        jobs.length / 32,
        [
          [
            { value: 'vault-0', jobs: 1600, title: undefined },
            { value: 'vault-1', jobs: 1600, title: undefined },
          ],
          [{ value: '111122223333', jobs: 3200, title: undefined }],
        ],
      ],
    );
  });

  it('are counted no further when the signal aborts', async () => {
    const closed = new AbortController();
    let counted = 0;
    const jobs = {
      *[Symbol.iterator]() {
        for (; ; counted++) yield { BackupVaultName: 'prod' };
      },
    };
    const pause = async () => closed.abort(new Error('closed'));
    const slices = new Slices({ pause, signal: closed.signal, sliceMs: 0 });
    await assert.rejects(seenValues(jobs, ['backupVaultName'], slices), /closed/);
    assert.ok(counted < 100);
  });
});

async function valuesIn(
  jobs: Iterable<BackupJob>,
  name: ListFilter | TextFilter,
): Promise<readonly SeenValue[]> {
  const [values = []] = await seenValues(jobs, [name], new Slices());
  return values;
}
