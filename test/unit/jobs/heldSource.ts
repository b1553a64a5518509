import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { type JobQuery, queryKey } from '../../../src/jobs/jobQuery.js';
import {
  type JobPage,
  type JobSource,
  JobSourceError,
  type PageRequest,
} from '../../../src/jobs/jobSource.js';

/** A request that waits for its answer. */
export interface HeldRequest {
  readonly query: JobQuery;
  readonly signal: AbortSignal;
  answer(page: JobPage): void;
}

/**
 * A source whose requests wait until the test answers them, and end as `aborted` when their signal aborts.
 */
export class HeldSource implements JobSource {
  /** Every request since the start, in order. */
  readonly requests: HeldRequest[] = [];

  listBackupJobs(query: JobQuery, { signal }: PageRequest): Promise<JobPage> {
    return this.#hold(query, signal);
  }

  async describeBackupJob(_: string, signal: AbortSignal): Promise<BackupJob> {
    const { jobs } = await this.#hold({}, signal);
    return { ...jobs[0] };
  }

  async listBackupVaultNames(signal: AbortSignal): Promise<readonly string[]> {
    await this.#hold({}, signal);
    return [];
  }

  dispose(): void {}

  /** What was requested, and whether it was aborted: `{"state":"FAILED"} aborted`. */
  get requestTexts(): string[] {
    return this.requests.map(({ query, signal }) => `${queryKey(query)}${signal.aborted ? ' aborted' : ''}`);
  }

  #hold(query: JobQuery, signal: AbortSignal): Promise<JobPage> {
    return new Promise((resolve, reject) => {
      const end = () =>
        reject(new JobSourceError({ kind: 'aborted', summary: '', detail: '', remedy: 'retry' }));
      if (signal.aborted) end();
      signal.addEventListener('abort', end, { once: true });
      this.requests.push({ query, signal, answer: resolve });
    });
  }
}
