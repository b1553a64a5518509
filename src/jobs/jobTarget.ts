import type { DescribedBackupJob } from './backupJob.js';
import type { JobPlace, JobReference } from './jobReader.js';

/**
 * The job of a panel or a command. A job without an ID has no reference, so it cannot be read again.
 */
export interface JobTarget {
  readonly reference: JobReference | undefined;
  /** Where the job was listed, if it has no reference. */
  readonly place?: JobPlace | undefined;
  readonly job?: DescribedBackupJob | undefined;
}

/** The connection and region of a target; undefined if they are not known. */
export function placeOfTarget({ place, reference }: JobTarget): JobPlace | undefined {
  return reference ?? place;
}

/** Whether two targets are the same job. */
export function isSameTarget(one: JobTarget, other: JobTarget): boolean {
  const [a, b] = [one.reference, other.reference];
  if (a === undefined || b === undefined) return a === b && one.job === other.job;
  return a.backupJobId === b.backupJobId && a.region === b.region && a.connection === b.connection;
}
