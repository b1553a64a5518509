import type { JobFailure } from '../jobs/jobSource.js';

/**
 * One request in the log, written when it has ended. It never contains a header, a credential or a page
 * token.
 */
export interface RequestLogEntry {
  readonly operation: 'DescribeBackupJob' | 'ListBackupJobs' | 'ListBackupVaults';
  /** What was asked, under the parameters' names on the wire; times are ISO 8601. */
  readonly filter: Readonly<Record<string, string | number>>;
  /** Whether it asked for a page after the first. */
  readonly isNextPage: boolean;
  /** How many jobs (or vaults) came back; absent for a failure. */
  readonly count?: number | undefined;
  /** From the call to its end, retries and credentials included. */
  readonly durationMs: number;
  readonly requestId?: string | undefined;
  /** How many times the request was sent; absent where it never was. */
  readonly attempts?: number | undefined;
  /** Absent where all went well. */
  readonly failure?: JobFailure | undefined;
}

/** Told of each request. It must not throw. */
export type RequestLog = (entry: RequestLogEntry) => void;
