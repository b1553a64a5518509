import type { BackupJob, DescribedBackupJob } from '../jobs/backupJob.js';
import { familyQueries } from '../jobs/jobFamily.js';
import type { JobLister, JobListing, JobReader, JobReference } from '../jobs/jobReader.js';
import { selectionOf } from '../jobs/jobSelection.js';
import { failureOf, type JobFailure } from '../jobs/jobSource.js';
import { withUsefulRemedy } from '../jobs/remedies.js';

/**
 * What is known of the relatives of a job. A member is absent where there can be none, or nothing is known
 * yet.
 */
export interface Family {
  readonly parent?: BackupJob;
  readonly siblings?: JobListing;
  readonly children?: JobListing;
  /** All jobs of the same resource. */
  readonly resource?: JobListing;
  /** Why a part is missing: the first failure of several. */
  readonly failure?: JobFailure;
}

/** What reads the relatives of a job. */
export interface FamilySource {
  readonly reader: JobReader;
  readonly lister: JobLister;
}

/**
 * Reads the relatives of a job, side by side; fresh ones whatever is known of them. Never rejects: a part
 * that cannot be read is missing, and the failure says why.
 */
export async function readFamily(
  job: DescribedBackupJob,
  reference: JobReference,
  { lister, reader }: FamilySource,
  { isFresh, signal }: { readonly isFresh: boolean; readonly signal: AbortSignal },
): Promise<Family> {
  const queries = familyQueries(job);
  const list = async (name: keyof typeof queries) => {
    const query = queries[name];
    if (query === undefined) return {};
    return partOf(async () => {
      const { failure, ...listing } = await lister.list(reference, selectionOf(query), {
        isFresh,
        maxPages,
        signal,
      });
      const isKnown = failure === undefined || listing.jobs.length > 0;
      return { ...(isKnown && { [name]: listing }), ...(failure && { failure: ownFailure(failure) }) };
    });
  };
  const parent = async (): Promise<Family> => {
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

/** The same relatives, some of which are known otherwise by now; itself where none of them is. */
export function withChanges(family: Family, changed: readonly BackupJob[]): Family {
  const changes = new Map(changed.map((job) => [job.BackupJobId, job]));
  const isChanged = ({ BackupJobId }: BackupJob) => BackupJobId !== undefined && changes.has(BackupJobId);
  const newestOf = (job: BackupJob) => (isChanged(job) && changes.get(job.BackupJobId)) || job;
  const { parent } = family;
  const listings = (['siblings', 'children', 'resource'] as const).flatMap((name) => {
    const listing = family[name];
    return listing?.jobs.some(isChanged) ? [[name, { ...listing, jobs: listing.jobs.map(newestOf) }]] : [];
  });
  const isParentChanged = parent !== undefined && isChanged(parent);
  if (listings.length === 0 && !isParentChanged) return family;
  return { ...family, ...Object.fromEntries(listings), ...(parent && { parent: newestOf(parent) }) };
}

async function partOf(read: () => Promise<Family>): Promise<Family> {
  try {
    return await read();
  } catch (error) {
    return { failure: ownFailure(failureOf(error)) };
  }
}

/** The user's filters have no part in what was asked here. */
function ownFailure(failure: JobFailure): JobFailure {
  return withUsefulRemedy(failure, { parts: [] });
}

/** A resource that is backed up every hour has 720 jobs in 30 days. */
const maxPages = 3;
