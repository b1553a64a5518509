import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import { type JudgeJob, type Outcome, resultOf } from '../jobs/jobStates.js';
import { timeOf } from '../jobs/timeOf.js';

/** Jobs of a resource that one rule created, or that no rule did; the latest first. */
export interface JobStream {
  readonly jobs: readonly TimedJob[];
  /** The jobs without any time. They may be the latest. */
  readonly undated: readonly BackupJob[];
}

/** A job with the time by which jobs are ordered, in epoch milliseconds: its creation, else its end. */
export interface TimedJob {
  readonly job: BackupJob;
  readonly created: number;
}

/** A job with its time; NaN if it has none. */
export function timedJob(job: BackupJob): TimedJob {
  return { job, created: timeOf(job, 'CreationDate') };
}

/**
 * The jobs since a time, in order. If they are in order, they are not copied: the service lists the newest
 * first.
 */
export function streamOf(jobs: readonly TimedJob[], from: number): JobStream {
  let before = Number.POSITIVE_INFINITY;
  for (const { created } of jobs) {
    if (!(created >= from && created < before)) return sortedStream(jobs, from);
    before = created;
  }
  return { jobs, undated: none };
}

function sortedStream(jobs: readonly TimedJob[], from: number): JobStream {
  const dated: TimedJob[] = [];
  const undated: BackupJob[] = [];
  for (const one of jobs) {
    const created = Number.isNaN(one.created) ? timeOf(one.job, 'CompletionDate') : one.created;
    if (Number.isNaN(created)) undated.push(one.job);
    else if (created >= from) dated.push(created === one.created ? one : { job: one.job, created });
  }
  return { jobs: dated.sort(latestJobsFirst), undated: undated.sort(byKey) };
}

const none: readonly BackupJob[] = [];

/** All jobs of some streams. */
export function merged(streams: readonly JobStream[]): JobStream {
  const filled = streams.filter(({ jobs, undated }) => jobs.length + undated.length > 0);
  const [only, ...others] = filled;
  if (only !== undefined && others.length === 0) return only;
  return {
    jobs: filled.map(({ jobs }) => jobs).reduce(mergedJobs, []),
    undated: filled.flatMap(({ undated }) => undated).sort(byKey),
  };
}

/** The jobs of two lists that are in order. */
function mergedJobs(ones: readonly TimedJob[], others: readonly TimedJob[]): readonly TimedJob[] {
  const jobs: TimedJob[] = [];
  let place = 0;
  for (const one of ones) {
    for (let other = others[place]; other && latestJobsFirst(other, one) < 0; other = others[++place])
      jobs.push(other);
    jobs.push(one);
  }
  return [...jobs, ...others.slice(place)];
}

/** A stream with the good jobs of another one, which make up for its bad ones. */
export function clearedBy(stream: JobStream, other: JobStream, judge: JudgeJob): JobStream {
  if (other.jobs.length === 0) return stream;
  const own = new Set(stream.jobs.map(({ job }) => job));
  const good = other.jobs.filter(({ job }) => !own.has(job) && judge(job) === 'good');
  if (good.length === 0) return stream;
  return { jobs: [...stream.jobs, ...good].sort(latestJobsFirst), undated: stream.undated };
}

/** Jobs in their order; those without any time come last. */
export function inOrder(jobs: Iterable<BackupJob>): readonly BackupJob[] {
  const { jobs: dated, undated } = streamOf(Array.from(jobs, timedJob), Number.NEGATIVE_INFINITY);
  return [...dated.map(({ job }) => job), ...undated];
}

/** The latest first; of those of the same time, the worst. */
function latestJobsFirst(one: TimedJob, other: TimedJob): number {
  return other.created - one.created || rankOf(one.job) - rankOf(other.job) || byKey(one.job, other.job);
}

function byKey(one: BackupJob, other: BackupJob): number {
  return jobKey(one) < jobKey(other) ? -1 : 1;
}

function rankOf(job: BackupJob): number {
  return results.indexOf(resultOf(job));
}

const results: readonly Outcome[] = ['bad', 'withIssues', 'good', 'open'];
