import { itemsOfJobs, resourceKey } from '../jobs/attention.js';
import type { BackupJob, DescribedBackupJob } from '../jobs/backupJob.js';
import { patternIn } from '../jobs/jobSelection.js';
import { hasIssues, isBad } from '../jobs/jobStates.js';

/**
 * The latest job of each other resource that failed, or has an issue, with the same message as a job,
 * whatever IDs are in it. The latest to end is the first.
 *
 * @param known the loaded jobs of the region of the job
 */
export function sameCause(job: DescribedBackupJob, known: Iterable<BackupJob>): readonly BackupJob[] {
  const pattern = patternOf(job);
  if (pattern === undefined) return [];
  const own = resourceKey(job);
  const others = [...known].filter(
    (other) => other.ResourceArn && patternOf(other) === pattern && resourceKey(other) !== own,
  );
  return itemsOfJobs(others).map(({ jobs: [latest] }) => latest);
}

function patternOf(job: BackupJob): string | undefined {
  return isBad(job) || hasIssues(job) ? patternIn(job) : undefined;
}
