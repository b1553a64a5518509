/**
 * A backup job as AWS Backup returns it: the thirty fields of `BackupJob`, with their API names. Any field
 * may be absent. Times are `Date`, sizes are in bytes, and an integer beyond 2^53 is a `bigint`.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html
 */
export interface BackupJob {
  readonly AccountId?: string | undefined;
  readonly BackupJobId?: string | undefined;
  readonly BackupOptions?: Readonly<Record<string, string>> | undefined;
  readonly BackupSizeInBytes?: number | bigint | undefined;
  readonly BackupType?: string | undefined;
  readonly BackupVaultArn?: string | undefined;
  readonly BackupVaultName?: string | undefined;
  readonly BytesTransferred?: number | bigint | undefined;
  readonly CompletionDate?: Date | undefined;
  readonly CreatedBy?: RecoveryPointCreator | undefined;
  readonly CreationDate?: Date | undefined;
  readonly EncryptionKeyArn?: string | undefined;
  readonly ExpectedCompletionDate?: Date | undefined;
  readonly IamRoleArn?: string | undefined;
  readonly InitiationDate?: Date | undefined;
  readonly IsEncrypted?: boolean | undefined;
  readonly IsParent?: boolean | undefined;
  readonly MessageCategory?: string | undefined;
  readonly ParentJobId?: string | undefined;
  readonly PercentDone?: string | undefined;
  readonly RecoveryPointArn?: string | undefined;
  readonly RecoveryPointLifecycle?: Lifecycle | undefined;
  readonly ResourceArn?: string | undefined;
  readonly ResourceName?: string | undefined;
  readonly ResourceType?: string | undefined;
  readonly StartBy?: Date | undefined;
  readonly State?: string | undefined;
  readonly StatusMessage?: string | undefined;
  readonly VaultLockState?: string | undefined;
  readonly VaultType?: string | undefined;
}

/** The plan and the rule that created a job. An on-demand job has none. */
export interface RecoveryPointCreator {
  readonly BackupPlanArn?: string | undefined;
  readonly BackupPlanId?: string | undefined;
  readonly BackupPlanName?: string | undefined;
  readonly BackupPlanVersion?: string | undefined;
  readonly BackupRuleCron?: string | undefined;
  readonly BackupRuleId?: string | undefined;
  readonly BackupRuleName?: string | undefined;
  readonly BackupRuleTimezone?: string | undefined;
}

/** The retention of a recovery point. Its durations are in days. */
export interface Lifecycle {
  readonly DeleteAfterDays?: number | bigint | undefined;
  readonly DeleteAfterEvent?: string | undefined;
  readonly MoveToColdStorageAfterDays?: number | bigint | undefined;
  readonly OptInToArchiveForSupportedResources?: boolean | undefined;
}

/** A job from DescribeBackupJob, which also returns two fields about the nested jobs of a parent. */
export interface DescribedBackupJob extends BackupJob {
  readonly ChildJobsInState?: Readonly<Record<string, number | bigint>> | undefined;
  readonly NumberOfChildJobs?: number | bigint | undefined;
}

/** The fields of a {@link BackupJob}, in the order of the API page. */
export const backupJobFields = [
  'AccountId',
  'BackupJobId',
  'BackupOptions',
  'BackupSizeInBytes',
  'BackupType',
  'BackupVaultArn',
  'BackupVaultName',
  'BytesTransferred',
  'CompletionDate',
  'CreatedBy',
  'CreationDate',
  'EncryptionKeyArn',
  'ExpectedCompletionDate',
  'IamRoleArn',
  'InitiationDate',
  'IsEncrypted',
  'IsParent',
  'MessageCategory',
  'ParentJobId',
  'PercentDone',
  'RecoveryPointArn',
  'RecoveryPointLifecycle',
  'ResourceArn',
  'ResourceName',
  'ResourceType',
  'StartBy',
  'State',
  'StatusMessage',
  'VaultLockState',
  'VaultType',
] as const satisfies readonly (keyof BackupJob)[];

/** The fields that only DescribeBackupJob returns. */
export const describedJobFields = [
  'ChildJobsInState',
  'NumberOfChildJobs',
] as const satisfies readonly Exclude<keyof DescribedBackupJob, keyof BackupJob>[];

/**
 * The fields of a job that a newer API has added. The type of a job does not include them. Their values are
 * those of `JSON.parse`, except that integers beyond 2^53 are `bigint`.
 */
export function newerFields(job: DescribedBackupJob): readonly (readonly [name: string, value: unknown])[] {
  const names = Object.keys(job).filter((name) => !listedFields.has(name) && !describedFields.has(name));
  return names.map((name) => [name, job[name as keyof DescribedBackupJob]] as const);
}

/**
 * All fields of a job: the known ones in the order of the API, then those that a newer API has added. A
 * packed job does not have them as own properties, so it must not be spread or enumerated.
 */
export function fieldsOf(job: DescribedBackupJob): DescribedBackupJob {
  const all: Record<string, unknown> = {};
  for (const names of [backupJobFields, describedJobFields])
    for (const name of names) {
      const value = job[name];
      if (value !== undefined) all[name] = value;
    }
  // Assigning would not work for the name `__proto__`.
  for (const [name, value] of newerFields(job))
    Object.defineProperty(all, name, { value, configurable: true, enumerable: true, writable: true });
  return all as DescribedBackupJob;
}

/**
 * A text that identifies a job: its ID or, without one, the fields that do not change while a job runs. If
 * the creation date is missing, too, it includes other times and the recovery point. These appear only while
 * a job runs, but treating one job as two is better than treating two jobs as one.
 */
export function jobKey(job: BackupJob): string {
  if (job.BackupJobId !== undefined) return job.BackupJobId;
  const { BackupPlanId, BackupRuleId } = job.CreatedBy ?? {};
  const constantFacts = [
    ...[job.AccountId, job.BackupVaultName, job.ResourceArn, job.ResourceType, job.ParentJobId],
    ...[BackupPlanId, BackupRuleId, job.CreationDate?.getTime(), job.StartBy?.getTime()],
  ];
  const laterFacts = [job.InitiationDate?.getTime(), job.CompletionDate?.getTime(), job.RecoveryPointArn];
  return `no-id:${JSON.stringify(job.CreationDate === undefined ? [...constantFacts, ...laterFacts] : constantFacts)}`;
}

/** Compares jobs for sorting: the latest creation first, jobs without a creation date last. */
export function latestFirst(one: BackupJob, other: BackupJob): number {
  return (other.CreationDate?.getTime() ?? 0) - (one.CreationDate?.getTime() ?? 0);
}

// Marked as pure, so that bundles that do not use the field names, such as activation, omit them.
const listedFields: ReadonlySet<string> = /* @__PURE__ */ new Set(backupJobFields);
const describedFields: ReadonlySet<string> = /* @__PURE__ */ new Set(describedJobFields);
