import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import { timeIn } from '../jobs/jobFacts.js';
import { displayState, isGood, knownState, type Outcome, outcomeOf } from '../jobs/jobStates.js';

/** Jobs of a resource that one rule created, or that no rule did; the latest first. */
export interface JobStream {
  readonly jobs: readonly TimedJob[];
  /** The jobs without any time. They may be the latest. */
  readonly undated: readonly BackupJob[];
}

/** A job with the time by which jobs are ordered, in epoch milliseconds: its creation, else its end. */
export interface TimedJob {
  readonly job: BackupJob;
  readonly time: number;
}

/** The jobs since a time, in order. The service lists the newest first: such jobs need no sorting. */
export function streamOf(jobs: readonly TimedJob[], from: number): JobStream {
  const dated = jobs.filter(({ time }) => time >= from);
  const undated = jobs.filter(({ time }) => Number.isNaN(time)).map(({ job }) => job);
  const isInOrder = dated.every(({ time }, place) => place === 0 || (dated[place - 1]?.time ?? 0) > time);
  return { jobs: isInOrder ? dated : dated.sort(latestJobsFirst), undated };
}

/** All jobs of some streams. */
export function merged(streams: readonly JobStream[]): JobStream {
  const filled = streams.filter(({ jobs, undated }) => jobs.length + undated.length > 0);
  const [only, ...others] = filled;
  if (only !== undefined && others.length === 0) return only;
  return {
    jobs: filled.flatMap(({ jobs }) => jobs).sort(latestJobsFirst),
    undated: filled.flatMap(({ undated }) => undated),
  };
}

/** A stream with the good jobs of another one, which make up for its bad ones. */
export function clearedBy(stream: JobStream, other: JobStream): JobStream {
  if (other.jobs.length === 0) return stream;
  const own = new Set(stream.jobs.map(({ job }) => job));
  const good = other.jobs.filter(({ job }) => !own.has(job) && isGood(job));
  if (good.length === 0) return stream;
  return { jobs: [...stream.jobs, ...good].sort(latestJobsFirst), undated: stream.undated };
}

/** Jobs in their order; those without any time come last. */
export function inOrder(jobs: Iterable<BackupJob>): readonly BackupJob[] {
  const { jobs: dated, undated } = streamOf(
    Array.from(jobs, (job) => ({ job, time: timeOf(job) })),
    Number.NEGATIVE_INFINITY,
  );
  return [...dated.map(({ job }) => job), ...undated];
}

/** The result of a job; see {@link outcomeOf}. */
export function resultOf(job: BackupJob): Outcome {
  return outcomeOf(knownState(displayState(job)));
}

/** The time of a job; NaN if it has none. */
export function timeOf(job: BackupJob, created = timeIn(job.CreationDate)): number {
  return Number.isNaN(created) ? timeIn(job.CompletionDate) : created;
}

/** The latest first; of those of the same time, the worst. */
function latestJobsFirst(one: TimedJob, other: TimedJob): number {
  return (
    other.time - one.time ||
    rankOf(one.job) - rankOf(other.job) ||
    (jobKey(one.job) < jobKey(other.job) ? -1 : 1)
  );
}

function rankOf(job: BackupJob): number {
  return results.indexOf(resultOf(job));
}

const results: readonly Outcome[] = ['bad', 'withIssues', 'good', 'open'];
