import { type BackupJob, jobKey } from '../backupJob.js';
import type { JobFailure, JobPage } from '../jobSource.js';
import { byServiceClock, earliest, type ReadTime } from '../oldRead.js';
import { GrowingList } from './growingList.js';

/** The known part of the result of a query. Immutable: each read creates a new snapshot. */
export interface JobSnapshot {
  /** The jobs read so far, each once; in the service's order if they were read page by page. */
  readonly jobs: GrowingList<BackupJob>;
  /** How far the pages were read. `lost`: the token cannot be used, so the next read starts again. */
  readonly place: 'start' | 'middle' | 'lost' | 'end';
  /** The token of the next page, if the place is `middle`. */
  readonly nextToken: string | undefined;
  /** The page tokens so far. */
  readonly tokens: GrowingList<string>;
  /**
   * By how much the requests widen the time range, in milliseconds; set by the first page. See `TimeBounds`.
   */
  readonly overlapMs: number | undefined;
  /** Whether a sweep has read a part. Then the page of the token contains loaded jobs. */
  readonly isSwept: boolean;
  /** The start of the oldest read. */
  readonly readAt: ReadTime | undefined;
  /** Why the last operation failed; stays until something newer succeeds. */
  readonly failure: JobFailure | undefined;
  /** The number of pages in a row without new jobs, if the last operation paused because of them. */
  readonly pagesWithoutProgress: number | undefined;
}

/** A complete result: its jobs, and when they were read. */
export interface KnownResult {
  readonly jobs: Iterable<BackupJob>;
  readonly readAt: ReadTime | undefined;
}

/** A snapshot of which nothing was read. */
export function emptySnapshot(): JobSnapshot {
  return {
    jobs: GrowingList.empty(jobKey),
    place: 'start',
    nextToken: undefined,
    tokens: GrowingList.empty((token) => token),
    overlapMs: undefined,
    isSwept: false,
    readAt: undefined,
    failure: undefined,
    pagesWithoutProgress: undefined,
  };
}

/** The request of a page. */
export interface PageOrigin {
  /** When the request started. */
  readonly readAt: ReadTime;
  /** By how much the request widened the time range, in milliseconds. */
  readonly overlapMs: number;
}

/**
 * Adds the page of the snapshot's token. The place becomes `lost` if the next token repeats an earlier one.
 */
export function withPage(
  snapshot: JobSnapshot,
  page: JobPage,
  { overlapMs, readAt }: PageOrigin,
): JobSnapshot {
  const { nextToken } = page;
  const tokens = nextToken === undefined ? snapshot.tokens : snapshot.tokens.with([nextToken]);
  const isRepeated = nextToken !== undefined && tokens === snapshot.tokens;
  return {
    ...snapshot,
    jobs: snapshot.jobs.with(page.jobs),
    place: isRepeated ? 'lost' : nextToken === undefined ? 'end' : 'middle',
    nextToken: isRepeated ? undefined : nextToken,
    tokens,
    overlapMs,
    readAt: snapshot.readAt ?? byServiceClock(readAt, page.clockOffsetMs),
    pagesWithoutProgress: undefined,
  };
}

/** Adds jobs that belong to the result but were on none of its pages. */
export function withJobs(snapshot: JobSnapshot, jobs: Iterable<BackupJob>): JobSnapshot {
  const longer = snapshot.jobs.with(jobs);
  return longer === snapshot.jobs ? snapshot : { ...snapshot, jobs: longer };
}

/** Adds the missing jobs of a complete result. Afterwards there is nothing to read, and no failure. */
export function completedWith(snapshot: JobSnapshot, { jobs, readAt }: KnownResult): JobSnapshot {
  return {
    ...snapshot,
    jobs: snapshot.jobs.with(jobs),
    place: 'end',
    nextToken: undefined,
    readAt: earliest(snapshot.readAt, readAt),
    failure: undefined,
    pagesWithoutProgress: undefined,
  };
}
