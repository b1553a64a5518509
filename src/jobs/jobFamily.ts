import { type BackupJob, jobKey } from './backupJob.js';
import type { JobQuery } from './jobQuery.js';
import { isGood, isInProgress } from './jobStates.js';

/** What to ask for to know a job's relatives; a query is absent where there can be none. */
export interface FamilyQueries {
  /** The jobs of the same parent, this one among them. */
  readonly siblings?: JobQuery;
  readonly children?: JobQuery;
  /** All jobs of the same resource that AWS Backup still lists: those of the last 30 days. */
  readonly resource?: JobQuery;
}

/** The queries for the relatives of a job. */
export function familyQueries(job: BackupJob): FamilyQueries {
  const { AccountId: accountId, BackupJobId, IsParent, ParentJobId, ResourceArn } = job;
  const account = /^\d{12}$/.test(accountId ?? '') ? { accountId: String(accountId) } : {};
  return {
    ...(ParentJobId && { siblings: { ...account, parentJobId: ParentJobId } }),
    ...(IsParent && BackupJobId && { children: { ...account, parentJobId: BackupJobId } }),
    ...(ResourceArn && { resource: { ...account, resourceArn: ResourceArn } }),
  };
}

/** The latest good backup among jobs of one resource; undefined where there is none. */
export function lastGoodBackup(jobs: readonly BackupJob[]): BackupJob | undefined {
  return oldestFirst(jobs).findLast(isGood);
}

/** How the jobs of a resource have ended lately, without a break. */
export interface Streak {
  readonly isGood: boolean;
  readonly length: number;
  /** When the first of them was created that tells when. */
  readonly since: Date;
}

/** The run of jobs that ended alike, well or not, up to the latest that has ended; undefined where none has. */
export function latestStreak(jobs: readonly BackupJob[]): Streak | undefined {
  const ended = oldestFirst(jobs).filter((job) => job.State !== undefined && !isInProgress(job));
  const latest = ended.at(-1);
  if (latest === undefined) return undefined;
  const breaking = ended.findLastIndex((job) => isGood(job) !== isGood(latest));
  const run = ended.slice(breaking + 1);
  const since = run
    .map(({ CreationDate }) => CreationDate)
    .find((created) => created !== undefined && !Number.isNaN(created.getTime()));
  return since && { isGood: isGood(latest), length: run.length, since };
}

/** A day of the machine's calendar and the jobs that were created on it, the oldest first. */
export interface JobDay {
  /** Its first moment. */
  readonly day: Date;
  readonly jobs: readonly BackupJob[];
}

/** The days up to today, and before them those of jobs that are older. A job without a `CreationDate` is on none. */
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

/** Each job once, the oldest first. */
export function oldestFirst(jobs: readonly BackupJob[]): BackupJob[] {
  const once = new Map(jobs.map((job) => [jobKey(job), job]));
  return [...once.values()].sort(
    (one, other) => (one.CreationDate?.getTime() ?? 0) - (other.CreationDate?.getTime() ?? 0),
  );
}

function startOfDay(time: Date, back: number): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate() - back).getTime();
}
