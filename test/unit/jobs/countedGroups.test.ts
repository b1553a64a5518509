import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { planDimension, stateDimension, vaultDimension } from '../../../src/jobs/dimensions.js';
import { type Dimension, type GroupingContext, groupsOf } from '../../../src/jobs/grouping.js';
import type { JobList } from '../../../src/jobs/jobList.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobPage } from '../../../src/jobs/jobSource.js';
import { isBad } from '../../../src/jobs/jobStates.js';
import { jobsArbitrary } from './arbitraries.js';

describe('The groups of a list whose source counts', () => {
  const now = new Date();

  async function listOf(page: JobPage): Promise<JobList> {
    const source = {
      listBackupJobs: () => Promise.resolve(page),
      describeBackupJob: () => Promise.reject(new Error('not used')),
      listBackupVaultNames: () => Promise.resolve([]),
      dispose: () => {},
    };
    const list = new JobPool({ source }).list(selectionOf({}));
    await list.loadMore();
    return list;
  }

  const outline = (list: JobList, dimension: Dimension, context: Partial<GroupingContext> = {}) =>
    groupsOf(list, dimension, { now, ...context }).map(({ bad, count, isCounted, title, value }) => ({
      value,
      title,
      count,
      bad,
      isCounted,
    }));

  it('are those of all jobs although only one is loaded, and are not taken for loaded', () =>
    fc.assert(
      fc.asyncProperty(
        jobsArbitrary(12),
        fc.constantFrom(planDimension, stateDimension, vaultDimension),
        async (jobs, dimension) => {
          const counted = jobs.map((job: BackupJob) => ({ sample: job, count: 1, bad: Number(isBad(job)) }));
          const started = await listOf({ jobs: jobs.slice(0, 1), nextToken: 'more' });
          const complete = await listOf({ jobs });
          assert.deepEqual(
            outline(started, dimension, { counted, knownValues: ['a vault without jobs'] }),
            outline(complete, dimension).map((group) => ({ ...group, isCounted: true })),
          );
          assert.deepEqual(outline(complete, dimension, { counted: [] }), outline(complete, dimension));
        },
      ),
    ));

  it('do not say how many failures are known issues, which the source has not counted', async () => {
    const failed: BackupJob = { BackupJobId: '1', BackupVaultName: 'prod', State: 'FAILED' };
    const list = await listOf({ jobs: [failed], nextToken: 'more' });
    const counted = [{ sample: failed, count: 5, bad: 5 }];
    const isAccepted = () => true;
    assert.deepEqual(
      [{ counted, isAccepted }, { isAccepted }].map((context) =>
        groupsOf(list, vaultDimension, { now, ...context }).map((group) => [
          group.bad,
          group.accepted,
          'accepted' in group,
        ]),
      ),
      [[[5, undefined, false]], [[1, 1, true]]],
    );
  });
});
