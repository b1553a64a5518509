import type { BackupJob, DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobReference } from '../jobs/jobReader.js';
import { isInProgress } from '../jobs/jobStates.js';
import { type Family, type FamilySource, readFamily, withChanges } from './family.js';

/** The relatives of the job of a panel, as far as they are known. */
export class LiveFamily {
  readonly #source: FamilySource;
  readonly #onChange: () => void;
  #value: Family | undefined;
  #reading: AbortController | undefined;
  /** The job's state when its relatives were last asked for. */
  #readInState: { readonly state: string | undefined } | undefined;

  constructor(source: FamilySource, onChange: () => void) {
    this.#source = source;
    this.#onChange = onChange;
  }

  get value(): Family | undefined {
    return this.#value;
  }

  /** Whether a person waits for the first answer. */
  get isReading(): boolean {
    return this.#reading !== undefined && this.#value === undefined;
  }

  /** Whether there is something new to ask for: nothing was yet, or the job has ended since. */
  isDueFor(job: DescribedBackupJob): boolean {
    if (this.#readInState === undefined) return true;
    return this.#readInState.state !== job.State && !isInProgress(job);
  }

  /**
   * Reads the relatives; what is known stays until they are there. Once the job has gone to another state,
   * and where a person wants it fresh, AWS Backup is asked whatever the lists know: a new job may have
   * followed this one.
   */
  async read(
    job: DescribedBackupJob,
    reference: JobReference,
    { isFresh = false }: { readonly isFresh?: boolean } = {},
  ): Promise<void> {
    const isOther = this.#readInState !== undefined && this.#readInState.state !== job.State;
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#readInState = { state: job.State };
    this.#onChange();
    const value = await readFamily(job, reference, this.#source, {
      isFresh: isFresh || isOther,
      signal: reading.signal,
    });
    if (this.#reading !== reading) return;
    this.#value = value;
    this.#reading = undefined;
    this.#onChange();
  }

  /** Takes jobs that are known otherwise by now, some of which may be relatives. */
  takeChanges(changed: readonly BackupJob[]): void {
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
