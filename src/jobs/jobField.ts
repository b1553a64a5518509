import type { BackupJob } from './backupJob.js';

/** A field that is a text, by its path in a job. */
export type TextField =
  | {
      [Name in keyof BackupJob]-?: BackupJob[Name] extends string | undefined ? Name : never;
    }[keyof BackupJob]
  | 'CreatedBy.BackupPlanId';

/** A field that filters and groupings compare. The path is also its JMESPath expression. */
export type JobField = TextField | 'CompletionDate' | 'CreationDate';

/** The value of a field; undefined or empty where the job has none. */
export function fieldIn(job: BackupJob, field: TextField): string | undefined;
export function fieldIn(job: BackupJob, field: JobField): Date | string | undefined;
export function fieldIn(job: BackupJob, field: JobField): Date | string | undefined {
  return field === 'CreatedBy.BackupPlanId' ? job.CreatedBy?.BackupPlanId : job[field];
}
