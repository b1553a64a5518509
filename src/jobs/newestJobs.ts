import { type BackupJob, jobKey } from './backupJob.js';
import { displayState } from './jobStates.js';

/** What reading some jobs has told again. */
export interface JobChanges {
  /** Those that were not known. */
  readonly added: readonly BackupJob[];
  /** Those that were known otherwise. */
  readonly changed: readonly BackupJob[];
  /** Those of the changed ones that have gone to another state. */
  readonly moved: readonly BackupJob[];
}

/** The newest of what is known of each job, so that a job that has changed stands in one place only. */
export class NewestJobs {
  readonly #jobs = new Map<string, BackupJob>();
  readonly #children = new Map<string, Set<string>>();
  #changes = 0;
  #hasUndated = false;

  /** Whether a job without a creation date was ever read. */
  get hasUndated(): boolean {
    return this.#hasUndated;
  }

  /** How many jobs are known. */
  get size(): number {
    return this.#jobs.size;
  }

  /** How many times a job that was known already was seen to have changed. */
  get changes(): number {
    return this.#changes;
  }

  /** Takes jobs that were read just now. */
  add(jobs: Iterable<BackupJob>): JobChanges {
    const added: BackupJob[] = [];
    const changed: BackupJob[] = [];
    const moved: BackupJob[] = [];
    for (const job of jobs) {
      const key = jobKey(job);
      const known = this.#jobs.get(key);
      this.#jobs.set(key, job);
      if (known === undefined) {
        this.#addChild(job, key);
        this.#hasUndated ||= job.CreationDate === undefined;
        added.push(job);
        continue;
      }
      if (isUnchanged(known, job)) continue;
      changed.push(job);
      if (displayState(known) !== displayState(job)) moved.push(job);
    }
    this.#changes += changed.length;
    return { added, changed, moved };
  }

  /** What was last read of this job. */
  of(job: BackupJob): BackupJob {
    return this.#jobs.get(jobKey(job)) ?? job;
  }

  has(job: BackupJob): boolean {
    return this.#jobs.has(jobKey(job));
  }

  /** Every job, as it was last read. */
  all(): Iterable<BackupJob> {
    return this.#jobs.values();
  }

  /** What is known of the nested jobs of a parent. */
  childrenOf(parentJobId: string): BackupJob[] {
    return [...(this.#children.get(parentJobId) ?? [])].flatMap((key) => this.#jobs.get(key) ?? []);
  }

  /** Forgets every job. */
  clear(): void {
    this.#jobs.clear();
    this.#children.clear();
  }

  /** Forgets every job that none of these lists holds. */
  keepOnly(lists: Iterable<Iterable<BackupJob>>): void {
    const kept = new Set<string>();
    for (const jobs of lists) for (const job of jobs) kept.add(jobKey(job));
    for (const [key, job] of this.#jobs) {
      if (kept.has(key)) continue;
      this.#jobs.delete(key);
      if (job.ParentJobId !== undefined) this.#children.get(job.ParentJobId)?.delete(key);
    }
  }

  #addChild({ ParentJobId }: BackupJob, key: string): void {
    if (ParentJobId === undefined) return;
    const siblings = this.#children.get(ParentJobId);
    if (siblings === undefined) this.#children.set(ParentJobId, new Set([key]));
    else siblings.add(key);
  }
}

/** Whether nothing is different that changes while a job lives. */
function isUnchanged(known: BackupJob, job: BackupJob): boolean {
  return (
    changingFields.every((field) => known[field] === job[field]) &&
    known.CompletionDate?.getTime() === job.CompletionDate?.getTime() &&
    known.ExpectedCompletionDate?.getTime() === job.ExpectedCompletionDate?.getTime()
  );
}

const changingFields = [
  'State',
  'PercentDone',
  'StatusMessage',
  'MessageCategory',
  'BytesTransferred',
  'BackupSizeInBytes',
  'RecoveryPointArn',
  'ResourceName',
  'IsParent',
] as const satisfies readonly (keyof BackupJob)[];
