import { endTime } from '../jobs/attention.js';
import { type BackupJob, type DescribedBackupJob, jobKey } from '../jobs/backupJob.js';
import { hasIssues, isBad } from '../jobs/jobStates.js';
import { messagePattern } from '../jobs/messagePattern.js';

/**
 * The latest job of each other resource that failed, or has an issue, with the same message as a job,
 * whatever IDs are in it. The latest to end is the first.
 *
 * @param known the loaded jobs of the region of the job
 */
export function sameCause(job: DescribedBackupJob, known: Iterable<BackupJob>): readonly BackupJob[] {
  const pattern = patternOf(job);
  if (pattern === undefined) return [];
  const own = resourceOf(job);
  const byResource = new Map<string, BackupJob>();
  for (const other of known) {
    if (!other.ResourceArn || patternOf(other) !== pattern) continue;
    const resource = resourceOf(other);
    const latest = byResource.get(resource);
    if (resource !== own && (latest === undefined || endTime(other) > endTime(latest)))
      byResource.set(resource, other);
  }
  return [...byResource.values()].sort(
    (one, other) => endTime(other) - endTime(one) || jobKey(one).localeCompare(jobKey(other)),
  );
}

function patternOf(job: BackupJob): string | undefined {
  if (!isBad(job) && !hasIssues(job)) return undefined;
  return job.StatusMessage ? messagePattern(job.StatusMessage) : undefined;
}

function resourceOf({ AccountId, ResourceArn }: BackupJob): string {
  return `${AccountId ?? ''} ${ResourceArn ?? ''}`;
}
