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
    (query.accountId === everyAccount || isOrAny(query.accountId, job.AccountId)) &&
    isOrAny(query.backupVaultName, job.BackupVaultName) &&
    isWithin(query.completeAfter, query.completeBefore, job.CompletionDate) &&
    isWithin(query.createdAfter, query.createdBefore, job.CreationDate) &&
    isOfCategory(query.messageCategory, job.MessageCategory) &&
    isOrAny(query.parentJobId, job.ParentJobId) &&
    isOrAny(query.resourceArn, job.ResourceArn) &&
    isOrAny(query.resourceType, job.ResourceType) &&
    isOrAny(query.state, job.State)
  );
}

function isOrAny(wanted: string | undefined, value: string | undefined): boolean {
  return wanted === undefined || wanted === value;
}

function isWithin(after: Date | undefined, before: Date | undefined, time: Date | undefined): boolean {
  if (after === undefined && before === undefined) return true;
  if (time === undefined) return false;
  return (after === undefined || time >= after) && (before === undefined || time <= before);
}

function isOfCategory(wanted: string | undefined, category: string | undefined): boolean {
  if (wanted === undefined || wanted === everyMessageCategory) return true;
  return wanted.toUpperCase() === category?.toUpperCase();
}
