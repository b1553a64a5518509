import type { BackupJob } from '../jobs/backupJob.js';
import { jobDuration } from '../jobs/jobFacts.js';
import { isInProgress } from '../jobs/jobStates.js';

/** The times of a job, in the order in which they should come. */
export const timeFields = [
  'CreationDate',
  'InitiationDate',
  'StartBy',
  'ExpectedCompletionDate',
  'CompletionDate',
] as const satisfies readonly (keyof BackupJob)[];

export type TimeField = (typeof timeFields)[number];

/** A time on the line. */
export interface TimeMark {
  /** `now` is a mark while the job is under way. */
  readonly field: TimeField | 'now';
  readonly time: Date;
  /** Where it stands on the line, from 0 to 1. */
  readonly at: number;
  /** Milliseconds after the job was created; negative where it is told to have been before. */
  readonly sinceCreation?: number;
  /**
   * By how many milliseconds it missed what was planned: the deadline of the start, the expected completion.
   */
  readonly lateBy?: number;
}

/**
 * A stretch of the line: waiting for the start, then running; or the whole, where a job has ended whose start
 * is not told.
 */
export interface TimeSpan {
  readonly kind: 'waiting' | 'running' | 'whole';
  readonly from: number;
  readonly to: number;
  readonly milliseconds: number;
}

/** A job's times drawn to scale. */
export interface Timeline {
  readonly marks: readonly TimeMark[];
  readonly spans: readonly TimeSpan[];
}

/** The line from the first to the last time that is known of a job; undefined where fewer than two are. */
export function timeline(job: BackupJob, now: Date): Timeline | undefined {
  const known = timeFields.flatMap((field) => {
    const time = job[field];
    return time === undefined || Number.isNaN(time.getTime()) ? [] : [{ field, time }];
  });
  const times: { readonly field: TimeField | 'now'; readonly time: Date }[] = [...known];
  if (known.length > 0 && runsOn(job)) times.push({ field: 'now', time: now });
  if (times.length < 2) return undefined;
  const first = Math.min(...times.map(({ time }) => time.getTime()));
  const length = Math.max(...times.map(({ time }) => time.getTime())) - first;
  const place = (time: Date) => (length === 0 ? 0 : (time.getTime() - first) / length);
  const marks = times.map(({ field, time }): TimeMark => {
    const lateBy = lateness(field, job, now);
    const sinceCreation = job.CreationDate && time.getTime() - job.CreationDate.getTime();
    return {
      field,
      time,
      at: place(time),
      ...(Number.isFinite(sinceCreation) && { sinceCreation: Number(sinceCreation) }),
      ...(lateBy !== undefined && { lateBy }),
    };
  });
  marks.sort((one, other) => one.time.getTime() - other.time.getTime());
  return { marks, spans: spansOf(job, now, place) };
}

/**
 * Whether the line goes on up to now. A job that tells when it ended does not, in whatever state it is: AWS
 * may invent more of them.
 */
export function runsOn(job: BackupJob): boolean {
  return isInProgress(job) && job.CompletionDate === undefined;
}

/**
 * Bytes a second on the average of the time that the job ran; undefined where that is not known. Of a job
 * that still runs it is not: its bytes are those of the last read, so that over the time up to now they would
 * seem to come slower and slower.
 */
export function transferRate(job: BackupJob): number | undefined {
  const { CompletionDate: end, InitiationDate: started } = job;
  const duration = started === undefined || end === undefined ? undefined : jobDuration(job, end);
  const bytes = Number(job.BytesTransferred ?? 0);
  return duration === undefined || duration < 1000 || bytes <= 0 ? undefined : bytes / (duration / 1000);
}

function spansOf(job: BackupJob, now: Date, place: (time: Date) => number): TimeSpan[] {
  const { CompletionDate: end, CreationDate: created, InitiationDate: started } = job;
  const present = runsOn(job) ? now : undefined;
  const stretches = [
    { kind: 'waiting', from: created, to: started ?? (end === undefined ? present : undefined) },
    { kind: 'whole', from: created, to: started === undefined ? end : undefined },
    { kind: 'running', from: started, to: end ?? present },
  ] as const;
  return stretches.flatMap(({ kind, from, to }) => {
    const milliseconds = from && to ? to.getTime() - from.getTime() : Number.NaN;
    if (from === undefined || to === undefined || !(milliseconds >= 0)) return [];
    return [{ kind, from: place(from), to: place(to), milliseconds }];
  });
}

/** A job that is under way is late by now, one that has ended by its own times. */
function lateness(field: TimeField | 'now', job: BackupJob, now: Date): number | undefined {
  if (field === 'InitiationDate') return over(job.InitiationDate, job.StartBy);
  if (field === 'CompletionDate') return over(job.CompletionDate, job.ExpectedCompletionDate);
  if (field !== 'now') return undefined;
  return job.InitiationDate === undefined ? over(now, job.StartBy) : over(now, job.ExpectedCompletionDate);
}

function over(time: Date | undefined, planned: Date | undefined): number | undefined {
  const late = time && planned ? time.getTime() - planned.getTime() : 0;
  return late > 0 ? late : undefined;
}
