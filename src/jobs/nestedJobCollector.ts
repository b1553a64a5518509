import type { BackupJob } from './backupJob.js';

/** The nested jobs among the jobs of a region, and those that say that they are parents. */
export interface GatheredNestedJobs {
  readonly nested: readonly BackupJob[];
  readonly likelyParents: readonly BackupJob[];
}

/** Gathers {@link GatheredNestedJobs} while the jobs of a region are read. */
export class NestedJobCollector implements GatheredNestedJobs {
  readonly nested: BackupJob[] = [];
  readonly likelyParents: BackupJob[] = [];

  /** Returns whether the job is nested. */
  add(job: BackupJob): boolean {
    if (job.IsParent) this.likelyParents.push(job);
    if (job.ParentJobId === undefined) return false;
    this.nested.push(job);
    return true;
  }
}
