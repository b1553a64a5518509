import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobReader } from '../jobs/jobReader.js';
import { failureOf, type JobFailure } from '../jobs/jobSource.js';
import { isInProgress } from '../jobs/jobStates.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { canChange } from '../jobs/lastKnown.js';
import { pollBackoff } from '../jobs/pollBackoff.js';

export interface LiveJobOptions {
  readonly reader: JobReader;
  /** Milliseconds between two reads of a running job; 0 reads it only once. */
  readonly refreshMs: () => number;
  readonly onChange: () => void;
}

/**
 * The job of a panel. It comes from the lists at first, then from DescribeBackupJob, which is repeated while
 * the job runs. Reads only start between {@link resume} and {@link pause}, or on request. They become less
 * frequent while they fail, and stop when the job has ended or after a permanent failure, such as a deleted
 * job or denied access. If AWS Backup cannot describe the job, the lists are used.
 */
export class LiveJob {
  readonly #options: LiveJobOptions;
  readonly #target: JobTarget;
  #job: DescribedBackupJob | undefined;
  /** Whether the job is from DescribeBackupJob, which returns more than a list. */
  #isDescribed = false;
  #failure: JobFailure | undefined;
  /** The current read. A new read aborts it. */
  #reading: { readonly controller: AbortController; readonly isQuiet: boolean } | undefined;
  #hasRead = false;
  #failuresInARow = 0;
  #isPaused = true;
  #timer: NodeJS.Timeout | undefined;

  constructor(target: JobTarget, options: LiveJobOptions) {
    this.#options = options;
    this.#target = target;
    this.#job = target.job ?? (target.reference && options.reader.listed(target.reference));
  }

  get target(): JobTarget {
    return this.#target;
  }

  get job(): DescribedBackupJob | undefined {
    return this.#job;
  }

  get failure(): JobFailure | undefined {
    return this.#failure;
  }

  /** Whether the user waits for a read. */
  get isReading(): boolean {
    const isFirst = this.#job === undefined && !this.#hasRead && this.#target.reference !== undefined;
    return isFirst || this.#reading?.isQuiet === false;
  }

  /** Starts reading, at once if the job has not been read yet. */
  resume(): void {
    this.#isPaused = false;
    if (this.#reading !== undefined || this.#timer !== undefined) return;
    if (!this.#hasRead) void this.read();
    else this.#schedule();
  }

  /** Restarts the wait for the next read, after a change of `refreshMs`. */
  reschedule(): void {
    this.#clearTimer();
    if (this.#hasRead && this.#reading === undefined) this.#schedule();
  }

  /** Updates the job from the lists, unless AWS Backup no longer has it. */
  updateFromLists(): void {
    const { reference } = this.#target;
    const isGone = this.#failure?.kind === 'notFound';
    if (reference !== undefined && !isGone) this.update(this.#options.reader.listed(reference));
  }

  /** Replaces the job with a list's version of it, if that is newer. */
  update(listed: DescribedBackupJob | undefined): void {
    if (listed === undefined || listed === this.#job || !this.#isNewer(listed)) return;
    this.#job = listed;
    this.#isDescribed = false;
    this.#options.onChange();
  }

  pause(): void {
    this.#isPaused = true;
    this.#clearTimer();
  }

  /** Reads the job now. A quiet read shows no progress. */
  async read({ isQuiet = false }: { readonly isQuiet?: boolean } = {}): Promise<void> {
    const { reference } = this.#target;
    if (reference === undefined) return;
    const reading = { controller: new AbortController(), isQuiet };
    this.#stopReading();
    this.#reading = reading;
    this.#hasRead = true;
    this.#options.onChange();
    try {
      const { job, failure } = await this.#options.reader.read(reference, reading.controller.signal);
      if (this.#reading !== reading) return;
      if (failure === undefined || this.#isNewer(job)) {
        this.#job = job;
        this.#isDescribed = failure === undefined;
      }
      this.#setFailure(failure);
    } catch (error) {
      if (this.#reading !== reading) return;
      this.#setFailure(failureOf(error));
    }
    this.#reading = undefined;
    this.#options.onChange();
    this.#schedule();
  }

  dispose(): void {
    this.#stopReading();
    this.pause();
  }

  #stopReading(): void {
    this.#reading?.controller.abort();
    this.#reading = undefined;
    this.#clearTimer();
  }

  #clearTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /**
   * Whether a job from a list is newer than the known one. A job that has ended does not run again: a list
   * that shows it as running is older.
   */
  #isNewer(listed: DescribedBackupJob): boolean {
    if (this.#job === undefined) return true;
    const isOlder = !isInProgress(this.#job) && isInProgress(listed);
    return !isOlder && !(this.#isDescribed && listed.State === this.#job.State);
  }

  #setFailure(failure: JobFailure | undefined): void {
    this.#failure = failure;
    this.#failuresInARow = failure === undefined ? 0 : this.#failuresInARow + 1;
  }

  #schedule(): void {
    const refreshMs = this.#options.refreshMs();
    const isPermanent = this.#failure !== undefined && !transientFailures.includes(this.#failure.kind);
    const isRunning = this.#job?.State !== undefined && canChange(this.#job);
    if (this.#isPaused || isPermanent || !isRunning || refreshMs <= 0) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        void this.read({ isQuiet: true });
      },
      pollBackoff(this.#failuresInARow, refreshMs, maxWaitMs),
    );
  }
}

const transientFailures = ['network', 'service', 'throttled', 'timeout', 'unreadableAnswer'];
const maxWaitMs = 300_000;
