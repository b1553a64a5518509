import { resourceKey } from './attention.js';
import { type BackupJob, jobKey } from './backupJob.js';
import type { GatheredNestedJobs } from './nestedJobCollector.js';
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
 * @param jobs all jobs of the region, each once
 */
export async function nestedJobs(
  gathered: GatheredNestedJobs,
  jobs: Iterable<BackupJob>,
  slices: Slices,
): Promise<NestedJobs> {
  const { nested } = gathered;
  const parents = await parentsOf(gathered, jobs, slices);
  if (nested.length === 0) return { parents, parts: new Set() };
  return { parents, parts: await partsAmong(nested, parents, slices) };
}

/**
 * The listed parents of nested jobs, by their IDs. All jobs are searched only if a parent is not among those
 * that say that they are parents.
 *
 * @param jobs all jobs of the region, each once
 */
export async function parentsOf(
  { likelyParents, nested }: GatheredNestedJobs,
  jobs: Iterable<BackupJob>,
  slices: Slices,
): Promise<ReadonlyMap<string, BackupJob>> {
  const parents = new Map<string, BackupJob>();
  const wanted = new Set(nested.map(({ ParentJobId }) => ParentJobId));
  for (const some of [likelyParents, jobs]) {
    if (parents.size === wanted.size) break;
    for (const job of some) {
      const { BackupJobId } = job;
      if (BackupJobId !== undefined && wanted.has(BackupJobId)) parents.set(BackupJobId, job);
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
  }
  return parents;
}

/** The keys of the jobs that are only parts. A part has the resource of its parent. */
async function partsAmong(
  nested: readonly BackupJob[],
  parents: ReadonlyMap<string, BackupJob>,
  slices: Slices,
): Promise<ReadonlySet<string>> {
  const isOfSameResource = (job: BackupJob) => {
    const parent = parents.get(job.ParentJobId ?? '');
    return parent?.ResourceArn === job.ResourceArn && parent && resourceKey(parent) === resourceKey(job);
  };
  // Usually there are none: the nested jobs of an application are those of its resources.
  const concerned = new Set<string>();
  for (const job of nested) {
    if (isOfSameResource(job)) concerned.add(resourceKey(job));
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  if (concerned.size === 0) return concerned;
  const related = new Map([...nested, ...parents.values()].map((job) => [jobKey(job), job]));
  const byResource = new Map<string, BackupJob[]>();
  for (const job of related.values()) {
    const key = resourceKey(job);
    const known = byResource.get(key);
    if (known !== undefined) known.push(job);
    else if (concerned.has(key)) byResource.set(key, [job]);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  const parts = new Set<string>();
  for (const own of byResource.values()) {
    const counted = new Set(withoutParts(own));
    for (const job of own) if (!counted.has(job)) parts.add(jobKey(job));
    const pause = slices.nextLong();
    if (pause !== undefined) await pause;
  }
  return parts;
}
