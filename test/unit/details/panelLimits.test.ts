import assert from 'node:assert/strict';
import { Session } from '../../../src/connection/session.js';
import { SessionJobReader } from '../../../src/connection/sessionJobReader.js';
import { fieldValue } from '../../../src/details/fieldValue.js';
import { LiveRelatedJobs } from '../../../src/details/liveRelatedJobs.js';
import { relatedJobsViewModel } from '../../../src/details/relatedJobsViewModel.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { JobQuery } from '../../../src/jobs/jobQuery.js';
import { placeOf } from '../../../src/jobs/jobReader.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';

const now = new Date(2026, 10, 24, 7);
const context = { now, locale: 'en-US' };
const resourceArn = 'arn:aws:s3:::logs';

describe('The related jobs', () => {
  it('are read from at most three pages', async () => {
    let requests = 0;
    const source = {
      listBackupJobs: async () => ({
        jobs: [{ BackupJobId: `${++requests}`, ResourceArn: resourceArn }],
        nextToken: `${requests}`,
      }),
      dispose: () => {},
    } satisfies Partial<JobSource>;
    const relatedJobs = await readFrom(source, { BackupJobId: 'a', ResourceArn: resourceArn });
    assert.deepEqual([requests, relatedJobs.value?.resource?.isComplete], [3, false]);
  });

  it('are read from 16 days before an old job on, if each read costs money', async () => {
    const dayMs = 24 * 60 * 60 * 1000;
    const created = new Date(2020, 0, 17);
    const froms = await Promise.all(
      ([true, undefined] as const).map(async (isCharged) => {
        const queries: JobQuery[] = [];
        const source = {
          isCharged,
          listBackupJobs: async (query: JobQuery) => {
            queries.push(query);
            return { jobs: [] };
          },
          dispose: () => {},
        } satisfies Partial<JobSource>;
        await readFrom(source, { BackupJobId: 'a', CreationDate: created, ResourceArn: resourceArn });
        return queries.map(({ createdAfter }) => createdAfter);
      }),
    );
    // A request begins a second earlier, see `timeBounds.ts`.
    assert.deepEqual(froms, [[new Date(created.getTime() - 16 * dayMs - 1000)], [undefined]]);
  });

  it('are shown up to six a day, including this job, with a count of the others', () => {
    for (const [count, more] of [
      [6, undefined],
      [7, '+1'],
    ] as const) {
      const jobs = Array.from(
        { length: count },
        (_, index): BackupJob => ({
          BackupJobId: `${index}`,
          CreationDate: new Date(now.getTime() - index * 60_000),
          ResourceArn: resourceArn,
          State: index === 0 ? 'COMPLETED' : 'FAILED',
        }),
      );
      const viewModel = relatedJobsViewModel(
        { ...jobs[0] },
        { resource: { jobs, isComplete: true } },
        context,
      );
      const day = viewModel.resource?.days.find(({ jobs: shown }) => shown.length > 0);
      assert.deepEqual(
        [day?.jobs.length, day?.jobs.filter(({ isThis }) => isThis).length, day?.more],
        [6, 1, more],
      );
    }
  });
});

describe('A part of an ARN in the panel', () => {
  it('is shown in full up to 300 characters', () => {
    const lastCharacterOf = (length: number) => {
      const value = fieldValue({ ResourceArn: `arn:aws:s3:::${'x'.repeat(length)}` }, 'ResourceArn', context);
      return value?.pieces?.at(-1)?.text.at(-1);
    };
    assert.deepEqual([lastCharacterOf(300), lastCharacterOf(301)], ['x', '…']);
  });
});

/** The related jobs of a job that a source lists. */
async function readFrom(source: Partial<JobSource>, job: BackupJob): Promise<LiveRelatedJobs> {
  const session = new Session({
    key: 'sample',
    region: 'us-east-1',
    source: source as JobSource,
    pageSize: () => undefined,
  });
  const sessions = { current: [session], mayHold: async () => true, ready: async () => [session] };
  const reader = new SessionJobReader(sessions);
  const relatedJobs = new LiveRelatedJobs({ reader, lister: reader }, () => {});
  await relatedJobs.read(job, { ...placeOf(session), backupJobId: 'a' });
  return relatedJobs;
}
