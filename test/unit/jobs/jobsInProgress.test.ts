import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { rereadJobs } from '../../../src/jobs/jobsInProgress.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { accountOf } from '../../service/givenAccount.js';
import { type Fault, ServiceSource } from './serviceSource.js';

const { signal } = new AbortController();
const base: BackupJob = {
  CreationDate: new Date(Date.UTC(2026, 10, 24, 3)),
  ResourceArn: 'arn:aws:s3:::logs',
  State: 'RUNNING',
};
const named = (count: number, facts: BackupJob = {}): BackupJob[] =>
  Array.from({ length: count }, (_, place) => ({ ...base, ...facts, BackupJobId: `job-${place}` }));

function reread(
  now: readonly BackupJob[],
  jobs: readonly BackupJob[],
  { faults = [], refreshCount = 0 }: { faults?: readonly Fault[]; refreshCount?: number } = {},
) {
  const source = new ServiceSource(createSampleService({ account: accountOf(now), listsNestedJobs: false }));
  for (const fault of faults) source.injectFault(fault);
  const reading = rereadJobs({
    listBackupJobs: (query, page) => source.listBackupJobs(query, page),
    describeBackupJob: (id) => source.describeBackupJob(id),
    selection: selectionOf({}),
    jobs,
    refreshCount,
    signal,
  });
  return { source, reading };
}

describe('A refresh of running jobs', () => {
  it('makes one request for all jobs whose state is the same, and one for each whose state has changed', async () => {
    const jobs = named(5);
    const now = jobs.map((job, place) => (place < 2 ? { ...job, State: 'COMPLETED' } : job));
    const { reading, source } = reread(now, jobs);
    const found = await reading;
    assert.deepEqual([new Set(found.map(({ BackupJobId }) => BackupJobId)).size, source.requests], [5, 3]);
  });

  it('makes one request for nested jobs that the plain list does not contain', async () => {
    const jobs = named(30, { ParentJobId: 'p' });
    const { reading, source } = reread(jobs, jobs);
    assert.deepEqual([(await reading).length, source.requests], [30, 2]);
  });

  it('reaches every job in turn if there are many', async () => {
    const jobs = named(50);
    const now = jobs.map((job) => ({ ...job, State: 'FAILED' }));
    const seen = new Set<string | undefined>();
    for (let refreshCount = 0; refreshCount < 3; refreshCount++) {
      const found = await reread(now, jobs, { refreshCount }).reading;
      for (const { BackupJobId } of found) seen.add(BackupJobId);
    }
    assert.equal(seen.size, 50);
  });

  it('keeps what it has found when a request fails, and fails if it found nothing', async () => {
    const jobs = named(3);
    const half = reread([{ ...jobs[0] }, { ...jobs[1], State: 'FAILED' }], jobs, {
      faults: ['none', 'network'],
    });
    assert.deepEqual(
      (await half.reading).map(({ BackupJobId }) => BackupJobId),
      ['job-0'],
    );
    await assert.rejects(reread(jobs, jobs, { faults: ['network'] }).reading);
  });
});
