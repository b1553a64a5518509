import { arnParts } from '../jobs/arn.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { type JobReference, referenceIn } from '../jobs/jobReader.js';
import type { OverviewSession, OverviewSubject } from './overviewSubject.js';

/**
 * The reference of a job that was counted; undefined where AWS gave it no id, or where nothing tells which
 * session it is of.
 */
export function referenceOf(
  job: BackupJob,
  { selection, sessions }: Pick<OverviewSubject, 'selection' | 'sessions'>,
): JobReference | undefined {
  // A refresh of the tree forgets jobs that it does not show: those are there all the same, in the session of
  // their region.
  const session =
    sessions.find(({ pool }) => pool.list(selection).newest.has(job)) ?? sessionByRegion(job, sessions);
  return session && referenceIn(session, job.BackupJobId);
}

function sessionByRegion(job: BackupJob, sessions: readonly OverviewSession[]): OverviewSession | undefined {
  if (sessions.length === 1) return sessions[0];
  // A bucket's ARN names no region, and that of the vault always does.
  const regions = [job.BackupVaultArn, job.ResourceArn].map((arn) => arnParts(arn ?? '')?.region);
  const region = regions.find((one) => one !== undefined);
  return sessions.find((session) => session.region === region);
}
