import type * as vscode from 'vscode';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobsChange } from '../jobs/jobReader.js';
import type { JobFailure } from '../jobs/jobSource.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { concernedParts } from './concernedParts.js';
import { copiedValue } from './copiedValue.js';
import type { JobPanelOptions } from './jobPanelOptions.js';
import { LiveJob } from './liveJob.js';
import { LiveRelatedJobs } from './liveRelatedJobs.js';
import { LiveSameCause } from './liveSameCause.js';
import type { PanelJobState } from './panelViewModel.js';
import { relatedJobIds } from './relatedJobsViewModel.js';

export type PanelJobOptions = Pick<JobPanelOptions, 'knownJobs' | 'lister' | 'reader' | 'refreshMs'>;

/**
 * One job of a panel, with its related jobs and those with the same cause. Shows what is known, and only
 * starts requests once the page has shown the job.
 */
export class PanelJob implements vscode.Disposable {
  readonly #live: LiveJob;
  readonly #relatedJobs: LiveRelatedJobs;
  readonly #sameCause: LiveSameCause;
  readonly #onChange: () => void;
  /** The paths of the fields that are shown in full. */
  readonly #fullTextPaths = new Set<string>();
  #isVisible = true;
  #isSettled = false;
  #settling: NodeJS.Timeout | undefined;
  #updatingAges: NodeJS.Timeout | undefined;

  /** @param onChange called after each change of what the panel shows, and as time passes */
  constructor(target: JobTarget, options: PanelJobOptions, onChange: () => void) {
    const { reader, refreshMs } = options;
    this.#onChange = onChange;
    this.#live = new LiveJob(target, { reader, refreshMs, onChange: () => this.#jobHasChanged() });
    this.#relatedJobs = new LiveRelatedJobs(options, onChange);
    this.#sameCause = new LiveSameCause(this.#live, options, onChange);
    this.#updateAges();
  }

  /** The target that the panel was opened with. */
  get opened(): JobTarget {
    return this.#live.target;
  }

  /** The same job as it is known now. */
  get target(): JobTarget {
    return { reference: this.opened.reference, job: this.#live.job };
  }

  /** Whether the job has stayed on the screen long enough for its first requests. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  get fullTextPaths(): ReadonlySet<string> {
    return this.#fullTextPaths;
  }

  get state(): PanelJobState {
    return {
      job: this.#live.job,
      reference: this.opened.reference,
      failure: this.#live.failure,
      isReading: this.#live.isReading,
      relatedJobs: this.#relatedJobs.value,
      isReadingRelatedJobs: this.#relatedJobs.isReading,
      sameCause: this.#sameCause.value,
    };
  }

  /** Waits before the first requests: a user who moves through the rows by keyboard passes many jobs. */
  settle(): void {
    if (this.#isSettled) return;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#isSettled = true;
      if (this.#isVisible) this.#live.resume();
      this.#readRelatedJobsIfDue();
      this.#sameCause.search();
    }, settleMs);
  }

  /** The job is only read while the panel is visible. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.#updateAges();
    if (!isVisible) this.#live.pause();
    else if (this.#isSettled) this.#live.resume();
  }

  /** Restarts the wait for the next read, after a change of the settings. */
  reschedule(): void {
    this.#live.reschedule();
  }

  /** Updates the job from a list. */
  update(listed: DescribedBackupJob | undefined): void {
    this.#live.update(listed);
  }

  /** Shows changes of the job and the related jobs that were read elsewhere. */
  applyChange({ connection, jobs, region }: JobsChange): void {
    const { reference } = this.opened;
    if (reference?.connection !== connection || reference.region !== region) return;
    this.#live.updateFromLists();
    this.#relatedJobs.applyChanges(jobs);
    this.#sameCause.searchSoon();
  }

  /** Reads the job and its related jobs again. */
  refresh(): void {
    void this.#live.read();
    this.#readRelatedJobs({ isFresh: true });
  }

  /** Reads again what could not be read. */
  retry(what: 'job' | 'relatedJobs'): void {
    if (what === 'job') void this.#live.read();
    else this.#readRelatedJobs();
  }

  failureOf(what: 'job' | 'relatedJobs'): JobFailure | undefined {
    return what === 'job' ? this.#live.failure : this.#relatedJobs.value?.failure;
  }

  showFullText(path: string): void {
    this.#fullTextPaths.add(path);
    this.#onChange();
  }

  /** Whether an id is that of a related job, or of one with the same cause. */
  leadsTo(backupJobId: string): boolean {
    const relatedJobs = this.#relatedJobs.value;
    const isRelated = relatedJobs !== undefined && relatedJobIds(relatedJobs).has(backupJobId);
    return isRelated || this.#sameCause.has(backupJobId);
  }

  /** The page in the AWS console of what the suggested fix is about. */
  concernedLink(index: number): string | undefined {
    const { job, reference } = this.target;
    return job && concernedParts(job, reference)[index]?.link;
  }

  /** The value of the field at a path, as it is copied. */
  copiedValue(path: string): string | undefined {
    return this.#live.job && copiedValue(this.#live.job, path);
  }

  dispose(): void {
    clearTimeout(this.#settling);
    clearTimeout(this.#updatingAges);
    this.#live.dispose();
    this.#relatedJobs.dispose();
    this.#sameCause.dispose();
  }

  /** The panel says how long ago something was, which is soon wrong. */
  #updateAges(): void {
    clearTimeout(this.#updatingAges);
    if (!this.#isVisible) return;
    this.#updatingAges = setTimeout(() => {
      this.#updateAges();
      this.#onChange();
    }, agesMs);
  }

  #jobHasChanged(): void {
    if (this.#isSettled) {
      this.#readRelatedJobsIfDue();
      this.#sameCause.searchSoon();
    }
    this.#onChange();
  }

  #readRelatedJobsIfDue(): void {
    const { job } = this.#live;
    if (job !== undefined && this.#relatedJobs.isDueFor(job)) this.#readRelatedJobs();
  }

  #readRelatedJobs(options?: { readonly isFresh: boolean }): void {
    const { job, reference } = this.target;
    if (job !== undefined && reference !== undefined) void this.#relatedJobs.read(job, reference, options);
  }
}

/** Milliseconds that a job stays on the screen before its first request. */
const settleMs = 150;
/** Milliseconds. Ages have no seconds. */
const agesMs = 60_000;
