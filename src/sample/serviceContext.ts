import type { SampleAccount } from './sampleAccount.js';
import { ServiceError } from './serviceError.js';

/** The account to serve, and options for what AWS does not document, so that tests can cover each variant. */
export interface SampleServiceOptions {
  readonly account: SampleAccount;
  /** The service's clock, in epoch milliseconds. Running jobs follow it. */
  readonly now?: () => number;
  /**
   * Whether the caller is the organization's management account, which may list other accounts' jobs. Default
   * false.
   */
  readonly managementAccount?: boolean;
  /** Whether a list without a parent filter contains nested jobs (not documented by AWS). Default true. */
  readonly listsNestedJobs?: boolean;
  /**
   * Whether DescribeBackupJob finds jobs of the organization's other accounts (not documented by AWS).
   * Default false.
   */
  readonly describesOtherAccounts?: boolean;
  /** What the category AGGREGATE_ALL selects in ListBackupJobs (not documented by AWS). Default every job. */
  readonly aggregateAll?: 'every job' | 'no job';
  /**
   * Whether a job created or completed exactly at a bound is listed (not documented by AWS). Default
   * 'inclusive'.
   */
  readonly timeBounds?: 'inclusive' | 'exclusive';
  /** The page size without MaxResults (not documented by AWS). Default 1000. */
  readonly defaultPageSize?: number;
  /** Whether the response omits an empty list. Default false. */
  readonly omitsEmptyList?: boolean;
  /** States in addition to the nine documented ones, as AWS may add some. Default none. */
  readonly laterStates?: readonly string[];
}

/** The options with all defaults filled in. */
export type ServiceContext = Required<SampleServiceOptions>;

/** Fills in the defaults. */
export function serviceContext(options: SampleServiceOptions): ServiceContext {
  return {
    now: Date.now,
    managementAccount: false,
    listsNestedJobs: true,
    describesOtherAccounts: false,
    aggregateAll: 'every job',
    timeBounds: 'inclusive',
    defaultPageSize: 1000,
    omitsEmptyList: false,
    laterStates: [],
    ...options,
  };
}

/** The nine states of ListBackupJobs, in the order of the API reference. */
export const documentedStates: readonly string[] = [
  'CREATED',
  'PENDING',
  'RUNNING',
  'ABORTING',
  'ABORTED',
  'COMPLETED',
  'FAILED',
  'EXPIRED',
  'PARTIAL',
];

/** Refuses other accounts, unless the caller is the organization's management account. */
export function requireAccess(context: ServiceContext, accountId: string): void {
  if (accountId === context.account.accountId || context.managementAccount) return;
  const caller = callerArn(context);
  throw new ServiceError(
    'AccessDeniedException',
    403,
    `User: ${caller} is not authorized to perform: backup:ListBackupJobs on account ${accountId}`,
  );
}

/** The caller's ARN, as STS returns it. */
export function callerArn({ account }: ServiceContext): string {
  return `arn:aws:sts::${account.accountId}:assumed-role/BackupReader/sample`;
}
