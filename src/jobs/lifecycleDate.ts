import type { BackupJob } from './backupJob.js';

/**
 * When a recovery point reaches an age of its lifecycle, in days; undefined if that is not known, or never.
 * Days count from the creation of the recovery point, which is close to that of the job.
 */
export function lifecycleDate(
  { CreationDate }: BackupJob,
  days: number | bigint | undefined,
): Date | undefined {
  if (CreationDate === undefined || days === undefined || Number(days) < 0) return undefined;
  const time = new Date(CreationDate.getTime() + Number(days) * 86_400_000);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
