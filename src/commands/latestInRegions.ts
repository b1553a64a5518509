import { type BackupJob, latestFirst } from '../jobs/backupJob.js';

/**
 * The latest of the jobs that were found in several regions; undefined if there are none. The service may
 * list them in any order.
 */
export function latestInRegions<Session>(
  found: readonly { readonly session: Session; readonly jobs: readonly BackupJob[] }[],
): { readonly session: Session; readonly job: BackupJob } | undefined {
  return found
    .flatMap(({ jobs, session }) => jobs.map((job) => ({ session, job })))
    .sort((one, other) => latestFirst(one.job, other.job))[0];
}
