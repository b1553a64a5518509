import type { BackupJob } from '../jobs/backupJob.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobPool } from '../jobs/jobPool.js';
import { type JobSelection, selectionOf } from '../jobs/jobSelection.js';

/** The states of a parent's nested jobs; exists only if all of them are known. */
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

/** "5 of 6 completed"; undefined if there are no nested jobs, or not all of them are known. */
export function rollUpOf(children: JobList): RollUp | undefined {
  if (!children.isComplete) return undefined;
  const jobs = children.jobs();
  if (jobs.length === 0) return undefined;
  return { completed: jobs.filter(({ State }) => State === 'COMPLETED').length, total: jobs.length };
}

/**
 * The jobs of a list that have a row of their own there. If parent and nested job are both in the list, the
 * nested job appears only below its parent. Jobs that name each other as parent keep their own rows, because
 * nothing else would show them.
 */
export function withoutNested(jobs: readonly BackupJob[]): readonly BackupJob[] {
  const nested = jobs.filter(({ ParentJobId }) => ParentJobId !== undefined);
  if (nested.length === 0) return jobs;
  const wanted = new Set(nested.map(({ ParentJobId }) => ParentJobId));
  const parents = new Set(
    jobs.filter(({ BackupJobId }) => wanted.has(BackupJobId)).map(({ BackupJobId }) => BackupJobId),
  );
  const parentOf = new Map(
    nested
      .filter(({ ParentJobId }) => parents.has(ParentJobId))
      .map(({ BackupJobId, ParentJobId }) => [BackupJobId, ParentJobId]),
  );
  if (parentOf.size === 0) return jobs;
  const inCircles = circlesIn(parentOf);
  return jobs.filter(
    ({ BackupJobId, ParentJobId }) =>
      !parents.has(ParentJobId) || ParentJobId === BackupJobId || inCircles.has(BackupJobId),
  );
}

/** The jobs that are their own ancestors. Each job is visited once, however long the chains are. */
function circlesIn(parentOf: ReadonlyMap<string | undefined, string | undefined>): Set<string | undefined> {
  const inCircles = new Set<string | undefined>();
  const seen = new Set<string | undefined>();
  for (const start of parentOf.keys()) {
    const way: (string | undefined)[] = [];
    let at: string | undefined = start;
    for (; parentOf.has(at) && !seen.has(at); at = parentOf.get(at)) {
      seen.add(at);
      way.push(at);
    }
    const back = way.indexOf(at);
    if (back !== -1) for (const id of way.slice(back)) inCircles.add(id);
  }
  return inCircles;
}
