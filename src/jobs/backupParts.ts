import { resourceKey } from './attention.js';
import { type BackupJob, jobKey } from './backupJob.js';
import type { Slices } from './slices.js';
import { withoutParts } from './withoutNested.js';

/** What the jobs of a region say about some nested ones. */
export interface NestedJobs {
  /** The parents that are listed, by their IDs. */
  readonly parents: ReadonlyMap<string, BackupJob>;
  /** The {@link jobKey}s of those that say nothing about their resource, see {@link withoutParts}. */
  readonly parts: ReadonlySet<string>;
}

/**
 * Finds the parents of nested jobs, and which of these are only parts of a backup.
 *
 * @param jobs all jobs of the region
 */
export async function nestedJobs(
  nested: readonly BackupJob[],
  jobs: Iterable<BackupJob>,
  slices: Slices,
): Promise<NestedJobs> {
  const parents = new Map<string, BackupJob>();
  if (nested.length === 0) return { parents, parts: new Set() };
  const wanted = new Set(nested.map(({ ParentJobId }) => ParentJobId));
  for (const job of jobs) {
    const { BackupJobId } = job;
    if (BackupJobId !== undefined && wanted.has(BackupJobId)) parents.set(BackupJobId, job);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  return { parents, parts: await slices.after(() => partsAmong(nested, parents)) };
}

/** The keys of the jobs that are only parts. A part has the resource of its parent. */
function partsAmong(
  nested: readonly BackupJob[],
  parents: ReadonlyMap<string, BackupJob>,
): ReadonlySet<string> {
  const related = new Map([...nested, ...parents.values()].map((job) => [jobKey(job), job]));
  const byResource = new Map<string, BackupJob[]>();
  for (const job of related.values()) {
    const key = resourceKey(job);
    const known = byResource.get(key);
    if (known === undefined) byResource.set(key, [job]);
    else known.push(job);
  }
  const parts = new Set<string>();
  for (const own of byResource.values()) {
    const counted = new Set(withoutParts(own));
    for (const job of own) if (!counted.has(job)) parts.add(jobKey(job));
  }
  return parts;
}
