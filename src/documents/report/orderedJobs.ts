import { type BackupJob, jobKey } from '../../jobs/backupJob.js';
import { timeIn } from '../../jobs/jobFacts.js';
import type { Slices } from '../../jobs/slices.js';
import { sortInSlices } from '../../jobs/sortInSlices.js';

/**
 * The jobs of a region in an order that depends only on the jobs: the latest creation first, those without a
 * creation date last, and those of the same time by their ID.
 */
export async function orderedJobs(jobs: Iterable<BackupJob>, slices: Slices): Promise<readonly BackupJob[]> {
  const entries: Entry[] = [];
  for (const job of jobs) {
    const created = timeIn(job.CreationDate);
    entries.push({ job, created: Number.isNaN(created) ? Number.NEGATIVE_INFINITY : created });
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  const sorted = await sortInSlices(entries, latestFirst, slices);
  return slices.after(() => sorted.map(({ job }) => job));
}

interface Entry {
  readonly job: BackupJob;
  /** Epoch milliseconds. */
  readonly created: number;
}

function latestFirst(one: Entry, other: Entry): number {
  if (one.created !== other.created) return other.created > one.created ? 1 : -1;
  const [key, otherKey] = [jobKey(one.job), jobKey(other.job)];
  return key < otherKey ? -1 : key > otherKey ? 1 : 0;
}
