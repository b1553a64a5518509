import type { BackupJob } from '../../jobs/backupJob.js';

/** Whether a job is known to have been created at `from`, in epoch milliseconds, or later. */
export function wasCreatedSince(from: number, { CreationDate }: BackupJob): boolean {
  return CreationDate !== undefined && CreationDate.getTime() >= from;
}
