import type { BackupJob, DescribedBackupJob } from './backupJob.js';
import type { JobSelection } from './jobSelection.js';
import { failureOf, isJobSourceError, type JobFailure, JobSourceError } from './jobSource.js';

/** Names one job of one connection. It holds ids only, so that it may be kept in a URI or over a reload. */
export interface JobReference extends JobPlace {
  readonly backupJobId: string;
}

/** A region of a connection. */
export interface JobPlace {
  /** Which connection: `sample`, or `profile:NAME`; see `connection/`. */
  readonly connection: string;
  readonly region: string;
}

/** The place of a session. */
export function placeOf({ key, region }: { readonly key: string; readonly region: string }): JobPlace {
  return { connection: key, region };
}

/** Names a job of a session; undefined where AWS gave it no id. */
export function referenceIn(
  session: Parameters<typeof placeOf>[0],
  backupJobId: string | undefined,
): JobReference | undefined {
  return backupJobId === undefined ? undefined : { ...placeOf(session), backupJobId };
}

/** What has changed of what is known of a region's jobs; no jobs where only more or less is known. */
export interface JobsChange extends JobPlace {
  /** Those that are known otherwise than before, as they are now. */
  readonly jobs: readonly BackupJob[];
}

/** Whether a value from outside (a command's argument, a kept state) names a job. */
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
  /** Why this is only what the list told, where DescribeBackupJob did not answer. */
  readonly failure?: JobFailure;
}

/** Reads single jobs for the panel and the documents. */
export interface JobReader {
  /** The job as the lists know it, without a request. */
  listed(reference: JobReference): BackupJob | undefined;
  /** The job as it is now; rejects with a {@link JobSourceError} where nothing is known of it. */
  read(reference: JobReference, signal: AbortSignal): Promise<JobReading>;
}

/** Some jobs of a query. */
export interface JobListing {
  readonly jobs: readonly BackupJob[];
  /** Whether these are all. */
  readonly isComplete: boolean;
  /** Why there are not more, where a page could not be read. */
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
   * The jobs of a selection, those that are loaded and up to `maxPages` more pages; one page where nothing is known yet. There
   * is no request where the lists hold the answer already. Where it has to be fresh, the service is asked whatever is known, for as
   * much as is loaded. Rejects with a {@link JobSourceError} where the connection is not the one in use.
   */
  list(place: JobPlace, selection: JobSelection, options: JobListOptions): Promise<JobListing>;
}

/**
 * Asks for the job afresh and falls back to what is listed: `backup:DescribeBackupJob` makes the reading
 * better, and its absence does not break it. A job that the service no longer has is never shown as if it had.
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
