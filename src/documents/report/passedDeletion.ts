import type { BackupJob } from '../../jobs/backupJob.js';
import { isBad, isInProgress } from '../../jobs/jobStates.js';
import { lifecycleDate } from '../../jobs/lifecycleDate.js';

/**
 * When the recovery point of a job was to be deleted by its lifecycle, if that time has passed. It is the
 * lifecycle that the job has set: somebody may have changed it since.
 */
export function passedDeletion(job: BackupJob, now: Date): Date | undefined {
  if (isInProgress(job) || (isBad(job) && !job.RecoveryPointArn)) return undefined;
  const date = lifecycleDate(job, job.RecoveryPointLifecycle?.DeleteAfterDays);
  return date !== undefined && date <= now ? date : undefined;
}
