/**
 * The eleven filters of ListBackupJobs and nothing more: an immutable value. A filter that is absent does
 * not narrow. Every place in the tree is one of these.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export interface JobQuery {
  /** Twelve digits, or `*` for every account of the organisation; absent means the caller's own account. */
  readonly accountId?: string;
  readonly backupVaultName?: string;
  readonly completeAfter?: Date;
  readonly completeBefore?: Date;
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
  readonly messageCategory?: string;
  readonly parentJobId?: string;
  readonly resourceArn?: string;
  readonly resourceType?: string;
  readonly state?: string;
}
