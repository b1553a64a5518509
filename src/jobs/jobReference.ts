import { arnParts } from './arn.js';
import type { BackupJob } from './backupJob.js';
import { type JobReference, referenceIn } from './jobReader.js';
import type { JobsSubject, SubjectSession } from './jobsSubject.js';

/** The reference of a counted job; undefined if AWS gave it no id, or if its session is not known. */
export function referenceOf(
  job: BackupJob,
  { selection, sessions }: Pick<JobsSubject, 'selection' | 'sessions'>,
): JobReference | undefined {
  // A refresh of the tree drops jobs that it does not show. Their region then identifies the session.
  const session =
    sessions.find(({ pool }) => pool.list(selection).newest.has(job)) ?? sessionByRegion(job, sessions);
  return session && referenceIn(session, job.BackupJobId);
}

function sessionByRegion(job: BackupJob, sessions: readonly SubjectSession[]): SubjectSession | undefined {
  if (sessions.length === 1) return sessions[0];
  // The ARN of a vault always has a region, that of a bucket never does.
  const regions = [job.BackupVaultArn, job.ResourceArn].map((arn) => arnParts(arn ?? '')?.region);
  const region = regions.find((one) => one !== undefined);
  return sessions.find((session) => session.region === region);
}
