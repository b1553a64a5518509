import type { DescribedBackupJob } from '../../jobs/backupJob.js';
import type { JobField } from '../../jobs/jobField.js';
import type { JobQuery } from '../../jobs/jobQuery.js';
import type { SelectionPart } from '../../jobs/jobSelection.js';
import type { CountedJobs, JobPage, JobSource, PageRequest } from '../../jobs/jobSource.js';
import { listedMs } from '../../jobs/listedPeriod.js';
import type { LiveReads } from '../../jobs/openedConnection.js';
import { HistorySource } from '../historySource.js';
import type { ArchiveStore } from './archiveStore.js';
import type { OwnAccount } from './ownAccount.js';

/** Options of {@link ArchiveSource}. */
export interface ArchiveSourceOptions {
  readonly store: ArchiveStore;
  readonly account: OwnAccount;
  readonly region: string;
  /** What has been read of the jobs that AWS Backup lists. */
  readonly live: () => LiveReads;
  /** Whether every page is stored that was requested since a time, in epoch milliseconds. */
  readonly hasStored: (since: number) => boolean;
  readonly now: () => number;
}

/**
 * The stored jobs of one region that AWS Backup no longer lists: those that were created more than 30 days
 * before the current jobs were read, and were on none of the pages since. So every job is either listed or
 * archived, and no job is both.
 */
export class ArchiveSource implements JobSource {
  readonly isUnchanging = true;
  readonly #options: ArchiveSourceOptions;
  readonly #source: HistorySource;

  constructor(options: ArchiveSourceOptions) {
    this.#options = options;
    const { region, store } = options;
    this.#source = new HistorySource({
      open: async () => store,
      region,
      asOfBefore: () => this.#readAt,
    });
  }

  async listBackupJobs(query: JobQuery, page: PageRequest): Promise<JobPage> {
    return this.#source.listBackupJobs(await this.#archived(query, page.signal), page);
  }

  describeBackupJob(backupJobId: string, signal: AbortSignal): Promise<DescribedBackupJob> {
    return this.#source.describeBackupJob(backupJobId, signal);
  }

  listBackupVaultNames(signal: AbortSignal): Promise<readonly string[]> {
    return this.#source.listBackupVaultNames(signal);
  }

  async countJobs(
    part: SelectionPart,
    by: JobField,
    signal: AbortSignal,
  ): Promise<readonly CountedJobs[] | undefined> {
    const query = await this.#archived(part.query, signal);
    return this.#source.countJobs({ ...part, query }, by, signal);
  }

  dispose(): void {
    this.#source.dispose();
  }

  /** Without a filter by account, AWS Backup lists only the jobs of the own account. */
  async #archived(query: JobQuery, signal: AbortSignal): Promise<JobQuery> {
    const { account, hasStored, live } = this.#options;
    const own = await account.read(signal);
    // If all listed jobs are stored, older and newer ones cannot be confused, even if the clocks differ.
    const knowsListed = live().isComplete && hasStored(this.#readAt);
    const listedFrom = this.#readAt - listedMs + (knowsListed ? marginMs : 0);
    const before = Math.min(listedFrom - 1, query.createdBefore?.getTime() ?? Number.POSITIVE_INFINITY);
    return { ...query, accountId: query.accountId ?? own, createdBefore: new Date(before) };
  }

  get #readAt(): number {
    return this.#options.live().readAt?.getTime() ?? this.#options.now();
  }
}

const marginMs = 60 * 60 * 1000;
