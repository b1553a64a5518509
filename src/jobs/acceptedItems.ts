import type { AcceptedIssues } from './acceptedIssues.js';
import type { BackupJob } from './backupJob.js';

/** How many of some jobs made no complete backup and are accepted. */
export function acceptedFailures(jobs: Iterable<BackupJob>, known: AcceptedIssues): number {
  if (known.issues.length === 0) return 0;
  let count = 0;
  for (const job of jobs) if (known.issueOfFailure(job) !== undefined) count++;
  return count;
}
