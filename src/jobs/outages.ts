import { queryKey } from './jobQuery.js';
import { failureOf, isOfConnection, type JobFailure, type JobSource } from './jobSource.js';

/** Listens to a source for what several places suffer from. */
export class Outages implements Pick<JobSource, 'listBackupJobs'> {
  readonly #source: Pick<JobSource, 'listBackupJobs'>;
  /** What could not be read since the last page came, by query. */
  readonly #failures = new Map<string, JobFailure>();

  constructor(source: Pick<JobSource, 'listBackupJobs'>) {
    this.#source = source;
  }

  /** Why several queries could not be read since the last page came, where that is about the connection and not about any of them. */
  get current(): JobFailure | undefined {
    const failures = [...this.#failures.values()];
    return failures.length > 1 ? failures.at(-1) : undefined;
  }

  clear(): void {
    this.#failures.clear();
  }

  listBackupJobs: JobSource['listBackupJobs'] = async (query, request) => {
    try {
      const page = await this.#source.listBackupJobs(query, request);
      this.clear();
      return page;
    } catch (error) {
      const failure = failureOf(error);
      if (isOfConnection(failure)) this.#failures.set(queryKey(query), failure);
      throw error;
    }
  };
}
