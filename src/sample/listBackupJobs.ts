import type { ServiceFilter } from '../jobs/filterTable.js';
import { readToken, writeToken } from './pageTokens.js';
import {
  accountParameter,
  choiceParameter,
  pageSizeParameter,
  textParameter,
  timeParameter,
} from './parameters.js';
import { documentedStates, requireAccess, type ServiceContext } from './serviceContext.js';
import { type HeldJob, type JobPlace, newestFirst, type WireJob } from './wireJob.js';

/** The response of ListBackupJobs. */
export interface ListBackupJobsOutput {
  readonly BackupJobs: readonly WireJob[] | undefined;
  readonly NextToken: string | undefined;
}

/**
 * `GET /backup-jobs/` with its thirteen parameters.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export function listBackupJobs(
  context: ServiceContext,
  query: ReadonlyMap<string, string>,
): ListBackupJobsOutput {
  const maxResults = pageSizeParameter(query, 'maxResults', 1000, context.defaultPageSize);
  const filters = readFilters(context, query);
  const boundTo = `ListBackupJobs ${JSON.stringify(filters)}`;
  const nextToken = textParameter(query, 'nextToken');

  const { jobs } = context.account;
  const now = context.now();
  const page: WireJob[] = [];
  let index = nextToken === undefined ? 0 : placeOf(jobs, nextToken, boundTo);
  for (; index < jobs.length; index++) {
    const job = jobs[index];
    if (job === undefined || !isSelected(job, filters, context, now)) continue;
    if (page.length === maxResults) break;
    page.push(job.wire(now));
  }
  const next = jobs[index];
  return {
    BackupJobs: page.length === 0 && context.omitsEmptyList ? undefined : page,
    NextToken: next && writeToken({ place: next, before: equalsBefore(jobs, index, next) }, boundTo),
  };
}

type Filters = ReturnType<typeof readFilters>;

function readFilters(context: ServiceContext, query: ReadonlyMap<string, string>) {
  const accountId = accountParameter(query, 'accountId', ['*']);
  if (accountId !== undefined) requireAccess(context, accountId);
  return {
    accountId,
    backupVaultName: textParameter(query, 'backupVaultName'),
    completeAfter: timeParameter(query, 'completeAfter'),
    completeBefore: timeParameter(query, 'completeBefore'),
    createdAfter: timeParameter(query, 'createdAfter'),
    createdBefore: timeParameter(query, 'createdBefore'),
    messageCategory: textParameter(query, 'messageCategory')?.toLowerCase(),
    parentJobId: textParameter(query, 'parentJobId'),
    resourceArn: textParameter(query, 'resourceArn'),
    resourceType: textParameter(query, 'resourceType'),
    state: choiceParameter(query, 'state', [...documentedStates, ...context.laterStates]),
  } satisfies Readonly<Record<ServiceFilter, unknown>>;
}

/**
 * The filters as AWS describes them, with these choices: "after" and "before" include the time itself, unless
 * the options say otherwise; categories ignore case, because AWS spells one category in several ways; a job
 * without the filtered field does not match.
 */
function isSelected(job: HeldJob, filters: Filters, context: ServiceContext, now: number): boolean {
  if (filters.accountId === undefined) {
    if ((job.accountId ?? context.account.accountId) !== context.account.accountId) return false;
  } else if (filters.accountId !== '*' && job.accountId !== filters.accountId) return false;
  if (filters.backupVaultName !== undefined && job.backupVaultName !== filters.backupVaultName) return false;
  if (filters.resourceArn !== undefined && job.resourceArn !== filters.resourceArn) return false;
  if (filters.resourceType !== undefined && job.resourceType !== filters.resourceType) return false;
  if (filters.parentJobId !== undefined) {
    if (job.parentJobId !== filters.parentJobId) return false;
  } else if (!context.listsNestedJobs && job.parentJobId !== undefined) return false;
  if (isOutside(context, job.created, filters.createdAfter, filters.createdBefore)) return false;

  const standing = job.standing(now);
  if (filters.state !== undefined && standing.state !== filters.state) return false;
  if (isOutside(context, standing.completed, filters.completeAfter, filters.completeBefore)) return false;
  if (filters.messageCategory === undefined) return true;
  if (filters.messageCategory === 'aggregate_all') return context.aggregateAll === 'every job';
  return standing.messageCategory?.toLowerCase() === filters.messageCategory;
}

function isOutside(
  { timeBounds }: ServiceContext,
  time: number | undefined,
  after: number | undefined,
  before: number | undefined,
): boolean {
  if (after === undefined && before === undefined) return false;
  const edge = timeBounds === 'inclusive' ? 0 : 1;
  return time === undefined || time < (after ?? -Infinity) + edge || time > (before ?? Infinity) - edge;
}

/** Finds the start of a page by binary search, so that a walk over all pages is not quadratic. */
function placeOf(jobs: readonly HeldJob[], token: string, boundTo: string): number {
  const { place, before } = readToken(token, boundTo);
  return firstNotBefore(jobs, place) + before;
}

function firstNotBefore(jobs: readonly HeldJob[], place: JobPlace): number {
  let [low, high] = [0, jobs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const job = jobs[middle];
    if (job !== undefined && newestFirst(job, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Jobs without an ID may share a place in the order; only their index distinguishes them. */
function equalsBefore(jobs: readonly HeldJob[], index: number, job: JobPlace): number {
  return index - firstNotBefore(jobs, job);
}
