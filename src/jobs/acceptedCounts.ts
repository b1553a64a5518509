import type { AcceptedIssues } from './acceptedIssues.js';
import type { BackupJob } from './backupJob.js';
import { isAcceptable } from './issueProposals.js';
import type { Slices } from './slices.js';

/**
 * How many of some jobs each of several known issues accepts, in the same order. The jobs are scanned once:
 * there may be a million.
 */
export async function acceptedCounts(
  jobs: Iterable<BackupJob>,
  known: readonly AcceptedIssues[],
  slices: Slices,
): Promise<readonly number[]> {
  const counts = known.map(() => 0);
  for (const job of jobs) {
    const pause = slices.next();
    if (pause !== undefined) await pause;
    if (!isAcceptable(job)) continue;
    for (const [place, one] of known.entries()) {
      if (one.issueOf(job) !== undefined) counts[place] = (counts[place] ?? 0) + 1;
      const more = slices.next();
      if (more !== undefined) await more;
    }
  }
  return counts;
}

/** The jobs that known issues accept. */
export async function acceptedJobs(
  jobs: Iterable<BackupJob>,
  known: AcceptedIssues,
  slices: Slices,
): Promise<readonly BackupJob[]> {
  const accepted: BackupJob[] = [];
  for (const job of jobs) {
    if (known.issueOf(job) !== undefined) accepted.push(job);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  return accepted;
}
