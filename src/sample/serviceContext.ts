import type { SampleAccount } from './sampleAccount.js';
import { ServiceError } from './serviceError.js';

/** What AWS leaves open, for the tests to close one way and the other; and whose service it is. */
export interface SampleServiceOptions {
  readonly account: SampleAccount;
  /** The service's clock, in epoch milliseconds: jobs under way move with it. */
  readonly now?: () => number;
  /** Whether the caller is the organisation's management account, which may ask for other accounts. Default false. */
  readonly managementAccount?: boolean;
  /** Whether a list that names no parent holds nested jobs (unknown of AWS). Default true. */
  readonly listsNestedJobs?: boolean;
  /** Whether DescribeBackupJob finds the jobs of the organisation's other accounts (unknown of AWS). Default false. */
  readonly describesOtherAccounts?: boolean;
  /** What ListBackupJobs selects by the category AGGREGATE_ALL (unknown of AWS). Default every job. */
  readonly aggregateAll?: 'every job' | 'no job';
  /** Whether a job created or completed at the very time of a bound is listed (unknown of AWS). Default 'inclusive'. */
  readonly timeBounds?: 'inclusive' | 'exclusive';
  /** Items in a page where no MaxResults is asked for (unknown of AWS). Default 1000. */
  readonly defaultPageSize?: number;
  /** Whether an empty list is left out of the answer. Default false. */
  readonly omitsEmptyList?: boolean;
  /** States that this service knows beyond the nine, as a later AWS may. Default none. */
  readonly laterStates?: readonly string[];
}

/** The options, with nothing left open. */
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

/** The nine states of ListBackupJobs, in the order of its page. */
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

/** Refuses an account that is not the caller's own, except to the organisation's management account. */
export function requireAccess(context: ServiceContext, accountId: string, action: string): void {
  if (accountId === context.account.accountId || context.managementAccount) return;
  const caller = callerArn(context);
  throw new ServiceError(
    'AccessDeniedException',
    403,
    `User: ${caller} is not authorized to perform: backup:${action} on account ${accountId}`,
  );
}

/** Who asks, as STS names them. */
export function callerArn({ account }: ServiceContext): string {
  return `arn:aws:sts::${account.accountId}:assumed-role/BackupReader/sample`;
}
