import type { BackupJob, DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobReference } from '../jobs/jobReader.js';
import { isInProgress } from '../jobs/jobStates.js';
import { type RelatedJobs, type RelatedJobsSource, readRelatedJobs, withChanges } from './readRelatedJobs.js';

/** The related jobs of a panel's job, as far as they are known. */
export class LiveRelatedJobs {
  readonly #source: RelatedJobsSource;
  readonly #onChange: () => void;
  #value: RelatedJobs | undefined;
  #reading: AbortController | undefined;
  /** The state of the job at the last read. */
  #readInState: { readonly state: string | undefined } | undefined;

  constructor(source: RelatedJobsSource, onChange: () => void) {
    this.#source = source;
    this.#onChange = onChange;
  }

  get value(): RelatedJobs | undefined {
    return this.#value;
  }

  /** Whether the user waits for the first result. */
  get isReading(): boolean {
    return this.#reading !== undefined && this.#value === undefined;
  }

  /** Whether to read: nothing was read yet, or the job has ended since the last read. */
  isDueFor(job: DescribedBackupJob): boolean {
    if (this.#readInState === undefined) return true;
    return this.#readInState.state !== job.State && !isInProgress(job);
  }

  /**
   * Reads the related jobs, and keeps the known ones until then. If the state of the job has changed, it
   * requests them even without `isFresh`: a new job may have followed this one.
   */
  async read(
    job: DescribedBackupJob,
    reference: JobReference,
    { isFresh = false }: { readonly isFresh?: boolean } = {},
  ): Promise<void> {
    const hasChanged = this.#readInState !== undefined && this.#readInState.state !== job.State;
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#readInState = { state: job.State };
    this.#onChange();
    const value = await readRelatedJobs(job, reference, this.#source, {
      isFresh: isFresh || hasChanged,
      signal: reading.signal,
    });
    if (this.#reading !== reading) return;
    this.#value = value;
    this.#reading = undefined;
    this.#onChange();
  }

  /** Replaces related jobs that are among the changed jobs. */
  applyChanges(changed: readonly BackupJob[]): void {
    const value = this.#value && withChanges(this.#value, changed);
    if (value === this.#value) return;
    this.#value = value;
    this.#onChange();
  }

  dispose(): void {
    this.#reading?.abort();
    this.#reading = undefined;
  }
}
