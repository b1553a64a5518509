import type { BackupJob } from './backupJob.js';
import { everyAccount, everyMessageCategory, type JobQuery } from './jobQuery.js';

/**
 * Whether the service would list `job` for `query`. A job without the field that a filter names is not
 * listed by that filter. The bounds of a time range belong to it: the API page says only "after" and
 * "before", and a job on the bound is better shown than lost.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export function matches(query: JobQuery, job: BackupJob): boolean {
  return (
    (query.accountId === everyAccount || isOrAny(job, 'AccountId', query.accountId)) &&
    isOrAny(job, 'BackupVaultName', query.backupVaultName) &&
    isWithin(job, 'CompletionDate', query.completeAfter, query.completeBefore) &&
    isWithin(job, 'CreationDate', query.createdAfter, query.createdBefore) &&
    isOfCategory(job, query.messageCategory) &&
    isOrAny(job, 'ParentJobId', query.parentJobId) &&
    isOrAny(job, 'ResourceArn', query.resourceArn) &&
    isOrAny(job, 'ResourceType', query.resourceType) &&
    isOrAny(job, 'State', query.state)
  );
}

// A field of a job may have to be looked up: those that the query does not name are left alone.

function isOrAny(job: BackupJob, field: keyof BackupJob, wanted: string | undefined): boolean {
  return wanted === undefined || wanted === job[field];
}

function isWithin(
  job: BackupJob,
  field: 'CompletionDate' | 'CreationDate',
  after: Date | undefined,
  before: Date | undefined,
): boolean {
  if (after === undefined && before === undefined) return true;
  const time = job[field];
  if (time === undefined) return false;
  return (after === undefined || time >= after) && (before === undefined || time <= before);
}

function isOfCategory(job: BackupJob, wanted: string | undefined): boolean {
  if (wanted === undefined || wanted === everyMessageCategory) return true;
  return wanted.toUpperCase() === job.MessageCategory?.toUpperCase();
}
