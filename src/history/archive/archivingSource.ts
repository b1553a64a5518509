import type { DescribedBackupJob } from '../../jobs/backupJob.js';
import type { JobQuery } from '../../jobs/jobQuery.js';
import type { JobPage, JobSource, PageRequest } from '../../jobs/jobSource.js';
import type { RequestLimit } from '../../jobs/sweep/requestLimit.js';
import type { ListedPage } from './archiveRecorder.js';
import type { ServiceClock } from './serviceClock.js';

/** Options of {@link ArchivingSource}. */
export interface ArchivingSourceOptions {
  readonly source: JobSource;
  readonly region: string;
  readonly recorder: { take(page: ListedPage): Promise<void> };
  readonly clock: ServiceClock;
}

/** AWS Backup in one region, of which every page that is read is stored. It answers as the source does. */
export class ArchivingSource implements JobSource {
  readonly #options: ArchivingSourceOptions;

  constructor(options: ArchivingSourceOptions) {
    this.#options = options;
  }

  get limit(): RequestLimit | undefined {
    return this.#options.source.limit;
  }

  async listBackupJobs(query: JobQuery, page: PageRequest): Promise<JobPage> {
    const { clock, recorder, region, source } = this.#options;
    const startedAt = clock.local();
    const listed = await source.listBackupJobs(query, page);
    clock.learn(listed);
    await recorder.take({ region, query, jobs: listed.jobs, asOf: clock.at(startedAt) });
    return listed;
  }

  describeBackupJob(backupJobId: string, signal: AbortSignal): Promise<DescribedBackupJob> {
    return this.#options.source.describeBackupJob(backupJobId, signal);
  }

  listBackupVaultNames(signal: AbortSignal): Promise<readonly string[]> {
    return this.#options.source.listBackupVaultNames(signal);
  }

  dispose(): void {
    this.#options.source.dispose();
  }
}
