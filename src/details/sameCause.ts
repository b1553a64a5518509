import { itemsOfJobs, resourceKey } from '../jobs/attention.js';
import type { BackupJob, DescribedBackupJob } from '../jobs/backupJob.js';
import { patternIn } from '../jobs/jobSelection.js';
import { hasIssues, isBad } from '../jobs/jobStates.js';

/** The jobs of other resources with the same message. */
export interface SameCause {
  /** The latest such job of each resource. The latest to end is the first. */
  readonly jobs: readonly BackupJob[];
  /** When the oldest of the searched jobs was created. Undefined if none has a date, or none was searched. */
  readonly since?: Date;
}

/**
 * The latest job of each other resource that failed, or has an issue, with the same message as a job,
 * whatever IDs are in it.
 *
 * @param known the loaded jobs of the region of the job
 */
export function sameCause(job: DescribedBackupJob, known: Iterable<BackupJob>): SameCause {
  const pattern = patternOf(job);
  if (pattern === undefined) return { jobs: [] };
  const own = resourceKey(job);
  const others: BackupJob[] = [];
  let since = Number.POSITIVE_INFINITY;
  for (const other of known) {
    const created = other.CreationDate?.getTime() ?? Number.NaN;
    if (created < since) since = created;
    if (other.ResourceArn && patternOf(other) === pattern && resourceKey(other) !== own) others.push(other);
  }
  return {
    jobs: itemsOfJobs(others).map(({ jobs: [latest] }) => latest),
    ...(Number.isFinite(since) && { since: new Date(since) }),
  };
}

function patternOf(job: BackupJob): string | undefined {
  return isBad(job) || hasIssues(job) ? patternIn(job) : undefined;
}
