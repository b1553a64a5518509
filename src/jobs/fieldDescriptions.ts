import * as l10n from '@vscode/l10n';

/**
 * AWS's own description of a field of a job; undefined for an unknown name.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeBackupJob.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RecoveryPointCreator.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html
 */
export function fieldDescription(name: string): string | undefined {
  return descriptions.get(name);
}

const descriptions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    AccountId: l10n.t('The account ID that owns the backup job.'),
    BackupJobId: l10n.t('Uniquely identifies a request to AWS Backup to back up a resource.'),
    BackupOptions: l10n.t(
      'Specifies the backup option for a selected resource. This option is only available for Windows Volume Shadow Copy Service (VSS) backup jobs.\nValid values: Set to "WindowsVSS":"enabled" to enable the WindowsVSS backup option and create a Windows VSS backup. Set to "WindowsVSS":"disabled" to create a regular backup. If you specify an invalid option, you get an InvalidParameterValueException exception.',
    ),
    BackupPlanArn: l10n.t(
      'An Amazon Resource Name (ARN) that uniquely identifies a backup plan; for example, arn:aws:backup:us-east-1:123456789012:plan:8F81F553-3A74-4A3F-B93D-B3360DC80C50.',
    ),
    BackupPlanId: l10n.t('Uniquely identifies a backup plan.'),
    BackupPlanName: l10n.t(
      'The name of the backup plan that created this recovery point. This provides human-readable context about which backup plan was responsible for the backup job.',
    ),
    BackupPlanVersion: l10n.t(
      'Version IDs are unique, randomly generated, Unicode, UTF-8 encoded strings that are at most 1,024 bytes long. They cannot be edited.',
    ),
    BackupRuleCron: l10n.t(
      'The cron expression that defines the schedule for the backup rule. This shows the frequency and timing of when backups are automatically triggered.',
    ),
    BackupRuleId: l10n.t(
      'Uniquely identifies a rule used to schedule the backup of a selection of resources.',
    ),
    BackupRuleName: l10n.t(
      'The name of the backup rule within the backup plan that created this recovery point. This helps identify which specific rule triggered the backup job.',
    ),
    BackupRuleTimezone: l10n.t(
      'The timezone used for the backup rule schedule. This provides context for when backups are scheduled to run in the specified timezone.',
    ),
    BackupSizeInBytes: l10n.t(
      'The size, in bytes, of a backup (recovery point).\nThis value can render differently depending on the resource type as AWS Backup pulls in data information from other Amazon Web Services services. For example, the value returned may show a value of 0, which may differ from the anticipated value.\nThe expected behavior for values by resource type are described as follows:\n• Amazon Aurora, Amazon DocumentDB, and Amazon Neptune do not have this value populate from the operation GetBackupJobStatus.\n• For Amazon DynamoDB with advanced features, this value refers to the size of the recovery point (backup).\n• Amazon EC2 and Amazon EBS show volume size (provisioned storage) returned as part of this value. Amazon EBS does not return backup size information; snapshot size will have the same value as the original resource that was backed up.\n• For Amazon EFS, this value refers to the delta bytes transferred during a backup.\n• For Amazon EKS, this value refers to the size of your nested EKS recovery point.\n• Amazon FSx does not populate this value from the operation GetBackupJobStatus for FSx file systems.\n• An Amazon RDS instance will show as 0.\n• For virtual machines running VMware, this value is passed to Backup through an asynchronous workflow, which can mean this displayed value can under-represent the actual backup size.',
    ),
    BackupType: l10n.t('Represents the type of backup for a backup job.'),
    BackupVaultArn: l10n.t(
      'An Amazon Resource Name (ARN) that uniquely identifies a backup vault; for example, arn:aws:backup:us-east-1:123456789012:backup-vault:aBackupVault.',
    ),
    BackupVaultName: l10n.t(
      'The name of a logical container where backups are stored. Backup vaults are identified by names that are unique to the account used to create them and the Amazon Web Services Region where they are created.',
    ),
    BytesTransferred: l10n.t(
      'The size in bytes transferred to a backup vault at the time that the job status was queried.',
    ),
    ChildJobsInState: l10n.t('This returns the statistics of the included child (nested) backup jobs.'),
    CompletionDate: l10n.t(
      'The date and time a job to create a backup job is completed, in Unix format and Coordinated Universal Time (UTC). The value of CompletionDate is accurate to milliseconds. For example, the value 1516925490.087 represents Friday, January 26, 2018 12:11:30.087 AM.',
    ),
    CreatedBy: l10n.t(
      'Contains identifying information about the creation of a backup job, including the BackupPlanArn, BackupPlanId, BackupPlanVersion, and BackupRuleId of the backup plan used to create it.',
    ),
    CreationDate: l10n.t(
      'The date and time a backup job is created, in Unix format and Coordinated Universal Time (UTC). The value of CreationDate is accurate to milliseconds. For example, the value 1516925490.087 represents Friday, January 26, 2018 12:11:30.087 AM.',
    ),
    DeleteAfterDays: l10n.t(
      'The number of days after creation that a recovery point is deleted. This value must be at least 90 days after the number of days specified in MoveToColdStorageAfterDays.',
    ),
    DeleteAfterEvent: l10n.t(
      'The event after which a recovery point is deleted. A recovery point with both DeleteAfterDays and DeleteAfterEvent will delete after whichever condition is satisfied first. Not valid as an input.',
    ),
    EncryptionKeyArn: l10n.t(
      'The Amazon Resource Name (ARN) of the KMS key used to encrypt the backup. This can be a customer-managed key or an Amazon Web Services managed key, depending on the vault configuration.',
    ),
    ExpectedCompletionDate: l10n.t(
      'The date and time a job to back up resources is expected to be completed, in Unix format and Coordinated Universal Time (UTC). The value of ExpectedCompletionDate is accurate to milliseconds. For example, the value 1516925490.087 represents Friday, January 26, 2018 12:11:30.087 AM.',
    ),
    IamRoleArn: l10n.t(
      'Specifies the IAM role ARN used to create the target recovery point. IAM roles other than the default role must include either AWSBackup or AwsBackup in the role name. For example, arn:aws:iam::123456789012:role/AWSBackupRDSAccess. Role names without those strings lack permissions to perform backup jobs.',
    ),
    InitiationDate: l10n.t('The date on which the backup job was initiated.'),
    IsEncrypted: l10n.t(
      'A boolean value indicating whether the backup is encrypted. All backups in Backup are encrypted, but this field indicates the encryption status for transparency.',
    ),
    IsParent: l10n.t('This is a boolean value indicating this is a parent (composite) backup job.'),
    MessageCategory: l10n.t(
      'This parameter is the job count for the specified message category.\nExample strings may include AccessDenied, SUCCESS, AGGREGATE_ALL, and INVALIDPARAMETERS. See Monitoring for a list of MessageCategory strings.\nThe value ANY returns count of all message categories.\nAGGREGATE_ALL aggregates job counts for all message categories and returns the sum.',
    ),
    MoveToColdStorageAfterDays: l10n.t(
      'The number of days after creation that a recovery point is moved to cold storage.',
    ),
    NumberOfChildJobs: l10n.t('This returns the number of child (nested) backup jobs.'),
    OptInToArchiveForSupportedResources: l10n.t(
      'If the value is true, your backup plan transitions supported resources to archive (cold) storage tier in accordance with your lifecycle settings.',
    ),
    ParentJobId: l10n.t(
      'This uniquely identifies a request to AWS Backup to back up a resource. The return will be the parent (composite) job ID.',
    ),
    PercentDone: l10n.t(
      'Contains an estimated percentage complete of a job at the time the job status was queried.',
    ),
    RecoveryPointArn: l10n.t(
      'An ARN that uniquely identifies a recovery point; for example, arn:aws:backup:us-east-1:123456789012:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45.',
    ),
    RecoveryPointLifecycle: l10n.t(
      "Specifies the time period, in days, before a recovery point transitions to cold storage or is deleted.\nBackups transitioned to cold storage must be stored in cold storage for a minimum of 90 days. Therefore, on the console, the retention setting must be 90 days greater than the transition to cold after days setting. The transition to cold after days setting can't be changed after a backup has been transitioned to cold.\nResource types that can transition to cold storage are listed in the Feature availability by resource table. AWS Backup ignores this expression for other resource types.\nTo remove the existing lifecycle and retention periods and keep your recovery points indefinitely, specify -1 for MoveToColdStorageAfterDays and DeleteAfterDays.",
    ),
    ResourceArn: l10n.t(
      'An ARN that uniquely identifies a resource. The format of the ARN depends on the resource type.',
    ),
    ResourceName: l10n.t('The non-unique name of the resource that belongs to the specified backup.'),
    ResourceType: l10n.t(
      'The type of Amazon Web Services resource to be backed up; for example, an Amazon Elastic Block Store (Amazon EBS) volume or an Amazon Relational Database Service (Amazon RDS) database. For Windows Volume Shadow Copy Service (VSS) backups, the only supported resource type is Amazon EC2.',
    ),
    StartBy: l10n.t(
      'Specifies the time in Unix format and Coordinated Universal Time (UTC) when a backup job must be started before it is canceled. The value is calculated by adding the start window to the scheduled time. So if the scheduled time were 6:00 PM and the start window is 2 hours, the StartBy time would be 8:00 PM on the date specified. The value of StartBy is accurate to milliseconds. For example, the value 1516925490.087 represents Friday, January 26, 2018 12:11:30.087 AM.',
    ),
    State: l10n.t('The current state of a backup job.'),
    StatusMessage: l10n.t('A detailed message explaining the status of the job to back up a resource.'),
    VaultLockState: l10n.t(
      'The lock state of the backup vault. For logically air-gapped vaults, this indicates whether the vault is locked in compliance mode. Valid values include LOCKED and UNLOCKED.',
    ),
    VaultType: l10n.t(
      'The type of backup vault where the recovery point is stored. Valid values are BACKUP_VAULT for standard backup vaults and LOGICALLY_AIR_GAPPED_BACKUP_VAULT for logically air-gapped vaults.',
    ),
  }),
);
