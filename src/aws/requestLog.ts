import type { JobFailure } from '../jobs/jobSource.js';

/** A request in the log, written when it has ended. Never contains a header, a credential or a page token. */
export interface RequestLogEntry {
  readonly operation: 'DescribeBackupJob' | 'ListBackupJobs' | 'ListBackupVaults';
  /** The filters, under the names of their parameters; times are ISO 8601. */
  readonly filter: Readonly<Record<string, string | number>>;
  /** Whether it is a request for a page after the first. */
  readonly isNextPage: boolean;
  /** How many jobs or vaults were returned; absent for a failure. */
  readonly count?: number | undefined;
  /** The total time, including retries and fetching credentials. */
  readonly durationMs: number;
  readonly requestId?: string | undefined;
  /** How many times the request was sent; absent if it never was. */
  readonly attempts?: number | undefined;
  /** Absent if the request succeeded. */
  readonly failure?: JobFailure | undefined;
}

/** Called for each request that has ended. It must not throw. */
export type RequestLog = (entry: RequestLogEntry) => void;
