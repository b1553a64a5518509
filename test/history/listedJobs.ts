import type { BackupJob } from '../../src/jobs/backupJob.js';
import type { JobQuery } from '../../src/jobs/jobQuery.js';
import type { JobPage, JobSource, PageRequest } from '../../src/jobs/jobSource.js';
import { matches } from '../../src/jobs/matches.js';

/** The own account of {@link ListingService}. */
export const ownAccount = '111122223333';

/** A stand-in for AWS Backup that lists its jobs page by page, the latest creation first. */
export class ListingService implements JobSource {
  jobs: readonly BackupJob[] = [];

  async listBackupJobs(query: JobQuery, { maxResults = 1000, nextToken }: PageRequest): Promise<JobPage> {
    const listed = this.jobs
      .filter((job) => matches({ ...query, accountId: query.accountId ?? ownAccount }, job))
      .sort((one, other) => Number(other.CreationDate) - Number(one.CreationDate));
    const start = Number(nextToken ?? 0);
    const end = start + maxResults;
    return {
      jobs: listed.slice(start, end),
      ...(end < listed.length && { nextToken: String(end) }),
    };
  }

  describeBackupJob(): Promise<BackupJob> {
    return Promise.reject(new Error('Not needed'));
  }

  listBackupVaultNames(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  dispose(): void {}
}

/** A finished job of the own account. */
export function listedJob(id: string, created: number, fields: BackupJob = {}): BackupJob {
  return {
    AccountId: ownAccount,
    BackupJobId: id,
    BackupVaultName: 'prod',
    CompletionDate: new Date(created + 60_000),
    CreationDate: new Date(created),
    State: 'COMPLETED',
    ...fields,
  };
}
