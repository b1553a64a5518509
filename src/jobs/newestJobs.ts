import { type BackupJob, jobKey } from './backupJob.js';
import { displayState } from './jobStates.js';

/** What has changed since the jobs were last read. */
export interface JobChanges {
  /** Jobs that were not known before. */
  readonly added: readonly BackupJob[];
  /** Jobs that have changed. */
  readonly changed: readonly BackupJob[];
  /** The changed jobs whose state has changed. */
  readonly stateChanged: readonly BackupJob[];
}

/** The latest version of each job, so that a changed job is replaced in one place. */
export class NewestJobs {
  readonly #jobs = new Map<string, BackupJob>();
  readonly #children = new Map<string, Set<string>>();
  #changes = 0;
  #hasUndated = false;

  /** Whether a job without a creation date was ever read. */
  get hasUndated(): boolean {
    return this.#hasUndated;
  }

  /** The number of known jobs. */
  get size(): number {
    return this.#jobs.size;
  }

  /** How often a known job was found to have changed. */
  get changes(): number {
    return this.#changes;
  }

  /** Adds jobs that were just read. */
  add(jobs: Iterable<BackupJob>): JobChanges {
    const added: BackupJob[] = [];
    const changed: BackupJob[] = [];
    const stateChanged: BackupJob[] = [];
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
      if (displayState(known) !== displayState(job)) stateChanged.push(job);
    }
    this.#changes += changed.length;
    return { added, changed, stateChanged };
  }

  /** The latest version of this job. */
  of(job: BackupJob): BackupJob {
    return this.#jobs.get(jobKey(job)) ?? job;
  }

  /** Whether any version of this job is known. */
  has(job: BackupJob): boolean {
    return this.#jobs.has(jobKey(job));
  }

  /** Every job, in its latest version. */
  all(): Iterable<BackupJob> {
    return this.#jobs.values();
  }

  /** The known nested jobs of a parent. */
  childrenOf(parentJobId: string): BackupJob[] {
    return [...(this.#children.get(parentJobId) ?? [])].flatMap((key) => this.#jobs.get(key) ?? []);
  }

  /** Forgets every job. */
  clear(): void {
    this.#jobs.clear();
    this.#children.clear();
  }

  /** Forgets the jobs that are in none of these lists. */
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

/** Whether none of the fields that can change during the life of a job has changed. */
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
