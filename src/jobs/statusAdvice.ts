import * as l10n from '@vscode/l10n';
import type { BackupJob } from './backupJob.js';
import { backupJobStates, hasIssues } from './jobStates.js';

/** What is known about a status message beyond its words. */
export interface StatusAdvice {
  /** What happened, in plain words. */
  readonly meaning: string;
  /** What usually fixes it. */
  readonly suggestedFix: string;
}

/**
 * What is known about a job's status message; undefined where nothing is, which is to be said plainly. The messages are
 * those that AWS's pages and its users quote; AWS publishes no list of them.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/troubleshooting.html
 */
export function statusAdvice(job: BackupJob): StatusAdvice | undefined {
  const message = job.StatusMessage?.slice(0, maxRead) ?? '';
  return message === '' ? undefined : messages.find(({ pattern }) => pattern.test(message))?.advice();
}

/** What a job's state says by itself; undefined where the word says it all, or AWS has invented it. */
export function stateMeaning(job: BackupJob): string | undefined {
  if (hasIssues(job))
    return l10n.t(
      'There is a recovery point, but AWS Backup reports an issue: look whether it holds all that you need.',
    );
  switch (backupJobStates.find((state) => state === job.State)) {
    case 'FAILED':
      return l10n.t('The backup was not made: this job left no recovery point.');
    case 'EXPIRED':
      return l10n.t(
        'The job did not start before its deadline (StartBy), or was not done within its completion window.',
      );
    case 'ABORTED':
      return l10n.t('The job was stopped before its end.');
    case 'ABORTING':
      return l10n.t('The job is being stopped.');
    case 'PARTIAL':
      return l10n.t('Some of the nested jobs did not complete: look at each of them.');
    case 'CREATED':
      return l10n.t(
        'The job waits for its start window. AWS Backup tries at least every ten minutes to start it; past StartBy it expires.',
      );
    case 'PENDING':
      return l10n.t('The job is about to start.');
    case 'COMPLETED':
    case 'RUNNING':
    case undefined:
      return undefined;
  }
}

/**
 * What a message category means, as far as AWS documents it; undefined for one that it does not.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html MessageCategory
 */
export function categoryMeaning(category: string): string | undefined {
  return categoryMeanings.get(category.toUpperCase())?.();
}

const categoryMeanings: ReadonlyMap<string, () => string> = new Map([
  ['SUCCESS', () => l10n.t('AWS Backup has nothing to report.')],
  [
    'ACCESSDENIED',
    () =>
      l10n.t(
        'A permission is missing: of the job’s IAM role, of a key’s policy, of the vault’s or of the organization’s.',
      ),
  ],
  [
    'INVALIDPARAMETERS',
    () =>
      l10n.t(
        'Something that the job was given does not hold: a resource, a vault or a setting that is not there or not as it must be.',
      ),
  ],
  [
    'MISCELLANEOUS',
    () => l10n.t('A reason that AWS Backup has no category of its own for: the message tells it.'),
  ],
]);

interface KnownMessage {
  readonly pattern: RegExp;
  readonly advice: () => StatusAdvice;
}

/** The first pattern that fits counts: what is narrow stands before what is wide. */
const messages: readonly KnownMessage[] = [
  {
    pattern: /does not have permission to describe resource/i,
    advice: () => ({
      meaning: l10n.t('The job’s IAM role may not look at the resource.'),
      suggestedFix: l10n.t(
        'Give the role in IamRoleArn the AWS managed policy AWSBackupServiceRolePolicyForBackup, and see whether a policy of the organization (SCP) or of the resource denies it.',
      ),
    }),
  },
  {
    pattern: /access denied trying to call aws backup service/i,
    advice: () => ({
      meaning: l10n.t('AWS Backup was refused by a policy, most often by the access policy of a vault.'),
      suggestedFix: l10n.t(
        'Look at the vault’s access policy. For a copy to another account the target vault must allow backup:CopyIntoBackupVault to the source account or the organization.',
      ),
    }),
  },
  {
    pattern: /permission to get bucket versioning|bucket versioning for bucket/i,
    advice: () => ({
      meaning: l10n.t('The job’s IAM role lacks the permissions for Amazon S3.'),
      suggestedFix: l10n.t(
        'Give the role in IamRoleArn the AWS managed policy AWSBackupServiceRolePolicyForS3Backup.',
      ),
    }),
  },
  {
    pattern: /versioning is not enabled/i,
    advice: () => ({
      meaning: l10n.t('AWS Backup backs up only buckets that have S3 Versioning on.'),
      suggestedFix: l10n.t(
        'Turn on versioning for the bucket, with a lifecycle rule that removes old versions, and run the backup again.',
      ),
    }),
  },
  {
    pattern: /no objects were backed up from the source bucket/i,
    advice: () => ({
      meaning: l10n.t('The recovery point of the bucket holds no object.'),
      suggestedFix: l10n.t(
        'See whether the bucket is empty, and whether the job’s role may read the objects and use the KMS keys that encrypt them. The vault’s SNS event notifications name each object that failed.',
      ),
    }),
  },
  {
    pattern: /kms key.*(disabled|pending deletion|denied)|key id is not accessible/i,
    advice: () => ({
      meaning: l10n.t('The KMS key of the resource or of the vault cannot be used.'),
      suggestedFix: l10n.t(
        'See that the key is enabled and not scheduled for deletion, and that its key policy allows the job’s IAM role (kms:Decrypt, kms:GenerateDataKey, kms:DescribeKey, kms:CreateGrant).',
      ),
    }),
  },
  {
    pattern: /backup vault .*does not exist/i,
    advice: () => ({
      meaning: l10n.t('The vault that the backup rule names is not there.'),
      suggestedFix: l10n.t(
        'Create a vault of that name in this region, or name another one in the backup rule.',
      ),
    }),
  },
  {
    pattern:
      /(volume|table|file system|instance|cluster|bucket|resource).{0,80}(was not found|not found|does not exist)/i,
    advice: () => ({
      meaning: l10n.t('The resource was gone when the job started.'),
      suggestedFix: l10n.t(
        'If it was deleted on purpose, take it out of the plan’s resource assignment; a recovery point that was made before can be restored.',
      ),
    }),
  },
  {
    pattern: /running job for the same resource|another job was running/i,
    advice: () => ({
      meaning: l10n.t(
        'Only one backup job at a time runs for a resource, and another one held its place until the deadline.',
      ),
      suggestedFix: l10n.t(
        'Space the rules that back up this resource further apart, or widen the start window.',
      ),
    }),
  },
  {
    pattern: /expired before completion/i,
    advice: () => ({
      meaning: l10n.t('The job was not done within its completion window.'),
      suggestedFix: l10n.t(
        'Widen the rule’s completion window, or start earlier. A first backup of a large resource takes longest.',
      ),
    }),
  },
  {
    pattern: /automated backup window|maintenance window/i,
    advice: () => ({
      meaning: l10n.t(
        'Amazon RDS takes no snapshot within, or shortly before, its own backup window and maintenance window.',
      ),
      suggestedFix: l10n.t(
        'Move the rule’s start away from both windows of the database (AWS asks for an hour’s distance), or use continuous backup.',
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
      meaning: l10n.t('Too many snapshots of one EBS volume were being made at once.'),
      suggestedFix: l10n.t(
        'Let one tool alone make snapshots of the volume, or space them further apart, and run the backup again.',
      ),
    }),
  },
  {
    pattern: /networkinterfaces metadata/i,
    advice: () => ({
      meaning: l10n.t(
        'The instance is backed up, but the details of its network interfaces were too many to be kept.',
      ),
      suggestedFix: l10n.t(
        'Its volumes can be restored. Keep the network settings elsewhere, as in a template, for a restore will not bring them back.',
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
        'See that the instance’s SSM Agent and AWS VSS components are up to date and running, that its instance profile may make VSS snapshots (AWSEC2VssSnapshotPolicy), and that the instance is not too busy or too small.',
      ),
    }),
  },
  {
    pattern: /kubernetes objects failed/i,
    advice: () => ({
      meaning: l10n.t('The cluster’s backup lacks some of its Kubernetes objects.'),
      suggestedFix: l10n.t(
        'Turn on the vault’s SNS event notifications, which name each object, and see that the job’s role has access to the cluster.',
      ),
    }),
  },
  {
    pattern: /unable to copy resource tags/i,
    advice: () => ({
      meaning: l10n.t('The backup was made, but without the tags of the resource.'),
      suggestedFix: l10n.t(
        'Tag the recovery point by hand where a policy or a cost report needs it; the next run may copy them.',
      ),
    }),
  },
  {
    pattern: /hypervisor/i,
    advice: () => ({
      meaning: l10n.t('The hypervisor refused to make a snapshot of the virtual machine.'),
      suggestedFix: l10n.t(
        'See that the machine and its disks allow snapshots (independent disks and raw device mappings do not), and that the Backup gateway’s user may make them.',
      ),
    }),
  },
  {
    pattern: /stopped by user/i,
    advice: () => ({
      meaning: l10n.t('Someone, or a program, stopped the job (StopBackupJob).'),
      suggestedFix: l10n.t(
        'AWS CloudTrail tells who did. Start an on-demand backup if the resource needs one before the next run.',
      ),
    }),
  },
  {
    pattern: /token expired/i,
    advice: () => ({
      meaning: l10n.t('The credentials of the job ran out before it was done.'),
      suggestedFix: l10n.t(
        'Run the backup again. If it happens again, the job takes too long: ask AWS Support.',
      ),
    }),
  },
  {
    pattern: /internal (error|failure)/i,
    advice: () => ({
      meaning: l10n.t('AWS Backup failed for a reason of its own.'),
      suggestedFix: l10n.t(
        'Run the backup again. If it happens again, open a case at AWS Support with the job’s id.',
      ),
    }),
  },
  {
    pattern: /access ?denied|not authorized|unauthori[sz]ed/i,
    advice: () => ({
      meaning: l10n.t('A permission is missing.'),
      suggestedFix: l10n.t(
        'See what the message names, then the policies of the role in IamRoleArn, of the vault, of the KMS key and of the organization (SCP).',
      ),
    }),
  },
];

/** A message that tells something known tells it early. */
const maxRead = 4000;
