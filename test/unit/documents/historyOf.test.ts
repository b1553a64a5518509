import assert from 'node:assert/strict';
import { historyOf } from '../../../src/documents/export/historyOf.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { JobFilter } from '../../../src/jobs/jobFilter.js';
import { rowTree } from '../tree/rowTree.js';

const job = (id: string, resource: string, minutes: number): BackupJob => ({
  AccountId: '111122223333',
  BackupJobId: id,
  BackupVaultName: 'prod',
  CreationDate: new Date(Date.UTC(2026, 10, 28, 3, minutes)),
  ResourceArn: `arn:aws:s3:::${resource}`,
  State: 'COMPLETED',
});
const jobs = [job('1', 'web', 3), job('2', 'logs', 2), job('3', 'web', 1)];
const regions = ['eu-west-1', 'us-east-1'];

describe('The export of a history', () => {
  async function partOf(region: string, filter: JobFilter = {}) {
    const { roots } = await rowTree(jobs, { filter, regions });
    const sessions = roots.map(({ session }) => ({
      ...session,
      holds: (place: { readonly region: string }) => place.region === session.region,
    }));
    const reference = { connection: 'test', region, backupJobId: '1' };
    const part = historyOf({ reference, job: jobs[0] }, sessions);
    return (
      part && {
        region: part.region,
        queries: part.selection.parts.map((one) => one.query),
        jobs: part.jobs.map(({ BackupJobId }) => BackupJobId),
        isComplete: part.isComplete,
      }
    );
  }
  const history = {
    region: 'us-east-1',
    queries: [{ accountId: '111122223333', resourceArn: 'arn:aws:s3:::web' }],
  };

  it('has the jobs of the resource that are loaded, and is complete if all jobs are', async () => {
    assert.deepEqual(await partOf('us-east-1'), { ...history, jobs: ['1', '3'], isComplete: true });
  });

  it('asks for all jobs of the resource, whatever the filter of the tree', async () => {
    const filter = { state: ['COMPLETED'] };
    assert.deepEqual(await partOf('us-east-1', filter), { ...history, jobs: [], isComplete: false });
  });

  it('is none in another region than those of the connection', async () => {
    assert.equal(await partOf('us-west-2'), undefined);
  });
});
