import type { BackupJob } from './backupJob.js';

/** The nested jobs among the jobs of a region, and those that say that they are parents. */
export interface GatheredNestedJobs {
  /** Those that name a parent. */
  readonly nested: readonly BackupJob[];
  /** Those that say that they are parents. */
  readonly likelyParents: readonly BackupJob[];
}

/** Gathers {@link GatheredNestedJobs} while the jobs of a region are read. */
export class NestedJobCollector implements GatheredNestedJobs {
  readonly nested: BackupJob[] = [];
  readonly likelyParents: BackupJob[] = [];

  /** Returns whether the job is nested. `fields` are its own, if they have been read already. */
  add(job: BackupJob, fields: Pick<BackupJob, 'IsParent' | 'ParentJobId'> = job): boolean {
    if (fields.IsParent) this.likelyParents.push(job);
    if (!fields.ParentJobId) return false;
    this.nested.push(job);
    return true;
  }
}
