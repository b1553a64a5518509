import { pageOf } from './otherOperations.js';
import { accountParameter, choiceParameter, pageSizeParameter, textParameter } from './parameters.js';
import { documentedStates, requireAccess, type ServiceContext } from './serviceContext.js';
import type { HeldJob } from './wireJob.js';

/** A count of jobs. Times are epoch seconds. A member that was summed over is AGGREGATE_ALL. */
export interface BackupJobSummary {
  readonly AccountId: string;
  readonly Count: number;
  readonly EndTime: number;
  readonly MessageCategory: string | undefined;
  readonly Region: string;
  readonly ResourceType: string | undefined;
  readonly StartTime: number;
  readonly State: string | undefined;
}

/** The answer of ListBackupJobSummaries. */
export interface ListBackupJobSummariesOutput {
  readonly AggregationPeriod: string;
  readonly BackupJobSummaries: readonly BackupJobSummary[];
  readonly NextToken: string | undefined;
}

const day = 86_400_000;
const every = 'ANY';
const sum = 'AGGREGATE_ALL';

/**
 * `GET /audit/backup-job-summaries`. Jobs count for the UTC day of their creation, and today is left out. The
 * value ANY returns one count for each value that occurs, AGGREGATE_ALL one count of them all. AWS does not
 * document an absent parameter: here it is the caller's own account, and otherwise AGGREGATE_ALL, consistent
 * with AWS's recipe for "Completed with issues" (two counts, subtracted). Zero counts are left out.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobSummaries.html
 */
export function listBackupJobSummaries(
  context: ServiceContext,
  query: ReadonlyMap<string, string>,
): ListBackupJobSummariesOutput {
  const wanted = {
    accountId: accountParameter(query, 'AccountId', [every, sum]) ?? context.account.accountId,
    state: choiceParameter(query, 'State', [...documentedStates, sum, every]) ?? sum,
    type: textParameter(query, 'ResourceType') ?? sum,
    category: textParameter(query, 'MessageCategory') ?? sum,
    period:
      choiceParameter(query, 'AggregationPeriod', ['ONE_DAY', 'SEVEN_DAYS', 'FOURTEEN_DAYS']) ?? 'ONE_DAY',
  };
  const maxResults = pageSizeParameter(query, 'MaxResults', 500, 500);
  const nextToken = textParameter(query, 'NextToken');
  // AWS returns a member account's own jobs if it asks for the whole organization's.
  const isWildcard = wanted.accountId === every || wanted.accountId === sum;
  if (!isWildcard) requireAccess(context, wanted.accountId, 'ListBackupJobSummaries');
  const accountId = isWildcard && !context.managementAccount ? context.account.accountId : wanted.accountId;

  const summaries = count(context, { ...wanted, accountId });
  const page = pageOf(summaries, maxResults, nextToken, `ListBackupJobSummaries ${JSON.stringify(wanted)}`);
  return {
    AggregationPeriod: wanted.period,
    BackupJobSummaries: page.items,
    NextToken: page.nextToken,
  };
}

interface Wanted {
  readonly accountId: string;
  readonly state: string;
  readonly type: string;
  readonly category: string;
  readonly period: string;
}

function count(context: ServiceContext, wanted: Wanted): readonly BackupJobSummary[] {
  const now = context.now();
  const today = Math.floor(now / day) * day;
  const first = today - (wanted.period === 'SEVEN_DAYS' ? 7 : 14) * day;
  const counts = new Map<string, BackupJobSummary>();
  for (const job of context.account.jobs) {
    const created = job.created;
    if (created === undefined || created < first || created >= today) continue;
    const told = tell(job, wanted, context, now);
    if (told === undefined) continue;
    const start = wanted.period === 'ONE_DAY' ? Math.floor(created / day) * day : first;
    const end = wanted.period === 'ONE_DAY' ? start + day : today;
    const key = JSON.stringify([start, told]);
    const before = counts.get(key)?.Count ?? 0;
    counts.set(key, {
      AccountId: told.accountId,
      Count: before + 1,
      EndTime: end / 1000,
      MessageCategory: told.category,
      Region: context.account.region,
      ResourceType: told.type,
      StartTime: start / 1000,
      State: told.state,
    });
  }
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, summary]) => summary);
}

/** The values for which a job is counted; undefined if it is not counted. */
function tell(job: HeldJob, wanted: Wanted, context: ServiceContext, now: number) {
  if (!context.listsNestedJobs && job.parentJobId !== undefined) return undefined;
  const accountId = job.accountId ?? context.account.accountId;
  const { state, messageCategory } = job.standing(now);
  const isCounted =
    isAsked(wanted.accountId, accountId) &&
    isAsked(wanted.state, state) &&
    isAsked(wanted.type, job.resourceType) &&
    isAsked(wanted.category.toUpperCase(), messageCategory?.toUpperCase());
  if (!isCounted) return undefined;
  return {
    accountId: wanted.accountId === sum ? sum : accountId,
    state: wanted.state === sum ? sum : state,
    type: wanted.type === sum ? sum : job.resourceType,
    // One count, whatever spelling of the category the jobs have.
    category: wanted.category.toUpperCase() === every ? messageCategory : wanted.category,
  };
}

function isAsked(wanted: string, value: string | undefined): boolean {
  return wanted === every || wanted === sum || wanted === value;
}
