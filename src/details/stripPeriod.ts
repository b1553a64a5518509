import type { BackupJob, DescribedBackupJob } from '../jobs/backupJob.js';
import { isOfHistory } from '../jobs/lastKnown.js';
import { listedMs } from '../jobs/listedPeriod.js';

/** The jobs of a resource that the strip of the panel shows by day. */
export interface StripPeriod {
  readonly jobs: readonly BackupJob[];
  /** The strip ends with its day. */
  readonly until: Date;
  /** Whether it is around the job of the panel instead of the last days. */
  readonly isAroundJob: boolean;
}

/**
 * The part of the jobs of a resource that the strip shows. AWS Backup lists 30 days, so these are all. A
 * history may have years: then it is the days around the job of the panel.
 */
export function stripPeriod(job: DescribedBackupJob, jobs: readonly BackupJob[], now: Date): StripPeriod {
  const created = job.CreationDate?.getTime() ?? Number.NaN;
  if (!isOfHistory(job) || Number.isNaN(created)) return { jobs, until: now, isAroundJob: false };
  const until = new Date(Math.min(now.getTime(), endOfDay(created + listedMs / 2)));
  const from = startOfDay(until.getTime() - listedMs + dayMs);
  const isShown = (time: number) => time >= from && time <= until.getTime();
  return {
    jobs: jobs.filter(({ CreationDate }) => isShown(CreationDate?.getTime() ?? Number.NaN)),
    until,
    isAroundJob: true,
  };
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

function endOfDay(time: number): number {
  return new Date(time).setHours(23, 59, 59, 999);
}

const dayMs = 24 * 3_600_000;
