import { type BackupJob, jobKey } from './backupJob.js';
import type { JobQuery } from './jobQuery.js';
import { isInProgress, type JudgeJob, resultOf } from './jobStates.js';
import { countNights } from './nights.js';

/** The queries for a job's related jobs. A query is absent if there can be none. */
export interface RelatedJobQueries {
  /** The jobs of the same parent, including this one. */
  readonly siblings?: JobQuery;
  readonly children?: JobQuery;
  /** All jobs of the same resource that AWS Backup lists: those of the last 30 days. */
  readonly resource?: JobQuery;
}

/** The queries for a job's related jobs. */
export function relatedJobQueries(job: BackupJob): RelatedJobQueries {
  const { AccountId: accountId, BackupJobId, IsParent, ParentJobId, ResourceArn } = job;
  const account = /^\d{12}$/.test(accountId ?? '') ? { accountId: String(accountId) } : {};
  return {
    ...(ParentJobId && { siblings: { ...account, parentJobId: ParentJobId } }),
    ...(IsParent && BackupJobId && { children: { ...account, parentJobId: BackupJobId } }),
    ...(ResourceArn && { resource: { ...account, resourceArn: ResourceArn } }),
  };
}

/** The latest good backup among jobs of one resource; undefined if there is none. */
export function lastGoodBackup(
  jobs: readonly BackupJob[],
  judge: JudgeJob = resultOf,
): BackupJob | undefined {
  return oldestFirst(jobs).findLast((job) => judge(job) === 'good');
}

/** Consecutive jobs of a resource with the same result. */
export interface Streak {
  readonly isGood: boolean;
  readonly length: number;
  /** The number of nights in which they were created, see `nightOf`. */
  readonly nights: number;
  /** The earliest creation date of the jobs. */
  readonly since: Date;
}

/**
 * The latest streak: the last ended job and those directly before it with the same result, good or not.
 * Undefined if no job has ended, or none of the streak has a creation date.
 */
export function latestStreak(jobs: readonly BackupJob[], judge: JudgeJob = resultOf): Streak | undefined {
  const ended = oldestFirst(jobs).filter((job) => job.State !== undefined && !isInProgress(job));
  const latest = ended.at(-1);
  if (latest === undefined) return undefined;
  const isLatestGood = judge(latest) === 'good';
  const lastOther = ended.findLastIndex((job) => (judge(job) === 'good') !== isLatestGood);
  const streak = ended.slice(lastOther + 1);
  const created = streak
    .map(({ CreationDate }) => CreationDate)
    .filter((date) => date !== undefined && !Number.isNaN(date.getTime()));
  const [since] = created;
  return since && { isGood: isLatestGood, length: streak.length, nights: countNights(created), since };
}

/** A local day, and the jobs created on it, oldest first. */
export interface JobDay {
  /** The start of the day. */
  readonly day: Date;
  readonly jobs: readonly BackupJob[];
}

/**
 * The last `days` local days up to today, and all other days with jobs, oldest first. A job without a
 * `CreationDate` is on no day.
 */
export function jobDays(jobs: readonly BackupJob[], now: Date, days = 30): JobDay[] {
  const byDay = new Map<number, BackupJob[]>();
  for (let back = days - 1; back >= 0; back--) byDay.set(startOfDay(now, back), []);
  for (const job of oldestFirst(jobs)) {
    if (job.CreationDate === undefined || Number.isNaN(job.CreationDate.getTime())) continue;
    const day = startOfDay(job.CreationDate, 0);
    byDay.set(day, [...(byDay.get(day) ?? []), job]);
  }
  return [...byDay]
    .sort(([one], [other]) => one - other)
    .map(([day, jobsOfDay]) => ({ day: new Date(day), jobs: jobsOfDay }));
}

/** The jobs without duplicates, oldest first. */
export function oldestFirst(jobs: readonly BackupJob[]): BackupJob[] {
  const once = new Map(jobs.map((job) => [jobKey(job), job]));
  return [...once.values()].sort(
    (one, other) => (one.CreationDate?.getTime() ?? 0) - (other.CreationDate?.getTime() ?? 0),
  );
}

function startOfDay(time: Date, back: number): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate() - back).getTime();
}
