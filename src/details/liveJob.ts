import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobReader } from '../jobs/jobReader.js';
import { failureOf, type JobFailure } from '../jobs/jobSource.js';
import { isInProgress } from '../jobs/jobStates.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { pollBackoff } from '../jobs/pollBackoff.js';

/** What a {@link LiveJob} is made of. */
export interface LiveJobOptions {
  readonly reader: JobReader;
  /** Milliseconds from one read of a running job to the next; 0: it is read once. */
  readonly refreshMs: () => number;
  readonly onChange: () => void;
}

/**
 * One job of a panel, as far as it is known: what is listed, then what AWS Backup says now, and again while
 * it runs. It is read only between {@link resume} and {@link pause}, less often while reads fail, and no more
 * once it has ended, is gone or may not be described. Where AWS Backup does not say, the lists do.
 */
export class LiveJob {
  readonly #options: LiveJobOptions;
  readonly #subject: JobTarget;
  #job: DescribedBackupJob | undefined;
  /** Whether AWS Backup itself has described the job so: that says more than a list. */
  #isDescribed = false;
  #failure: JobFailure | undefined;
  /** The read under way; it is ended when another one takes its place. */
  #reading: { readonly controller: AbortController; readonly isQuiet: boolean } | undefined;
  #hasRead = false;
  #failuresInARow = 0;
  #isPaused = true;
  #timer: NodeJS.Timeout | undefined;

  constructor(subject: JobTarget, options: LiveJobOptions) {
    this.#options = options;
    this.#subject = subject;
    this.#job = subject.job ?? (subject.reference && options.reader.listed(subject.reference));
  }

  get subject(): JobTarget {
    return this.#subject;
  }

  get job(): DescribedBackupJob | undefined {
    return this.#job;
  }

  get failure(): JobFailure | undefined {
    return this.#failure;
  }

  /** Whether a read is under way that a person waits for. */
  get isReading(): boolean {
    const isFirst = this.#job === undefined && !this.#hasRead && this.#subject.reference !== undefined;
    return isFirst || this.#reading?.isQuiet === false;
  }

  /** Reads the job where that is due. */
  resume(): void {
    this.#isPaused = false;
    if (this.#reading !== undefined || this.#timer !== undefined) return;
    if (!this.#hasRead) void this.read();
    else this.#schedule();
  }

  /** Waits as long as `refreshMs` says by now, in the place of a wait that has begun. */
  reschedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#hasRead && this.#reading === undefined) this.#schedule();
  }

  /** Takes what the lists know of the job by now, unless AWS Backup no longer has it. */
  follow(): void {
    const { reference } = this.#subject;
    const isGone = this.#failure?.kind === 'notFound';
    if (reference !== undefined && !isGone) this.takeListed(this.#options.reader.listed(reference));
  }

  /** Takes what a list knows of the job by now, where that is news. */
  takeListed(listed: DescribedBackupJob | undefined): void {
    if (listed === undefined || listed === this.#job || !this.#isNews(listed)) return;
    this.#job = listed;
    this.#isDescribed = false;
    this.#options.onChange();
  }

  pause(): void {
    this.#isPaused = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Reads the job now. A quiet read shows nothing but what it brings. */
  async read({ isQuiet = false }: { readonly isQuiet?: boolean } = {}): Promise<void> {
    const { reference } = this.#subject;
    if (reference === undefined) return;
    const reading = { controller: new AbortController(), isQuiet };
    this.#stopReading();
    this.#reading = reading;
    this.#hasRead = true;
    this.#options.onChange();
    try {
      const { job, failure } = await this.#options.reader.read(reference, reading.controller.signal);
      if (this.#reading !== reading) return;
      if (failure === undefined || this.#isNews(job)) {
        this.#job = job;
        this.#isDescribed = failure === undefined;
      }
      this.#endRead(failure);
    } catch (error) {
      if (this.#reading !== reading) return;
      this.#endRead(failureOf(error));
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
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /**
   * Whether a job from a list is newer than the known one. A job that has ended does not run again: a list
   * that shows it as running is older.
   */
  #isNews(listed: DescribedBackupJob): boolean {
    if (this.#job === undefined) return true;
    const isOlder = !isInProgress(this.#job) && isInProgress(listed);
    return !isOlder && !(this.#isDescribed && listed.State === this.#job.State);
  }

  #endRead(failure: JobFailure | undefined): void {
    this.#failure = failure;
    this.#failuresInARow = failure === undefined ? 0 : this.#failuresInARow + 1;
  }

  #schedule(): void {
    const refreshMs = this.#options.refreshMs();
    const isVain = this.#failure !== undefined && !passingFailures.includes(this.#failure.kind);
    const isRunning = this.#job?.State !== undefined && isInProgress(this.#job);
    if (this.#isPaused || isVain || !isRunning || refreshMs <= 0) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        void this.read({ isQuiet: true });
      },
      pollBackoff(this.#failuresInARow, refreshMs, maxWaitMs),
    );
  }
}

const passingFailures = ['network', 'service', 'throttled', 'timeout', 'unreadableAnswer'];
const maxWaitMs = 300_000;
