import type { BackupJob, DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobLister, JobListing, JobReader, JobReference } from '../jobs/jobReader.js';
import { selectionOf } from '../jobs/jobSelection.js';
import { failureOf, type JobFailure } from '../jobs/jobSource.js';
import { isOfHistory } from '../jobs/lastKnown.js';
import { listedMs } from '../jobs/listedPeriod.js';
import { relatedJobQueries } from '../jobs/relatedJobs.js';
import { withUsefulRemedy } from '../jobs/remedies.js';

/** The related jobs of a job. A member is absent if there are no such jobs, or none is known yet. */
export interface RelatedJobs {
  readonly parent?: BackupJob;
  readonly siblings?: JobListing;
  readonly children?: JobListing;
  /** All jobs of the same resource. */
  readonly resource?: JobListing;
  /** Why a part is missing; the first failure if there are several. */
  readonly failure?: JobFailure;
}

/** Where related jobs are read from. */
export interface RelatedJobsSource {
  readonly reader: JobReader;
  readonly lister: JobLister;
}

/**
 * Reads the related jobs of a job, all parts at the same time. With `isFresh`, it requests them even if the
 * lists have them. Never rejects: a part that cannot be read is missing, and `failure` says why.
 */
export async function readRelatedJobs(
  job: DescribedBackupJob,
  reference: JobReference,
  { lister, reader }: RelatedJobsSource,
  { isFresh, signal }: { readonly isFresh: boolean; readonly signal: AbortSignal },
): Promise<RelatedJobs> {
  const queries = relatedJobQueries(job);
  const list = async (name: keyof typeof queries) => {
    const query = queries[name];
    if (query === undefined) return {};
    return partOf(async () => {
      const { failure, ...listing } = await lister.list(reference, selectionOf(query), {
        isFresh,
        maxPages,
        // Of an old job, the resource may have newer ones, such as its last good backup.
        withArchive: isOfHistory(job),
        chargedSince: stripStart(job),
        signal,
      });
      const isKnown = failure === undefined || listing.jobs.length > 0;
      return { ...(isKnown && { [name]: listing }), ...(failure && { failure: withoutFilter(failure) }) };
    });
  };
  const parent = async (): Promise<RelatedJobs> => {
    const { ParentJobId: backupJobId } = job;
    if (!backupJobId) return {};
    const parentReference = { ...reference, backupJobId };
    const listed = reader.listed(parentReference);
    if (listed !== undefined && !isFresh) return { parent: listed };
    return partOf(async () => ({ parent: (await reader.read(parentReference, signal)).job }));
  };
  const parts = await Promise.all([list('resource'), list('siblings'), list('children'), parent()]);
  return Object.assign({}, ...parts.toReversed());
}

/** A day before the strip of an old job begins, see `stripPeriod`. */
function stripStart({ CreationDate }: DescribedBackupJob): Date | undefined {
  const created = CreationDate?.getTime() ?? Number.NaN;
  if (Number.isNaN(created)) return undefined;
  return new Date(Math.min(created, Date.now() - listedMs / 2) - listedMs / 2 - dayMs);
}

/** Replaces the jobs that have changed. Returns the same object if none of them is a related job. */
export function withChanges(relatedJobs: RelatedJobs, changed: readonly BackupJob[]): RelatedJobs {
  const changes = new Map(changed.map((job) => [job.BackupJobId, job]));
  const isChanged = ({ BackupJobId }: BackupJob) => BackupJobId !== undefined && changes.has(BackupJobId);
  const newestOf = (job: BackupJob) => (isChanged(job) && changes.get(job.BackupJobId)) || job;
  const { parent } = relatedJobs;
  const listings = (['siblings', 'children', 'resource'] as const).flatMap((name) => {
    const listing = relatedJobs[name];
    return listing?.jobs.some(isChanged) ? [[name, { ...listing, jobs: listing.jobs.map(newestOf) }]] : [];
  });
  const isParentChanged = parent !== undefined && isChanged(parent);
  if (listings.length === 0 && !isParentChanged) return relatedJobs;
  return { ...relatedJobs, ...Object.fromEntries(listings), ...(parent && { parent: newestOf(parent) }) };
}

async function partOf(read: () => Promise<RelatedJobs>): Promise<RelatedJobs> {
  try {
    return await read();
  } catch (error) {
    return { failure: withoutFilter(failureOf(error)) };
  }
}

/**
 * A failure without a remedy that changes the user's filter, because these queries do not use that filter.
 */
function withoutFilter(failure: JobFailure): JobFailure {
  return withUsefulRemedy(failure, { parts: [] });
}

const dayMs = 24 * 60 * 60 * 1000;

/** Enough by far for a resource with hourly backups, which has 720 jobs in 30 days. */
const maxPages = 3;
