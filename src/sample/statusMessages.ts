/**
 * How a job can end, with the service's message. `{arn}`, `{vaultArn}`, `{bucket}` and `{account}` are filled
 * in.
 */
export interface Ending {
  readonly state: 'ABORTED' | 'COMPLETED' | 'EXPIRED' | 'FAILED' | 'PARTIAL';
  readonly category?: string;
  readonly message?: string;
  /** The resource types that the message is about; default: every type. */
  readonly types?: readonly string[];
}

export const completed: Ending = { state: 'COMPLETED', category: 'SUCCESS' };
/** AWS's own pages spell the category both ways. */
export const completedInOtherCase: Ending = { state: 'COMPLETED', category: 'Success' };
/** A job can have no category. It then counts as completed without issues. */
export const completedWithoutCategory: Ending = { state: 'COMPLETED' };
/** AWS's message for this state is not known. */
export const partial: Ending = { state: 'PARTIAL' };

const denied = { state: 'FAILED', category: 'AccessDenied' } as const;
const invalid = { state: 'FAILED', category: 'InvalidParameters' } as const;
const miscellaneous = { state: 'FAILED', category: 'MISCELLANEOUS' } as const;
const issue = { state: 'COMPLETED', category: 'MISCELLANEOUS' } as const;
const instances = ['EC2'];
const databases = ['RDS', 'Aurora'];

/**
 * The messages that AWS's documentation and users quote. The categories are AWS's documented examples. Which
 * category comes with which message is a guess, except for `AccessDenied`.
 */
export const endingsWithMessage: readonly Ending[] = [
  {
    ...denied,
    message:
      'Your backup job failed as AWS Backup does not have permission to describe resource {arn}. Please review your IAM policies to ensure AWS Backup can protect your resources.',
  },
  { ...denied, message: 'Access Denied trying to call AWS Backup service' },
  {
    ...denied,
    message: 'Customer credential miss permission to get bucket versioning for bucket.',
    types: ['S3'],
  },
  { ...denied, message: 'KMS key is either disabled or pending deletion or access to KMS key is denied' },
  { ...denied, message: 'Given key ID is not accessible' },
  { ...invalid, message: 'Backup job failed because backup vault {vaultArn} does not exist.' },
  { ...invalid, message: 'The specified volume was not found.', types: ['EBS'] },
  { ...invalid, message: 'Table not found.', types: ['DynamoDB'] },
  {
    state: 'FAILED',
    category: 'INVALIDPARAMETERS',
    message: 'Versioning is not enabled on {bucket} within account {account}',
    types: ['S3'],
  },
  {
    ...miscellaneous,
    message:
      'Backup job could not start because it is either inside or too close to the automated backup window configured in RDS instance.',
    types: databases,
  },
  {
    ...miscellaneous,
    message:
      'Backup job could not start because it is either inside or too close to the weekly maintenance window configured in RDS instance.',
    types: databases,
  },
  {
    ...miscellaneous,
    message:
      'Subscriber limit exceeded: You have reached the maximum concurrent number of backups, which is 300. Wait until other jobs finish, and try again. You can also reach out to Support to request a quota increase.',
  },
  {
    ...miscellaneous,
    message: 'Image creation throttled due to maximum number of concurrent snapshots on an EBS volume.',
    types: instances,
  },
  { state: 'FAILED', message: 'An internal error occurred.' },
  { state: 'FAILED', message: 'Token expired. Try again.' },
  {
    state: 'ABORTED',
    category: 'MISCELLANEOUS',
    message: 'CreateSnapshot method not supported on hypervisor during snapshot creation. Aborted backup job',
    types: ['VirtualMachine'],
  },
  { state: 'ABORTED', message: 'Backup job was stopped by user.' },
  {
    state: 'EXPIRED',
    category: 'MISCELLANEOUS',
    message: 'Backup job failed because there was a running job for the same resource.',
  },
  { state: 'EXPIRED', message: 'Backup job expired before completion.' },
  {
    ...issue,
    message: 'Windows VSS Backup Job Error encountered, trying for regular backup',
    types: instances,
  },
  {
    ...issue,
    message: 'Windows VSS Backup attempt failed because of timeout on VSS enabled snapshot creation',
    types: instances,
  },
  {
    ...issue,
    message:
      'Windows VSS Backup attempt failed because either Instance or SSM Agent has invalid state or insufficient privileges.',
    types: instances,
  },
  {
    ...issue,
    message:
      'Some Kubernetes Objects failed to be backed up. To get notified of these failures, enable SNS event notifications.',
    types: ['EKS'],
  },
  {
    ...issue,
    message:
      'No objects were backed up from the source bucket {bucket}. To get notified of these failures please enable SNS event notifications.',
    types: ['S3'],
  },
  {
    ...issue,
    message:
      'Your backup succeeded, but we were unable to persist NetworkInterfaces metadata as its size exceeded our internal limits.',
    types: instances,
  },
  {
    state: 'COMPLETED',
    category: 'AccessDenied',
    message: 'We are unable to copy resource tags to your backup because of the Internal Failure.',
    types: ['EBS', 'EC2', 'EFS', 'RDS', 'DynamoDB'],
  },
];

/** The endings with a message that a resource of this type can have, in the given states. */
export function endingsOf(type: string, states: readonly Ending['state'][]): readonly Ending[] {
  return endingsWithMessage.filter(
    (ending) => states.includes(ending.state) && (ending.types === undefined || ending.types.includes(type)),
  );
}
