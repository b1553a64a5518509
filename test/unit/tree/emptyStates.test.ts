import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { idsOf, rowTree } from './rowTree.js';

const jobs: BackupJob[] = Array.from({ length: 12 }, (_, place) => ({
  BackupJobId: `job-${place}`,
  BackupVaultName: 'prod',
  CreationDate: new Date(Date.now() - (place + 1) * 60_000),
  State: place % 3 === 0 ? 'FAILED' : 'COMPLETED',
}));

describe('The states of a list that is not complete', () => {
  it('are all possible ones, but for those that are known to have no jobs', async () => {
    const { below, find } = await rowTree(jobs, { grouping: 'state', pageSize: 1 });
    const before = idsOf(below());
    await find('state:PARTIAL');
    await find('state:COMPLETED_WITH_ISSUES');
    const after = idsOf(below());
    assert.deepEqual(
      before.filter((id) => !after.includes(id)),
      ['state:PARTIAL'],
      'not all completed jobs were searched for issues',
    );
    assert.equal(before.length, 11);
  });

  it('include an empty one again when it gets a job', async () => {
    const { below, find, roots } = await rowTree(jobs, { grouping: 'state', pageSize: 1 });
    await find('state:PARTIAL');
    const [root] = roots;
    const [first] = root?.list.jobs() ?? [];
    root?.session.pool.update([{ ...first, State: 'PARTIAL' }]);
    assert.ok(idsOf(below()).includes('state:PARTIAL'));
  });

  it('leave the row of the failure if all of them are empty but the list was not read', async () => {
    const { below, find } = await rowTree([], { grouping: 'state', faults: ['network'] });
    for (const id of idsOf(below())) if (idsOf(below()).includes(id) && id !== 'failure') await find(id);
    assert.deepEqual(idsOf(below()), ['failure']);
  });
});
