import { type BackupJob, jobKey } from './backupJob.js';
import { type JobQuery, narrowQuery, queryKey } from './jobQuery.js';
import type { JobSelection } from './jobSelection.js';
import { failureOf, type JobSource } from './jobSource.js';

/** Options of {@link rereadJobs}. */
export interface RereadOptions extends Pick<JobSource, 'describeBackupJob' | 'listBackupJobs'> {
  /** The selection by which the jobs were listed. */
  readonly selection: JobSelection;
  readonly jobs: readonly BackupJob[];
  /** The number of earlier refreshes: it decides which jobs are read if one refresh cannot read all. */
  readonly refreshCount: number;
  readonly signal: AbortSignal;
}

/**
 * Refreshes running jobs. Lists the jobs of each of their states, then the nested jobs of each parent with
 * missing jobs, then requests each job that is still missing. Resolves to the jobs found. Rejects with a
 * JobSourceError if nothing could be read.
 */
export async function rereadJobs(options: RereadOptions): Promise<BackupJob[]> {
  const { jobs, refreshCount, selection } = options;
  const wanted = new Map(jobs.map((job) => [jobKey(job), job]));
  const found: BackupJob[] = [];
  const take = (listed: readonly BackupJob[]) => {
    for (const job of listed) if (wanted.delete(jobKey(job))) found.push(job);
  };
  try {
    for (const query of queriesOf(selection, new Set(jobs.map(({ State }) => State))))
      take(await listAll(options, query));
    const parents = new Set([...wanted.values()].flatMap(({ ParentJobId }) => ParentJobId ?? []));
    for (const parentJobId of partOf([...parents], refreshCount))
      take(await listAll(options, { ...accountOf(selection), parentJobId }));
    for (const job of partOf([...wanted.values()], refreshCount)) take(await readOne(options, job));
  } catch (error) {
    if (found.length === 0) throw error;
  }
  return found;
}

function queriesOf({ parts }: JobSelection, states: ReadonlySet<string | undefined>): JobQuery[] {
  const queries = parts.flatMap(({ query: { state: _, ...query } }) =>
    [...states].flatMap((state) => (state === undefined ? [] : (narrowQuery(query, { state }) ?? []))),
  );
  return [...new Map(queries.map((query) => [queryKey(query), query])).values()];
}

/** As many items as one refresh requests, a different part each time. */
function partOf<Thing>(things: readonly Thing[], refreshCount: number): Thing[] {
  if (things.length <= maxSingleReads) return [...things];
  const start = (refreshCount * maxSingleReads) % things.length;
  return [...things.slice(start), ...things.slice(0, start)].slice(0, maxSingleReads);
}

/**
 * Reads at most one page more than the jobs would fill, because other jobs may have entered the state since.
 */
async function listAll({ jobs, signal, ...source }: RereadOptions, query: JobQuery): Promise<BackupJob[]> {
  const listed: BackupJob[] = [];
  let nextToken: string | undefined;
  const maxPages = 1 + Math.ceil(jobs.length / pageSize);
  for (let page = 0; page < maxPages; page++) {
    const answer = await source.listBackupJobs(query, { maxResults: pageSize, nextToken, signal });
    for (const job of answer.jobs) listed.push(job);
    nextToken = answer.nextToken;
    if (nextToken === undefined) break;
  }
  return listed;
}

/** The current version of a job, in any state; none if it no longer exists. */
async function readOne(options: RereadOptions, job: BackupJob): Promise<readonly BackupJob[]> {
  if (job.BackupJobId === undefined) return [];
  try {
    return [await options.describeBackupJob(job.BackupJobId, options.signal)];
  } catch (error) {
    // AWS does not document whether DescribeBackupJob finds jobs of the organization's other accounts.
    const { kind } = failureOf(error);
    if (kind !== 'accessDenied' && kind !== 'notFound') throw error;
    return listOne(options, job);
  }
}

/** Finds a job by fields that do not change. */
async function listOne(
  { selection, signal, ...source }: RereadOptions,
  { CreationDate, ResourceArn }: BackupJob,
): Promise<readonly BackupJob[]> {
  if (CreationDate === undefined || ResourceArn === undefined) return [];
  const second = 1000;
  const query: JobQuery = {
    ...accountOf(selection),
    resourceArn: ResourceArn,
    createdAfter: new Date(CreationDate.getTime() - second),
    createdBefore: new Date(CreationDate.getTime() + second),
  };
  return (await source.listBackupJobs(query, { maxResults: pageSize, signal })).jobs;
}

function accountOf({ parts }: JobSelection): JobQuery {
  const accountId = parts[0]?.query.accountId;
  return accountId === undefined ? {} : { accountId };
}

const pageSize = 1000;
const maxSingleReads = 20;
