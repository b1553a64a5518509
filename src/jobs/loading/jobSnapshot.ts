import * as l10n from '@vscode/l10n';
import { type BackupJob, jobKey } from '../backupJob.js';
import type { JobFailure, JobPage } from '../jobSource.js';
import { earliest, type ReadTime } from '../oldRead.js';
import { GrowingList } from './growingList.js';

/** What is known of the answer to a query. It never changes: reading makes another one. */
export interface JobSnapshot {
  /** The jobs read so far, each once, in the service's order as far as they were read page by page. */
  readonly jobs: GrowingList<BackupJob>;
  /** How far the pages lead: `lost` is a token that cannot be used, so that reading on begins at the start. */
  readonly place: 'start' | 'middle' | 'lost' | 'end';
  /** The token of the next page, where the place is the middle. */
  readonly nextToken: string | undefined;
  /** The page tokens so far. */
  readonly tokens: GrowingList<string>;
  /** How much more than the query its pages are asked with, in milliseconds, see `TimeBounds`; set by the first. */
  readonly overlapMs: number | undefined;
  /** Whether a sweep has brought a part of it: the next page by the token holds what is here already. */
  readonly isSwept: boolean;
  /** Nothing of it was read before this time. */
  readonly readAt: ReadTime | undefined;
  /** Why the last operation ended early, until something newer succeeds. */
  readonly failure: JobFailure | undefined;
  /** So many pages in a row that brought nothing new have made the last operation pause. */
  readonly pagesWithoutProgress: number | undefined;
}

/** A whole answer that is known: its jobs, and since when. */
export interface KnownAnswer {
  readonly jobs: Iterable<BackupJob>;
  readonly readAt: ReadTime | undefined;
}

/** Nothing is known. */
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

/** Which page of what was asked it is that has come. */
export interface PageOrigin {
  /** When it was asked for. */
  readonly readAt: ReadTime;
  /** How much more than the query was asked for. */
  readonly overlapMs: number;
}

/** With the page that the snapshot's token led to. A token that leads back to an earlier page is not followed. */
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
    readAt: snapshot.readAt ?? readAt,
    pagesWithoutProgress: undefined,
  };
}

/** With jobs that belong to the answer though no page of it has brought them. */
export function withJobs(snapshot: JobSnapshot, jobs: Iterable<BackupJob>): JobSnapshot {
  const longer = snapshot.jobs.with(jobs);
  return longer === snapshot.jobs ? snapshot : { ...snapshot, jobs: longer };
}

/** With all that is missing from a whole answer: nothing is left to read, and nothing stands in the way. */
export function completedWith(snapshot: JobSnapshot, { jobs, readAt }: KnownAnswer): JobSnapshot {
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

/** Why a listing does not go on whose token leads back to one of its pages. */
export const repeatedToken: JobFailure = {
  kind: 'repeatedToken',
  summary: l10n.t('AWS Backup repeated a page token'),
  detail: l10n.t('Continuing would load the same pages forever. Retry to load the list from its start.'),
  remedy: 'retry',
};
