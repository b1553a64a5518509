import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import { type JudgeJob, type Outcome, resultOf } from '../jobs/jobStates.js';
import { timeOf } from '../jobs/timeOf.js';

/** Jobs of a resource that one rule created, or that no rule did; the latest first. */
export interface JobStream extends TimedJobs {
  /** The jobs without any time. They may be the latest. */
  readonly undated: readonly BackupJob[];
}

/** Jobs with the times by which they are ordered. */
export interface TimedJobs {
  readonly jobs: readonly BackupJob[];
  /** The creation of each, else its end, in epoch milliseconds; of other jobs than those of a stream, NaN. */
  readonly created: ArrayLike<number>;
}

/** Jobs with the times of their creation; NaN if unknown. */
export function timedJobs(jobs: readonly BackupJob[]): TimedJobs {
  return { jobs, created: jobs.map((job) => timeOf(job, 'CreationDate')) };
}

/**
 * The jobs since a time, in order. If they are in order, they are not copied: the service lists the newest
 * first.
 */
export function streamOf({ created, jobs }: TimedJobs, from: number): JobStream {
  let before = Number.POSITIVE_INFINITY;
  for (let place = 0; place < created.length; place++) {
    const time = created[place] ?? Number.NaN;
    if (!(time >= from && time < before)) return sortedStream({ created, jobs }, from);
    before = time;
  }
  return { jobs, created, undated: none };
}

function sortedStream({ created, jobs }: TimedJobs, from: number): JobStream {
  const dated: TimedJob[] = [];
  const undated: BackupJob[] = [];
  for (const [place, job] of jobs.entries()) {
    const known = created[place] ?? Number.NaN;
    const time = Number.isNaN(known) ? timeOf(job, 'CompletionDate') : known;
    if (Number.isNaN(time)) undated.push(job);
    else if (time >= from) dated.push({ job, created: time });
  }
  return { ...inColumns(dated.sort(latestJobsFirst)), undated: undated.sort(byKey) };
}

const none: readonly BackupJob[] = [];

/** All jobs of some streams. They are merged when that is needed: for most resources, it never is. */
export class MergedStreams {
  readonly #streams: readonly JobStream[];
  #merged: JobStream | undefined;

  constructor(streams: readonly JobStream[]) {
    this.#streams = streams;
  }

  get stream(): JobStream {
    this.#merged ??= merged(this.#streams);
    return this.#merged;
  }

  /** The first job with a time that is accepted. */
  first(accepts: (job: BackupJob) => boolean): TimedJob | undefined {
    let first: TimedJob | undefined;
    for (const { created, jobs } of this.#streams) {
      const place = jobs.findIndex(accepts);
      const job = jobs[place];
      if (job === undefined) continue;
      const found = { job, created: created[place] ?? Number.NaN };
      if (first === undefined || latestJobsFirst(found, first) < 0) first = found;
    }
    return first;
  }
}

function merged(streams: readonly JobStream[]): JobStream {
  const filled = streams.filter(({ jobs, undated }) => jobs.length + undated.length > 0);
  const [only, ...others] = filled;
  if (only !== undefined && others.length === 0) return only;
  return {
    ...inColumns(filled.flatMap(inRows).sort(latestJobsFirst)),
    undated: filled.flatMap(({ undated }) => undated).sort(byKey),
  };
}

/** A stream with the good jobs of another one, which make up for its bad ones. */
export function clearedBy(stream: JobStream, other: JobStream, judge: JudgeJob): JobStream {
  if (other.jobs.length === 0) return stream;
  const own = new Set(stream.jobs);
  const good = inRows(other).filter(({ job }) => !own.has(job) && judge(job) === 'good');
  if (good.length === 0) return stream;
  return { ...inColumns([...inRows(stream), ...good].sort(latestJobsFirst)), undated: stream.undated };
}

/** Jobs in their order; those without any time come last. */
export function inOrder(jobs: readonly BackupJob[]): readonly BackupJob[] {
  if (jobs.length < 2) return jobs;
  const { jobs: dated, undated } = streamOf(timedJobs(jobs), Number.NEGATIVE_INFINITY);
  return [...dated, ...undated];
}

/** A job with the time by which it is ordered, in epoch milliseconds. */
export interface TimedJob {
  readonly job: BackupJob;
  readonly created: number;
}

function inRows({ created, jobs }: TimedJobs): readonly TimedJob[] {
  return jobs.map((job, place) => ({ job, created: created[place] ?? Number.NaN }));
}

function inColumns(rows: readonly TimedJob[]): TimedJobs {
  return { jobs: rows.map(({ job }) => job), created: rows.map(({ created }) => created) };
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
