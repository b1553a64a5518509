import * as l10n from '@vscode/l10n';
import type { BackupJob, DescribedBackupJob } from './backupJob.js';
import type { JobField } from './jobField.js';
import type { JobQuery } from './jobQuery.js';
import type { JobSelection, SelectionPart } from './jobSelection.js';
import type { StoredJobs } from './storedJobs.js';
import type { RequestLimit } from './sweep/requestLimit.js';

/**
 * The source of jobs: `aws/`, or a stand-in in tests. Every method rejects with a {@link JobSourceError}.
 */
export interface JobSource {
  /** The limit that all requests through this source share; absent if there is none. */
  readonly limit?: RequestLimit | undefined;
  /** One page of one query: one ListBackupJobs request. */
  listBackupJobs(query: JobQuery, page: PageRequest): Promise<JobPage>;
  /** DescribeBackupJob: the current job. */
  describeBackupJob(backupJobId: string, signal: AbortSignal): Promise<DescribedBackupJob>;
  /** ListBackupVaults, all pages: the names of the caller's own vaults. Requires a separate permission. */
  listBackupVaultNames(signal: AbortSignal): Promise<readonly string[]>;
  /** Set if its jobs do not change by themselves, so that a read does not get old. */
  readonly isUnchanging?: true | undefined;
  /** Set if each read costs money, and a filter by the date of creation limits what it reads. */
  readonly isCharged?: true | undefined;
  /**
   * The exact numbers of jobs by the groups of the dimension with a field, without reading the jobs. Several
   * counts may be of one group. Resolves to undefined if it cannot count by this field, or for these
   * filters. Absent if the source has to read jobs to count them.
   */
  countJobs?(
    selection: JobSelection,
    by: JobField,
    signal: AbortSignal,
  ): Promise<readonly CountedJobs[] | undefined>;
  /**
   * Why it is not known which jobs belong to a part; undefined if it is. Absent if every job has the fields
   * that filters compare.
   */
  unanswered?(part: SelectionPart): UnansweredPart | undefined;
  /** Called before a refresh: the next reads must not be answered by former ones. Absent if none is. */
  forget?(): void;
  /** Set if its jobs are stored where they can be counted. The sources of all regions have the same. */
  readonly stored?: StoredJobs | undefined;
  /** Aborts pending requests and closes the network connections. */
  dispose(): void;
}

/** Why it is not known which jobs belong to a part of a selection. */
export interface UnansweredPart {
  readonly failure: JobFailure;
  /** Whether that is so for every job; else only for some. */
  readonly isEverywhere: boolean;
}

/** Jobs that a source has counted without reading them. */
export interface CountedJobs {
  /** A job of the group, or its fields that decide about the group. */
  readonly sample: BackupJob;
  readonly count: number;
  /** How many of them ended without a complete backup. */
  readonly bad: number;
}

/** The parameters of a page other than its filters. */
export interface PageRequest {
  /** 1 to 1000; by default, the service decides. */
  readonly maxResults?: number | undefined;
  /** The token of the previous page; absent for the first page. */
  readonly nextToken?: string | undefined;
  /**
   * The milliseconds after which the request fails with `timeout`. The source's own limit applies as well, if
   * it is shorter.
   */
  readonly withinMs?: number | undefined;
  readonly signal: AbortSignal;
}

/** A page of jobs. If it has a `nextToken`, another page follows, even if `jobs` is empty. */
export interface JobPage {
  readonly jobs: readonly BackupJob[];
  readonly nextToken?: string | undefined;
  /**
   * By how many milliseconds the clock of the service is ahead of this machine's, negative if it is behind.
   * Absent unless they differ by minutes.
   */
  readonly clockOffsetMs?: number | undefined;
}

/** The action that fixes a failure with one click. */
export type Remedy =
  | 'clearAccountFilter'
  | 'clearFilters'
  | 'editAwsConfig'
  | 'openEndpointSetting'
  | 'openHistory'
  | 'retry'
  | 'selectConnection'
  | 'selectRegions'
  | 'showLog'
  | 'signIn';

/** The kinds of failure that code distinguishes. */
export type FailureKind =
  | 'aborted'
  | 'accessDenied'
  | 'clockSkew'
  | 'configuration'
  | 'credentials'
  | 'invalidParameter'
  | 'network'
  | 'notFound'
  | 'repeatedToken'
  | 'service'
  | 'signInExpired'
  | 'throttled'
  | 'timeout'
  | 'unknown'
  | 'unreadableAnswer';

/** A failure as the user sees it: what happened, in plain words, and the action that fixes it. */
export interface JobFailure {
  readonly kind: FailureKind;
  /**
   * A few words without a period, such as "Access denied". The cause comes first, because rows are cut at the
   * end.
   */
  readonly summary: string;
  /** Details in sentences; may be empty. Untrusted: may contain the service's own words. */
  readonly detail: string;
  readonly remedy: Remedy;
  /** The service's request ID, for a support case. */
  readonly requestId?: string | undefined;
  /** The file to fix, with the line, counted from 1. */
  readonly place?: { readonly file: string; readonly line?: number } | undefined;
}

/** Whether a failure concerns the whole connection, so that other requests are likely to fail, too. */
export function isOfConnection({ kind }: JobFailure): boolean {
  const kinds: readonly FailureKind[] = [
    'clockSkew',
    'configuration',
    'credentials',
    'network',
    'service',
    'signInExpired',
    'throttled',
    'timeout',
  ];
  return kinds.includes(kind);
}

/** Whether the same request may succeed a moment later. */
export function isTransient({ kind }: JobFailure): boolean {
  const kinds: readonly FailureKind[] = ['network', 'service', 'throttled', 'timeout'];
  return kinds.includes(kind);
}

/** The only error that a {@link JobSource} throws. Recognize it by {@link isJobSourceError}. */
export class JobSourceError extends Error {
  override readonly name = 'JobSourceError';

  constructor(
    readonly failure: JobFailure,
    options?: ErrorOptions,
  ) {
    super(failure.summary, options);
  }
}

/** Whether an error is a {@link JobSourceError}, even one of another bundle, which has its own class. */
export function isJobSourceError(error: unknown): error is JobSourceError {
  return error instanceof Error && error.name === 'JobSourceError' && 'failure' in error;
}

/** The failure of a request that the caller has cancelled. */
export function abortedFailure(): JobFailure {
  return { kind: 'aborted', summary: l10n.t('Cancelled'), detail: '', remedy: 'retry' };
}

/** The error of an aborted request. */
export function aborted(): JobSourceError {
  return new JobSourceError(abortedFailure());
}

/** The failure of any thrown value. An AbortError is the default reason of an AbortSignal. */
export function failureOf(error: unknown): JobFailure {
  if (isJobSourceError(error)) return error.failure;
  if (error instanceof Error && error.name === 'AbortError') return abortedFailure();
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'unknown', summary: l10n.t('An unexpected error occurred'), detail, remedy: 'showLog' };
}
