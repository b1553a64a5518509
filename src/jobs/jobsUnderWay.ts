import { type BackupJob, jobKey } from './backupJob.js';
import { type JobQuery, narrowQuery } from './jobQuery.js';
import type { JobSelection } from './jobSelection.js';
import { failureOf, type JobSource } from './jobSource.js';

/** What jobs that are under way are read again with. */
export interface Rereading {
  readonly source: JobSource;
  /** The selection that the jobs were listed by. */
  readonly selection: JobSelection;
  readonly jobs: readonly BackupJob[];
  readonly signal: AbortSignal;
}

/**
 * Reads jobs again that were under way: a request for each state that they are in, and one for each job that has left its
 * state. Resolves to what was found of them; rejects with a JobSourceError where AWS Backup cannot be asked.
 */
export async function rereadJobs(rereading: Rereading): Promise<BackupJob[]> {
  const { jobs, signal, selection, source } = rereading;
  const wanted = new Map(jobs.map((job) => [jobKey(job), job]));
  const found: BackupJob[] = [];
  for (const query of queriesOf(selection, new Set(jobs.map(({ State }) => State)))) {
    const listed = await listAll(source, query, jobs.length, signal);
    for (const job of listed) if (wanted.delete(jobKey(job))) found.push(job);
  }
  for (const job of [...wanted.values()].slice(0, mostSingleReads)) {
    const now = await readOne(rereading, job);
    if (now !== undefined) found.push(now);
  }
  return found;
}

function queriesOf({ parts }: JobSelection, states: ReadonlySet<string | undefined>): JobQuery[] {
  const queries = parts.flatMap(({ query: { state: _, ...query } }) =>
    [...states].flatMap((state) => (state === undefined ? [] : (narrowQuery(query, { state }) ?? []))),
  );
  return [...new Map(queries.map((query) => [JSON.stringify(query), query])).values()];
}

/** As many pages as it takes to find that many jobs: others may have come into the state since. */
async function listAll(source: JobSource, query: JobQuery, wanted: number, signal: AbortSignal) {
  const jobs: BackupJob[] = [];
  let nextToken: string | undefined;
  const mostPages = 1 + Math.ceil(wanted / pageSize);
  for (let page = 0; page < mostPages; page++) {
    const answer = await source.listBackupJobs(query, { maxResults: pageSize, nextToken, signal });
    jobs.push(...answer.jobs);
    nextToken = answer.nextToken;
    if (nextToken === undefined) break;
  }
  return jobs;
}

/** A job as it is now, whatever its state; undefined where the service no longer has it. */
async function readOne(rereading: Rereading, job: BackupJob): Promise<BackupJob | undefined> {
  if (job.BackupJobId === undefined) return undefined;
  try {
    return await rereading.source.describeBackupJob(job.BackupJobId, rereading.signal);
  } catch (error) {
    const { kind } = failureOf(error);
    if (kind === 'notFound') return undefined;
    if (kind !== 'accessDenied') throw error;
    return listOne(rereading, job);
  }
}

/** Finds a job by what does not change of it, for who may list jobs and not describe them. */
async function listOne(
  { selection, signal, source }: Rereading,
  { BackupJobId, CreationDate, ResourceArn }: BackupJob,
): Promise<BackupJob | undefined> {
  if (CreationDate === undefined || ResourceArn === undefined) return undefined;
  const accountId = selection.parts[0]?.query.accountId;
  const second = 1000;
  const query: JobQuery = {
    resourceArn: ResourceArn,
    createdAfter: new Date(CreationDate.getTime() - second),
    createdBefore: new Date(CreationDate.getTime() + second),
    ...(accountId !== undefined && { accountId }),
  };
  const { jobs } = await source.listBackupJobs(query, { maxResults: pageSize, signal });
  return jobs.find((job) => job.BackupJobId === BackupJobId);
}

const pageSize = 1000;
/** What is left is read at the next time. */
const mostSingleReads = 20;
