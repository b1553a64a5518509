import type { BackupJob } from './backupJob.js';

/** The path of a text field in a job. */
export type TextField =
  | {
      [Name in keyof BackupJob]-?: BackupJob[Name] extends string | undefined ? Name : never;
    }[keyof BackupJob]
  | 'CreatedBy.BackupPlanId';

/** The path of a field that filters and groupings compare. It is also a JMESPath expression. */
export type JobField = TextField | 'CompletionDate' | 'CreationDate';

/** The value of a field; undefined or empty if the job has none. */
export function fieldIn(job: BackupJob, field: TextField): string | undefined;
export function fieldIn(job: BackupJob, field: JobField): Date | string | undefined;
export function fieldIn(job: BackupJob, field: JobField): Date | string | undefined {
  return field === 'CreatedBy.BackupPlanId' ? job.CreatedBy?.BackupPlanId : job[field];
}
