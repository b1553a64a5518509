import type { BackupJob } from '../jobs/backupJob.js';
import { jobDuration } from '../jobs/jobFacts.js';
import { canChange, lastKnownAt } from '../jobs/lastKnown.js';
import { timelineScale } from './timelineScale.js';

/** The times of a job, in their expected order. */
export const timeFields = [
  'CreationDate',
  'InitiationDate',
  'StartBy',
  'ExpectedCompletionDate',
  'CompletionDate',
] as const satisfies readonly (keyof BackupJob)[];

export type TimeField = (typeof timeFields)[number];

/** A time on the timeline. */
export interface TimeMark {
  /** `now` is only used while the job is in progress. */
  readonly field: TimeField | 'now';
  readonly time: Date;
  /** The position on the timeline, from 0 to 1. */
  readonly at: number;
  /** Whether its position is not to scale, because it is beyond a break of the line. */
  readonly isBeyond: boolean;
  /** Milliseconds since the creation of the job; negative for an earlier time. */
  readonly sinceCreation?: number;
  /** Milliseconds past the planned time, which is the start deadline or the expected completion. */
  readonly lateBy?: number;
}

/**
 * A part of the timeline: waiting for the start, then running. `whole` replaces both for a job that has ended
 * without a known start. `from` and `to` are positions from 0 to 1.
 */
export interface TimeSpan {
  readonly kind: 'waiting' | 'running' | 'whole';
  readonly from: number;
  readonly to: number;
  readonly milliseconds: number;
}

/** The times of a job, drawn to scale between the breaks. */
export interface Timeline {
  /** The positions where the line is broken. */
  readonly breaks: readonly number[];
  readonly marks: readonly TimeMark[];
  readonly spans: readonly TimeSpan[];
}

/**
 * The timeline from the first to the last known time; undefined if fewer than two times are known. It is
 * scaled to the run of the job or, before a run, to its start window.
 */
export function timeline(job: BackupJob, now: Date): Timeline | undefined {
  const known = timeFields.flatMap((field) => {
    const time = job[field];
    return time === undefined || Number.isNaN(time.getTime()) ? [] : [{ field, time }];
  });
  const times: { readonly field: TimeField | 'now'; readonly time: Date }[] = [...known];
  if (known.length > 0 && endsNow(job)) times.push({ field: 'now', time: now });
  if (times.length < 2) return undefined;
  const { breaks, isBeyond, positionOf } = timelineScale(
    times.map(({ time }) => time),
    shownPeriod(job, now),
  );
  const marks = times.map(({ field, time }): TimeMark => {
    const lateBy = lateness(field, job, now);
    const sinceCreation = job.CreationDate && time.getTime() - job.CreationDate.getTime();
    return {
      field,
      time,
      at: positionOf(time),
      isBeyond: isBeyond(time),
      ...(Number.isFinite(sinceCreation) && { sinceCreation: Number(sinceCreation) }),
      ...(lateBy !== undefined && { lateBy }),
    };
  });
  marks.sort((one, other) => one.time.getTime() - other.time.getTime());
  return { breaks, marks, spans: spansOf(job, now, positionOf) };
}

/** Whether the timeline ends now. A job with a completion date has ended, even if its state is unknown. */
export function endsNow(job: BackupJob): boolean {
  return canChange(job) && job.CompletionDate === undefined;
}

/**
 * The average rate in bytes per second; undefined if it is not known. A running job has none: its bytes are
 * from the last read, so the rate would seem to fall until the next read.
 */
export function transferRate(job: BackupJob): number | undefined {
  const { CompletionDate: end, InitiationDate: started } = job;
  const duration = started === undefined || end === undefined ? undefined : jobDuration(job, end);
  const bytes = Number(job.BytesTransferred ?? 0);
  return duration === undefined || duration < 1000 || bytes <= 0 ? undefined : bytes / (duration / 1000);
}

/**
 * The period that is shown large: the run, up to now if it continues. A job that has not started, or has
 * expired, has none: then it is its start window, from the creation to the start deadline.
 */
function shownPeriod(job: BackupJob, now: Date): Parameters<typeof timelineScale>[1] {
  const { CreationDate: created, InitiationDate: started, StartBy: startBy } = job;
  const end = endOf(job, now);
  const hasWindow = job.State === 'EXPIRED' || endsNow(job);
  const to = started === undefined && hasWindow ? [end, startBy] : [end];
  const period = {
    start: (started ?? created)?.getTime() ?? Number.NaN,
    end: Math.max(...to.flatMap((time) => time?.getTime() ?? [])),
  };
  return period.start < period.end ? period : undefined;
}

function endOf(job: BackupJob, now: Date): Date | undefined {
  return job.CompletionDate ?? (endsNow(job) ? now : lastKnownAt(job));
}

function spansOf(job: BackupJob, now: Date, positionOf: (time: Date) => number): TimeSpan[] {
  const { CompletionDate: completed, CreationDate: created, InitiationDate: started } = job;
  const end = endOf(job, now);
  const spans = [
    { kind: 'waiting', from: created, to: started ?? (completed === undefined ? end : undefined) },
    { kind: 'whole', from: created, to: started === undefined ? completed : undefined },
    { kind: 'running', from: started, to: end },
  ] as const;
  return spans.flatMap(({ kind, from, to }) => {
    const milliseconds = from && to ? to.getTime() - from.getTime() : Number.NaN;
    if (from === undefined || to === undefined || !(milliseconds >= 0)) return [];
    return [{ kind, from: positionOf(from), to: positionOf(to), milliseconds }];
  });
}

/** Compares a job in progress with the current time, and a job that has ended with its own times. */
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
