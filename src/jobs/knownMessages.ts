import * as l10n from '@vscode/l10n';

/** An explanation of a status message. */
export interface StatusAdvice {
  /** What happened, in plain words. */
  readonly meaning: string;
  /** What usually fixes it. */
  readonly suggestedFix: string;
  /** What the fix changes or checks, as far as a job names it. */
  readonly concerns?: readonly Concern[];
}

/** The job's IAM role, a KMS key, or the vault. */
export type Concern = 'role' | 'key' | 'vault';

/** How an explanation refers to the role, the key and the vault, within a sentence. */
export type ConcernWords = Readonly<Record<Concern, string>>;

/** The words for a job that is not known, or does not name them. */
export function generalWords(): ConcernWords {
  return {
    role: l10n.t('the job’s IAM role'),
    key: l10n.t('the KMS key'),
    vault: l10n.t('the vault'),
  };
}

/** A status message of AWS Backup, and what it means. */
export interface KnownMessage {
  readonly pattern: RegExp;
  readonly advice: (words: ConcernWords) => StatusAdvice;
}

/**
 * The messages that AWS's pages and users quote, because AWS publishes no list. The first match wins, so
 * specific patterns come before general ones.
 */
export const knownMessages: readonly KnownMessage[] = [
  {
    pattern: /does not have permission to describe resource/i,
    advice: (words) => ({
      meaning: l10n.t('The permission to describe the resource is missing from {role}.', words),
      suggestedFix: l10n.t(
        'Attach the AWS managed policy AWSBackupServiceRolePolicyForBackup to {role}. Check that no policy of the organization (SCP) or of the resource denies access.',
        words,
      ),
      concerns: ['role'],
    }),
  },
  {
    pattern: /access denied trying to call aws backup service/i,
    advice: (words) => ({
      meaning: l10n.t('A policy denied access to AWS Backup, most often the access policy of a vault.'),
      suggestedFix: l10n.t(
        'Check the access policy of {vault}. For a copy to another account, the target vault must allow backup:CopyIntoBackupVault to the source account or the organization.',
        words,
      ),
      concerns: ['vault'],
    }),
  },
  {
    pattern: /permission to get bucket versioning|bucket versioning for bucket/i,
    advice: (words) => ({
      meaning: l10n.t('The permissions for Amazon S3 are missing from {role}.', words),
      suggestedFix: l10n.t(
        'Attach the AWS managed policy AWSBackupServiceRolePolicyForS3Backup to {role}.',
        words,
      ),
      concerns: ['role'],
    }),
  },
  {
    pattern: /versioning is not enabled/i,
    advice: () => ({
      meaning: l10n.t('AWS Backup needs S3 Versioning, which is off for this bucket.'),
      suggestedFix: l10n.t(
        'Turn on versioning for the bucket, with a lifecycle rule that removes old versions. Then run the backup again.',
      ),
    }),
  },
  {
    pattern: /no objects were backed up from the source bucket/i,
    advice: (words) => ({
      meaning: l10n.t('The recovery point of the bucket contains no objects.'),
      suggestedFix: l10n.t(
        'Check whether the bucket is empty, and whether {role} can read the objects and use the KMS keys that encrypt them. The SNS event notifications of {vault} name each object that failed.',
        words,
      ),
      concerns: ['role', 'vault'],
    }),
  },
  {
    pattern: /kms key.*(disabled|pending deletion|denied)|key id is not accessible/i,
    advice: (words) => ({
      meaning: l10n.t('The KMS key of the resource or of the vault cannot be used.'),
      suggestedFix: l10n.t(
        'Check that {key} is enabled and not scheduled for deletion, and that its key policy allows {role} (kms:Decrypt, kms:GenerateDataKey, kms:DescribeKey, kms:CreateGrant).',
        words,
      ),
      concerns: ['key', 'role', 'vault'],
    }),
  },
  {
    pattern: /backup vault .*does not exist/i,
    advice: () => ({
      meaning: l10n.t('The vault that the backup rule names does not exist.'),
      suggestedFix: l10n.t(
        'Create a vault with that name in this region, or choose another one in the backup rule.',
      ),
      concerns: ['vault'],
    }),
  },
  {
    pattern:
      /(volume|table|file system|instance|cluster|bucket|resource).{0,80}(was not found|not found|does not exist)/i,
    advice: () => ({
      meaning: l10n.t('The resource did not exist when the job started.'),
      suggestedFix: l10n.t(
        'If it was deleted on purpose, remove it from the plan’s resource assignment. Earlier recovery points can still be restored.',
      ),
    }),
  },
  {
    pattern: /running job for the same resource|another job was running/i,
    advice: () => ({
      meaning: l10n.t(
        'Only one backup job can run for a resource at a time, and another one was still running at the deadline.',
      ),
      suggestedFix: l10n.t(
        'Space the rules that back up this resource further apart, or widen the start window.',
      ),
    }),
  },
  {
    pattern: /expired before completion/i,
    advice: () => ({
      meaning: l10n.t('The job did not complete within its completion window.'),
      suggestedFix: l10n.t(
        'Widen the rule’s completion window, or start earlier. The first backup of a large resource takes longest.',
      ),
    }),
  },
  {
    pattern: /automated backup window|maintenance window/i,
    advice: () => ({
      meaning: l10n.t(
        'Amazon RDS takes no snapshots during, or shortly before, its own backup window and maintenance window.',
      ),
      suggestedFix: l10n.t(
        'Move the rule’s start at least an hour away from both windows of the database, or use continuous backup.',
      ),
    }),
  },
  {
    pattern: /subscriber limit exceeded|maximum concurrent number of backups/i,
    advice: () => ({
      meaning: l10n.t('The account has reached the number of backup jobs that may run at once.'),
      suggestedFix: l10n.t('Spread the rules over more hours, or ask AWS Support for a higher quota.'),
    }),
  },
  {
    pattern: /throttled due to maximum number of concurrent snapshots/i,
    advice: () => ({
      meaning: l10n.t('Too many snapshots of one EBS volume were created at once.'),
      suggestedFix: l10n.t(
        'Let only one tool create snapshots of the volume, or space them further apart. Then run the backup again.',
      ),
    }),
  },
  {
    pattern: /networkinterfaces metadata/i,
    advice: () => ({
      meaning: l10n.t(
        'The instance is backed up, but without its network interfaces: their details were too large.',
      ),
      suggestedFix: l10n.t(
        'Its volumes can be restored. Keep the network settings elsewhere, for example in a template: a restore does not bring them back.',
      ),
    }),
  },
  {
    pattern: /vss/i,
    advice: () => ({
      meaning: l10n.t(
        'The Windows VSS part failed: the backup is crash-consistent, not application-consistent.',
      ),
      suggestedFix: l10n.t(
        'Check that the instance’s SSM Agent and AWS VSS components are up to date and running, that its instance profile can create VSS snapshots (AWSEC2VssSnapshotPolicy), and that the instance is not too busy or too small.',
      ),
    }),
  },
  {
    pattern: /kubernetes objects failed/i,
    advice: (words) => ({
      meaning: l10n.t('The backup of the cluster lacks some Kubernetes objects.'),
      suggestedFix: l10n.t(
        'Turn on the SNS event notifications of {vault}, which name each object. Check that {role} has access to the cluster.',
        words,
      ),
      concerns: ['role', 'vault'],
    }),
  },
  {
    pattern: /unable to copy resource tags/i,
    advice: () => ({
      meaning: l10n.t('The backup completed, but without the tags of the resource.'),
      suggestedFix: l10n.t(
        'If a policy or a cost report needs the tags, add them to the recovery point by hand. The next job may copy them.',
      ),
    }),
  },
  {
    pattern: /hypervisor/i,
    advice: () => ({
      meaning: l10n.t('The hypervisor refused to create a snapshot of the virtual machine.'),
      suggestedFix: l10n.t(
        'Check that the machine and its disks allow snapshots (independent disks and raw device mappings do not), and that the Backup gateway’s user can create them.',
      ),
    }),
  },
  {
    pattern: /stopped by user/i,
    advice: () => ({
      meaning: l10n.t('A person or a program stopped the job (StopBackupJob).'),
      suggestedFix: l10n.t(
        'AWS CloudTrail shows who stopped it. If the resource needs a backup before the next scheduled one, start an on-demand backup.',
      ),
    }),
  },
  {
    pattern: /token expired/i,
    advice: () => ({
      meaning: l10n.t('The credentials of the job expired before it completed.'),
      suggestedFix: l10n.t(
        'Run the backup again. If it fails again, the job takes too long: ask AWS Support.',
      ),
    }),
  },
  {
    pattern: /internal (error|failure)/i,
    advice: () => ({
      meaning: l10n.t('AWS Backup had an internal error.'),
      suggestedFix: l10n.t(
        'Run the backup again. If it fails again, open a case with AWS Support and give the job’s ID.',
      ),
    }),
  },
  {
    pattern: /access ?denied|not authorized|unauthori[sz]ed/i,
    advice: (words) => ({
      meaning: l10n.t('A permission is missing.'),
      suggestedFix: l10n.t(
        'Find what the message names. Then check the policies of {role}, {vault}, {key} and the organization (SCP).',
        words,
      ),
      concerns: ['role', 'vault', 'key'],
    }),
  },
];
