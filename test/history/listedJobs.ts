import { PagePacker } from '../../src/aws/pagePacker.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import type { JobQuery } from '../../src/jobs/jobQuery.js';
import type { JobPage, JobSource, PageRequest } from '../../src/jobs/jobSource.js';
import { matches } from '../../src/jobs/matches.js';
import { PageUnpacker } from '../../src/jobs/packed/packedJob.js';

/** The own account of {@link ListingService}. */
export const ownAccount = '111122223333';

/** A stand-in for AWS Backup that lists its jobs page by page, the latest creation first. */
export class ListingService implements JobSource {
  jobs: readonly BackupJob[] = [];
  /** What it answers with instead. */
  failure: Error | undefined;
  /** By how much its clock is ahead, as its responses say; undefined if they do not. */
  clockOffsetMs: number | undefined;
  /** Whether its pages are packed, as those of AWS Backup are; else their jobs are plain objects. */
  isPacked = true;
  readonly #packer = new PagePacker();
  readonly #unpacker = new PageUnpacker();
  #answer: readonly BackupJob[] | undefined;
  readonly queries: JobQuery[] = [];
  #held: Promise<void> = Promise.resolve();
  #release = (): void => {};
  #onAsked = (): void => {};
  /** Resolves at the next request after {@link hold}. */
  asked: Promise<void> = Promise.resolve();

  /** Holds the answers back until they are released. */
  hold(): () => void {
    this.#held = new Promise((resolve) => {
      this.#release = resolve;
    });
    this.asked = new Promise((resolve) => {
      this.#onAsked = resolve;
    });
    return this.release;
  }

  /** Answers every request with these jobs, as if the keys were those of another account. */
  answerWith(jobs: readonly BackupJob[]): void {
    this.#answer = jobs;
  }

  readonly release = (): void => this.#release();

  async listBackupJobs(query: JobQuery, { maxResults = 1000, nextToken }: PageRequest): Promise<JobPage> {
    this.queries.push(query);
    this.#onAsked();
    await this.#held;
    if (this.failure !== undefined) throw this.failure;
    if (this.#answer !== undefined) return { jobs: this.#answer };
    const listed = this.jobs
      .filter((job) => matches({ ...query, accountId: query.accountId ?? ownAccount }, job))
      .sort((one, other) => Number(other.CreationDate) - Number(one.CreationDate));
    const start = Number(nextToken ?? 0);
    const end = start + maxResults;
    return {
      ...this.#pageOf(listed.slice(start, end)),
      ...(end < listed.length && { nextToken: String(end) }),
      ...(this.clockOffsetMs !== undefined && { clockOffsetMs: this.clockOffsetMs }),
    };
  }

  #pageOf(jobs: readonly BackupJob[]): JobPage {
    if (!this.isPacked) return { jobs };
    return this.#unpacker.unpack(this.#packer.pack(Buffer.from(JSON.stringify({ BackupJobs: jobs }))));
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
