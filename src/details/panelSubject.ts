import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobReference } from '../jobs/jobReader.js';

/** The job that a panel is about. One to which AWS gave no id has no reference: only what is listed can be shown. */
export interface PanelSubject {
  readonly reference: JobReference | undefined;
  readonly job?: DescribedBackupJob | undefined;
}

/** Whether two subjects are the same job. */
export function isSameSubject(one: PanelSubject, other: PanelSubject): boolean {
  const [a, b] = [one.reference, other.reference];
  if (a === undefined || b === undefined) return a === b && one.job === other.job;
  return a.backupJobId === b.backupJobId && a.region === b.region && a.connection === b.connection;
}
