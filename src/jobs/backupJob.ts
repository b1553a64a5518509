/**
 * One backup job as AWS Backup answers it: the thirty fields of `BackupJob`, under their API names.
 * Any field may be absent. Times are `Date`; sizes are bytes; an integer past 2^53 is a `bigint`.
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

/** The plan and the rule that asked for a job. An on-demand job has none. */
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

/** How long a recovery point is kept, in days. */
export interface Lifecycle {
  readonly DeleteAfterDays?: number | bigint | undefined;
  readonly DeleteAfterEvent?: string | undefined;
  readonly MoveToColdStorageAfterDays?: number | bigint | undefined;
  readonly OptInToArchiveForSupportedResources?: boolean | undefined;
}

/** DescribeBackupJob answers the same fields and these two, about a parent's nested jobs. */
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

/** The fields that only DescribeBackupJob answers. */
export const describedJobFields = [
  'ChildJobsInState',
  'NumberOfChildJobs',
] as const satisfies readonly Exclude<keyof DescribedBackupJob, keyof BackupJob>[];

/**
 * The fields of an answer that a newer API has added: they stay in the job under their names, and no type knows them.
 * Their values are as the answer has them: what `JSON.parse` makes of them, but for integers past 2^53, which are `bigint`.
 */
export function newerFields(job: DescribedBackupJob): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(job).filter(([name]) => !listedFields.has(name) && !describedFields.has(name));
}

/**
 * All that a job has, under its names: the fields of the API in their order, then what a newer API has added. Not every job has them
 * as properties of its own.
 */
export function fieldsOf(job: DescribedBackupJob): DescribedBackupJob {
  const known = [...backupJobFields, ...describedJobFields].map((name) => [name, job[name]] as const);
  const all = [...known.filter(([, value]) => value !== undefined), ...newerFields(job)];
  return Object.fromEntries(all) as DescribedBackupJob;
}

/**
 * What tells one job from another: its id, or, where the service gave none, the facts that do not
 * change while a job runs. Without a creation date either, the job's other times and its recovery point have to do, though they
 * come while it runs: a job that is seen as two is better than two that are seen as one. Jobs that are equal in all of it are one.
 */
export function jobKey(job: BackupJob): string {
  if (job.BackupJobId !== undefined) return job.BackupJobId;
  const { BackupPlanId, BackupRuleId } = job.CreatedBy ?? {};
  const lasting = [
    ...[job.AccountId, job.BackupVaultName, job.ResourceArn, job.ResourceType, job.ParentJobId],
    ...[BackupPlanId, BackupRuleId, job.CreationDate?.getTime(), job.StartBy?.getTime()],
  ];
  const coming = [job.InitiationDate?.getTime(), job.CompletionDate?.getTime(), job.RecoveryPointArn];
  return `no-id:${JSON.stringify(job.CreationDate === undefined ? [...lasting, ...coming] : lasting)}`;
}

/** For sorting: the latest created first, those that tell no creation date last. */
export function latestFirst(one: BackupJob, other: BackupJob): number {
  return (other.CreationDate?.getTime() ?? 0) - (one.CreationDate?.getTime() ?? 0);
}

// Pure, so that no bundle holds the names of the fields which has no need of them: the activation does not.
const listedFields: ReadonlySet<string> = /* @__PURE__ */ new Set(backupJobFields);
const describedFields: ReadonlySet<string> = /* @__PURE__ */ new Set(describedJobFields);
