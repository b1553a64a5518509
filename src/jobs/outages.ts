import { queryKey } from './jobQuery.js';
import {
  failureOf,
  isJobSourceError,
  isOfConnection,
  type JobFailure,
  type JobSource,
  JobSourceError,
} from './jobSource.js';
import type { RequestSlot } from './sweep/requestLimit.js';

/** Lists jobs within the source's limit, and detects that several queries fail because of the connection. */
export class Outages implements Pick<JobSource, 'listBackupJobs'> {
  readonly #source: Pick<JobSource, 'limit' | 'listBackupJobs'>;
  /** The failures since the last page, by query. */
  readonly #failures = new Map<string, JobFailure>();

  constructor(source: Pick<JobSource, 'limit' | 'listBackupJobs'>) {
    this.#source = source;
  }

  /** The last failure of the connection, if several queries have failed with one since the last page. */
  get current(): JobFailure | undefined {
    const failures = [...this.#failures.values()];
    return failures.length > 1 ? failures.at(-1) : undefined;
  }

  /** Forgets the failures. */
  clear(): void {
    this.#failures.clear();
  }

  listBackupJobs: JobSource['listBackupJobs'] = async (query, request) => {
    const { limit } = this.#source;
    let slot: RequestSlot | undefined;
    try {
      if (limit !== undefined) slot = await limit.slot('interactive', request.signal);
      const page = await this.#source.listBackupJobs(query, request);
      slot?.end('answered');
      this.clear();
      return page;
    } catch (error) {
      const failure = failureOf(error);
      slot?.end(failure.kind === 'throttled' ? 'throttled' : 'failed');
      if (isOfConnection(failure)) this.#failures.set(queryKey(query), failure);
      throw isJobSourceError(error) ? error : new JobSourceError(failure, { cause: error });
    }
  };
}
