import type { BackupJob } from '../jobs/backupJob.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobPool } from '../jobs/jobPool.js';
import { type JobSelection, selectionOf } from '../jobs/jobSelection.js';

/** What is known of a parent's nested jobs, told only where all of them are known. */
export interface RollUp {
  readonly completed: number;
  readonly total: number;
}

/** Whether a job has, or may have, nested jobs: AWS Backup says so, or some are known. */
export function isParent(job: BackupJob, pool: JobPool): boolean {
  if (job.BackupJobId === undefined) return false;
  return job.IsParent === true || pool.childrenOf(job.BackupJobId).length > 0;
}

/**
 * The nested jobs of a parent, in every state and vault, whatever the list that the parent stands in is narrowed to: what a
 * parent is worth is told by all of them. Of the list that the parent stands in only the account is kept.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html ByParentJobId
 */
export function childrenOf(parentJobId: string, within: JobSelection): JobSelection {
  const accountId = within.parts[0]?.query.accountId;
  return selectionOf({ ...(accountId !== undefined && { accountId }), parentJobId });
}

/** "5 of 6 completed"; undefined where not all nested jobs are known, or there are none. */
export function rollUpOf(children: JobList): RollUp | undefined {
  if (!children.isComplete) return undefined;
  const jobs = children.jobs();
  if (jobs.length === 0) return undefined;
  return { completed: jobs.filter(({ State }) => State === 'COMPLETED').length, total: jobs.length };
}

/**
 * The jobs of a list that stand by themselves: a nested job stands below its parent where both are in the list. Jobs that name each other
 * as parent all stand by themselves, for below each other nobody would find them.
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

/** Those from whom a way over their parents leads back to them. Each is looked at once, however long the ways are. */
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
