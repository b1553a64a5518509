import type { BackupJob } from '../jobs/backupJob.js';
import { timeOf } from '../jobs/timeOf.js';

/** When what a file states of a job was true. */
export interface KnownTime {
  /** Epoch milliseconds; 0 if no date is known. */
  readonly asOf: number;
  /** Whether it was true at `asOf` or later, because the file does not state when. */
  readonly isAtLeast: boolean;
}

/**
 * When what a file states of a job was true. If the file does not state it, then not before the latest date
 * of the job. The time of the file's last change proves nothing: a copy or a download is newer than its jobs.
 *
 * @param now in epoch milliseconds; a date after it proves nothing
 */
export function knownTime(job: BackupJob, statedAt: Date | undefined, now: number): KnownTime {
  if (statedAt !== undefined) return { asOf: statedAt.getTime(), isAtLeast: false };
  let asOf = 0;
  for (const field of datesOfJob) {
    const time = timeOf(job, field);
    if (time > asOf && time <= now) asOf = time;
  }
  return { asOf, isAtLeast: true };
}

const datesOfJob = ['CreationDate', 'InitiationDate', 'CompletionDate'] as const;
