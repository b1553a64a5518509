import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seenValues } from '../../../src/filters/valuesInJobs.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import { filterNames, isListFilter, isTimeFilter } from '../../../src/jobs/filterTable.js';
import { withFilters } from '../../../src/jobs/jobFilter.js';
import { selects } from '../../../src/jobs/jobSelection.js';
import { jobsArbitrary } from '../jobs/arbitraries.js';

describe('The values of loaded jobs', () => {
  it('have the number of jobs that a filter with the value selects', () => {
    const names = filterNames.filter((name) => !isTimeFilter(name));
    fc.assert(
      fc.property(jobsArbitrary(30), fc.constantFrom(...names), (jobs, name) => {
        for (const { value, jobs: count } of seenValues(jobs, name)) {
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

  it('have the name of the resource, the plan or the parent job as their title', () => {
    const jobs = [
      { BackupJobId: 'p', IsParent: true, ResourceName: 'shop', ResourceArn: 'arn:p' },
      { BackupJobId: 'c', ParentJobId: 'p', CreatedBy: { BackupPlanId: '1', BackupPlanName: 'Nightly' } },
    ];
    assert.deepEqual(seenValues(jobs, 'parentJobId'), [{ value: 'p', jobs: 1, title: 'shop' }]);
    assert.deepEqual(seenValues(jobs, 'resourceArn'), [{ value: 'arn:p', jobs: 1, title: 'shop' }]);
    assert.deepEqual(seenValues(jobs, 'backupPlanId'), [{ value: '1', jobs: 1, title: 'Nightly' }]);
    assert.deepEqual(
      seenValues(
        [{ StatusMessage: 'vol-0a1b2c3d is busy' }, { StatusMessage: 'vol-1b2c3d4e is busy' }],
        'statusMessage',
      ),
      [{ value: '<id> is busy', jobs: 2, title: undefined }],
      'messages with one pattern are one value',
    );
    assert.deepEqual(seenValues([{ AccountId: '' }, {}], 'accountId'), []);
    const messages = ['Waited 7 minutes', 'Waited 8 minutes', ' '].map((StatusMessage) => ({
      StatusMessage,
    }));
    assert.deepEqual(seenValues(messages, 'statusMessage'), [
      { value: 'Waited <number> minutes', jobs: 2, title: undefined },
    ]);
  });

  it('are at most a thousand, the most frequent first', () => {
    const jobs = Array.from({ length: 1001 }, (_, place) => ({ BackupVaultName: `vault-${place}` }));
    const seen = seenValues([...jobs, { BackupVaultName: 'vault-1000' }], 'backupVaultName');
    assert.deepEqual([seen.length, seen[0]], [1000, { value: 'vault-1000', jobs: 2, title: undefined }]);
    assert.equal(seenValues(jobs.slice(0, 1000), 'backupVaultName').length, 1000);
  });
});
