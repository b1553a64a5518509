import type { BackupJob, Lifecycle, RecoveryPointCreator } from './backupJob.js';

/** The structures of a job with a fixed set of fields. In a table, each of the fields is a column. */
export const jobStructures = {
  CreatedBy: {
    BackupPlanArn: true,
    BackupPlanId: true,
    BackupPlanName: true,
    BackupPlanVersion: true,
    BackupRuleCron: true,
    BackupRuleId: true,
    BackupRuleName: true,
    BackupRuleTimezone: true,
  } satisfies Record<keyof RecoveryPointCreator, true>,
  RecoveryPointLifecycle: {
    DeleteAfterDays: true,
    DeleteAfterEvent: true,
    MoveToColdStorageAfterDays: true,
    OptInToArchiveForSupportedResources: true,
  } satisfies Record<keyof Lifecycle, true>,
} as const;

/** The name of a structure of {@link jobStructures}. */
export type JobStructure = keyof typeof jobStructures;

/** Whether a field of a job is one of {@link jobStructures}. */
export function isJobStructure(field: keyof BackupJob): field is JobStructure {
  return Object.hasOwn(jobStructures, field);
}
