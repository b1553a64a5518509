import type { BackupJob } from '../jobs/backupJob.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobPool } from '../jobs/jobPool.js';
import { type JobSelection, selectionOf } from '../jobs/jobSelection.js';

/** How many of a parent's nested jobs have completed. */
export interface RollUp {
  readonly completed: number;
  readonly total: number;
}

/** Whether a job has, or may have, nested jobs: AWS Backup says so, or some are loaded. */
export function isParent(job: BackupJob, pool: JobPool): boolean {
  if (job.BackupJobId === undefined) return false;
  return job.IsParent === true || pool.childrenOf(job.BackupJobId).length > 0;
}

/**
 * The nested jobs of a parent, in every state and vault, whatever the filter of the parent's list: a parent's
 * result depends on all of them. Only the account is kept from that filter.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html ByParentJobId
 */
export function childrenOf(parentJobId: string, within: JobSelection): JobSelection {
  const accountId = within.parts[0]?.query.accountId;
  return selectionOf({ ...(accountId !== undefined && { accountId }), parentJobId });
}

/**
 * The numbers for "5 of 6 completed"; undefined if there are no nested jobs, or not all of them are known.
 */
export function rollUpOf(children: JobList): RollUp | undefined {
  if (!children.isComplete) return undefined;
  const jobs = children.jobs();
  if (jobs.length === 0) return undefined;
  return { completed: jobs.filter(({ State }) => State === 'COMPLETED').length, total: jobs.length };
}
