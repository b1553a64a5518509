import type { BackupJob, DescribedBackupJob } from './backupJob.js';
import { failureOf, type JobFailure, JobSourceError } from './jobSource.js';

/** Names one job of one connection. It holds ids only, so that it may be kept in a URI or over a reload. */
export interface JobReference {
  /** Which connection: `sample`, or `profile:NAME`; see `connection/`. */
  readonly connection: string;
  readonly region: string;
  readonly backupJobId: string;
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
      throw error instanceof JobSourceError ? error : new JobSourceError(failure, { cause: error });
    }
    return { job: listed, failure };
  }
}
