import type { BackupJob, RecoveryPointCreator } from './backupJob.js';
import { timeOf } from './timeOf.js';

/** The fields of a job that counting and judging read. Times are epoch milliseconds; NaN if unknown. */
export interface CountedFields {
  AccountId: string | undefined;
  BackupVaultName: string | undefined;
  CreatedBy: RecoveryPointCreator | undefined;
  IsParent: boolean | undefined;
  MessageCategory: string | undefined;
  ParentJobId: string | undefined;
  ResourceArn: string | undefined;
  ResourceName: string | undefined;
  ResourceType: string | undefined;
  State: string | undefined;
  created: number;
  ended: number;
  startBy: number;
  started: number;
}

/**
 * The name of the method of a job that fills in its fields, or returns false. All bundles share it, as
 * `readTime`.
 */
export const fillFields = Symbol.for('backupJobs.fillFields');

interface PackedFields extends BackupJob {
  readonly [fillFields]?: (fields: CountedFields) => boolean;
}

/** The fields of no job. */
export function noFields(): CountedFields {
  return {
    AccountId: undefined,
    BackupVaultName: undefined,
    CreatedBy: undefined,
    IsParent: undefined,
    MessageCategory: undefined,
    ParentJobId: undefined,
    ResourceArn: undefined,
    ResourceName: undefined,
    ResourceType: undefined,
    State: undefined,
    created: Number.NaN,
    ended: Number.NaN,
    startBy: Number.NaN,
    started: Number.NaN,
  };
}

/**
 * Reads the fields of a job at once. Of a packed job, that takes a fraction of the time of reading each by
 * itself.
 */
export function readFields(job: PackedFields, fields: CountedFields): void {
  if (job[fillFields]?.(fields)) return;
  fields.AccountId = job.AccountId;
  fields.BackupVaultName = job.BackupVaultName;
  fields.CreatedBy = job.CreatedBy;
  fields.IsParent = job.IsParent;
  fields.MessageCategory = job.MessageCategory;
  fields.ParentJobId = job.ParentJobId;
  fields.ResourceArn = job.ResourceArn;
  fields.ResourceName = job.ResourceName;
  fields.ResourceType = job.ResourceType;
  fields.State = job.State;
  fields.created = timeOf(job, 'CreationDate');
  fields.ended = timeOf(job, 'CompletionDate');
  fields.startBy = timeOf(job, 'StartBy');
  fields.started = timeOf(job, 'InitiationDate');
}
