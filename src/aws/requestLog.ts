import type { JobFailure } from '../jobs/jobSource.js';

/**
 * A request in the log. It is written when the request has ended, without headers, credentials or page
 * tokens.
 */
export interface RequestLogEntry {
  readonly operation:
    | AthenaOperation
    | 'DescribeBackupJob'
    | 'ListBackupJobs'
    | 'ListBackupVaults'
    | 'ListReportPlans';
  /** The filters, under the names of their parameters; times are ISO 8601. */
  readonly filter: Readonly<Record<string, string | number>>;
  /** Whether it requests a page other than the first. */
  readonly isNextPage: boolean;
  /** The number of returned jobs, vaults, report plans, names or rows; absent for a failure. */
  readonly count?: number | undefined;
  /** The total time, including retries and fetching credentials. */
  readonly durationMs: number;
  readonly requestId?: string | undefined;
  /** The number of times that the request was sent; absent if it never was. */
  readonly attempts?: number | undefined;
  /** Absent if the request succeeded. */
  readonly failure?: JobFailure | undefined;
}

/** The operations of Athena that are called. */
export type AthenaOperation =
  | 'GetQueryExecution'
  | 'GetQueryResults'
  | 'GetTableMetadata'
  | 'ListDatabases'
  | 'ListTableMetadata'
  | 'ListWorkGroups'
  | 'StartQueryExecution'
  | 'StopQueryExecution';

/** Called for each request that has ended. It must not throw. */
export type RequestLog = (entry: RequestLogEntry) => void;
