import type { BackupJob, DescribedBackupJob } from './backupJob.js';
import type { JobSelection } from './jobSelection.js';
import { failureOf, isJobSourceError, type JobFailure, JobSourceError } from './jobSource.js';

/** Identifies a job of a connection. It contains only strings, so a URI or stored state can contain it. */
export interface JobReference extends JobPlace {
  readonly backupJobId: string;
}

/** A region of a connection. */
export interface JobPlace {
  /** The connection: `sample` or `profile:NAME`; see `connection/`. */
  readonly connection: string;
  readonly region: string;
}

/** The connection and region of a session. */
export function placeOf({ key, region }: { readonly key: string; readonly region: string }): JobPlace {
  return { connection: key, region };
}

/** The reference of a job of a session; undefined if the job has no ID. */
export function referenceIn(
  session: Parameters<typeof placeOf>[0],
  backupJobId: string | undefined,
): JobReference | undefined {
  return backupJobId === undefined ? undefined : { ...placeOf(session), backupJobId };
}

/**
 * A change of the known jobs of a region. `jobs` is empty if only counts or completeness have changed.
 */
export interface JobsChange extends JobPlace {
  /** The changed jobs, in their latest version. */
  readonly jobs: readonly BackupJob[];
}

/** Whether an untrusted value, such as a command argument or stored state, is a job reference. */
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

/** The result of reading one job. */
export interface JobReading {
  readonly job: DescribedBackupJob;
  /** The failure of DescribeBackupJob. Then the job has only the fields of the list. */
  readonly failure?: JobFailure;
}

/** Reads single jobs for the panel and the documents. */
export interface JobReader {
  /** The job from the lists, without a request. */
  listed(reference: JobReference): BackupJob | undefined;
  /** The current job. Rejects with a {@link JobSourceError} if it cannot be read and is in no list. */
  read(reference: JobReference, signal: AbortSignal): Promise<JobReading>;
}

/** Some jobs of a query. */
export interface JobListing {
  readonly jobs: readonly BackupJob[];
  /** Whether these are all jobs. */
  readonly isComplete: boolean;
  /** When the jobs were read: all of them at this time or later. */
  readonly readAt?: Date;
  /** The failure of a page, if one could not be read. */
  readonly failure?: JobFailure;
}

/** Options of {@link JobLister.list}. */
export interface JobListOptions {
  readonly maxPages: number;
  readonly isFresh?: boolean | undefined;
  /** Whether to list both the jobs that AWS Backup lists and those of the archive, at the place of either. */
  readonly withArchive?: boolean | undefined;
  /** From a source that charges for what it reads: lists only the jobs that were created since then. */
  readonly chargedSince?: Date | undefined;
  readonly signal: AbortSignal;
}

/** Lists jobs for the panel and the documents. */
export interface JobLister {
  /**
   * The jobs of a selection: the loaded ones and up to `maxPages` more pages, or one page if nothing is known
   * yet. Makes no request if the lists have the answer, unless `isFresh` is set: then reads as much as is
   * loaded again. Rejects with a {@link JobSourceError} if the connection is not the current one.
   */
  list(place: JobPlace, selection: JobSelection, options: JobListOptions): Promise<JobListing>;
}

/**
 * Requests the current job. Falls back to the listed job, because the permission `backup:DescribeBackupJob`
 * is optional. Rejects if the job no longer exists, even if it is listed.
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
