import type { BackupJob, DescribedBackupJob } from './backupJob.js';
import type { JobSelection } from './jobSelection.js';
import { failureOf, isJobSourceError, type JobFailure, JobSourceError } from './jobSource.js';

/** Identifies a job of a connection. Contains only IDs, so it can be stored in a URI or across a reload. */
export interface JobReference extends JobPlace {
  readonly backupJobId: string;
}

/** A region of a connection. */
export interface JobPlace {
  /** The connection: `sample` or `profile:NAME`; see `connection/`. */
  readonly connection: string;
  readonly region: string;
}

export function placeOf({ key, region }: { readonly key: string; readonly region: string }): JobPlace {
  return { connection: key, region };
}

/** The reference of a job of a session; undefined if AWS gave it no ID. */
export function referenceIn(
  session: Parameters<typeof placeOf>[0],
  backupJobId: string | undefined,
): JobReference | undefined {
  return backupJobId === undefined ? undefined : { ...placeOf(session), backupJobId };
}

/**
 * A change in what is known of a region's jobs. `jobs` is empty if only counts or completeness have changed.
 */
export interface JobsChange extends JobPlace {
  /** The changed jobs, in their latest version. */
  readonly jobs: readonly BackupJob[];
}

/** Whether a value from outside (a command argument, stored state) is a job reference. */
export function isJobReference(value: unknown): value is JobReference {
  return (
    typeof value === 'object' &&
    value !== null &&
    'connection' in value &&
    'region' in value &&
    'backupJobId' in value &&
    [value.connection, value.region, value.backupJobId].every((part) => typeof part === 'string')
  );
}

/** What is known of one job. */
export interface JobReading {
  readonly job: DescribedBackupJob;
  /** Why the job has only the fields of the list: DescribeBackupJob failed. */
  readonly failure?: JobFailure;
}

/** Reads single jobs for the panel and the documents. */
export interface JobReader {
  /** The job from the lists, without a request. */
  listed(reference: JobReference): BackupJob | undefined;
  /** The current job. Rejects with a {@link JobSourceError} if nothing is known of it. */
  read(reference: JobReference, signal: AbortSignal): Promise<JobReading>;
}

/** Some jobs of a query. */
export interface JobListing {
  readonly jobs: readonly BackupJob[];
  /** Whether these are all jobs. */
  readonly isComplete: boolean;
  /** Why there are no more, if a page could not be read. */
  readonly failure?: JobFailure;
}

/** How jobs are listed; see {@link JobLister}. */
export interface JobListOptions {
  readonly maxPages: number;
  readonly isFresh?: boolean | undefined;
  readonly signal: AbortSignal;
}

/** Lists jobs for the panel and the documents. */
export interface JobLister {
  /**
   * The jobs of a selection: those that are loaded and up to `maxPages` more pages; one page if nothing is
   * known yet. Makes no request if the lists have the answer. With `isFresh`, reads again as much as is
   * loaded, whatever is known. Rejects with a {@link JobSourceError} if the connection is not the current
   * one.
   */
  list(place: JobPlace, selection: JobSelection, options: JobListOptions): Promise<JobListing>;
}

/**
 * Requests the current job and falls back to the list: `backup:DescribeBackupJob` adds fields, but is
 * optional. A job that no longer exists is never shown as if it did.
 */
export async function readOrListed(
  describe: () => Promise<DescribedBackupJob>,
  listed: BackupJob | undefined,
): Promise<JobReading> {
  try {
    return { job: await describe() };
  } catch (error) {
    const failure = failureOf(error);
    if (listed === undefined || failure.kind === 'notFound' || failure.kind === 'aborted') {
      throw isJobSourceError(error) ? error : new JobSourceError(failure, { cause: error });
    }
    return { job: listed, failure };
  }
}
