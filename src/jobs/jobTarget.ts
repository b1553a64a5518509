import type { DescribedBackupJob } from './backupJob.js';
import type { JobReference } from './jobReader.js';

/**
 * One backup job that a panel or a command is about. A job to which AWS gave no id has no reference: it
 * cannot be asked for, and only what is listed is known of it.
 */
export interface JobTarget {
  readonly reference: JobReference | undefined;
  readonly job?: DescribedBackupJob | undefined;
}

/** Whether two targets are the same job. */
export function isSameTarget(one: JobTarget, other: JobTarget): boolean {
  const [a, b] = [one.reference, other.reference];
  if (a === undefined || b === undefined) return a === b && one.job === other.job;
  return a.backupJobId === b.backupJobId && a.region === b.region && a.connection === b.connection;
}
