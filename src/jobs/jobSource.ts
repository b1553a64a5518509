import * as l10n from '@vscode/l10n';
import type { BackupJob, DescribedBackupJob } from './backupJob.js';
import type { JobQuery } from './jobQuery.js';
import type { RequestLimit } from './sweep/requestLimit.js';

/** Where the pages come from. `aws/` implements it; a test may too. Every method rejects with a {@link JobSourceError}. */
export interface JobSource {
  /** What all who list through it keep to together; absent where it can be asked as fast as one likes. */
  readonly limit?: RequestLimit | undefined;
  /** One page of one query: one ListBackupJobs request. */
  listBackupJobs(query: JobQuery, page: PageRequest): Promise<JobPage>;
  /** DescribeBackupJob: the job as it is now. */
  describeBackupJob(backupJobId: string, signal: AbortSignal): Promise<DescribedBackupJob>;
  /** ListBackupVaults, to its end: the names of the caller's own vaults. It needs a permission of its own. */
  listBackupVaultNames(signal: AbortSignal): Promise<readonly string[]>;
  /** Ends what is still under way and lets the connections go. */
  dispose(): void;
}

/** What a page is asked with, beside its filters. */
export interface PageRequest {
  /** 1 to 1000; the service's own default where absent. */
  readonly maxResults?: number | undefined;
  /** The token of the page before; absent for the first page. */
  readonly nextToken?: string | undefined;
  /** Milliseconds in which it has to come; else it fails with `timeout`. The source's own bound where absent, or where that is shorter. */
  readonly withinMs?: number | undefined;
  readonly signal: AbortSignal;
}

/** A page of jobs; there are more while `nextToken` is given, even where `jobs` is empty. */
export interface JobPage {
  readonly jobs: readonly BackupJob[];
  readonly nextToken?: string | undefined;
}

/** What fixes a failure. Each is one click for the user. */
export type Remedy =
  | 'clearAccountFilter'
  | 'clearFilters'
  | 'editAwsConfig'
  | 'openEndpointSetting'
  | 'retry'
  | 'selectConnection'
  | 'selectRegions'
  | 'showLog'
  | 'signIn';

/** What kind of thing went wrong, as far as the code that follows has to know. */
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

/** A failure as a person reads it: what happened in plain words, and the action that fixes it. */
export interface JobFailure {
  readonly kind: FailureKind;
  /** A few words without a full stop, fit for a row whose end is cut, so that the cause comes first: "Access denied". */
  readonly summary: string;
  /** What is known beyond the summary, in sentences; may be empty. Hostile text is possible: the service's own words. */
  readonly detail: string;
  readonly remedy: Remedy;
  /** The service's request id, for a support case. */
  readonly requestId?: string | undefined;
  /** The file, and the line of it from 1, that has to be fixed. */
  readonly place?: { readonly file: string; readonly line?: number } | undefined;
}

/** Whether a failure is about the connection as a whole, so that every other request would meet it too. */
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

/** The one error that a {@link JobSource} throws. Recognize it by {@link isJobSourceError}. */
export class JobSourceError extends Error {
  override readonly name = 'JobSourceError';

  constructor(
    readonly failure: JobFailure,
    options?: ErrorOptions,
  ) {
    super(failure.summary, options);
  }
}

/** Whether an error is a {@link JobSourceError}, of whichever bundle: each may hold a class of its own by this name. */
export function isJobSourceError(error: unknown): error is JobSourceError {
  return error instanceof Error && error.name === 'JobSourceError' && 'failure' in error;
}

/** What ends a request that nobody waits for any more. */
export function aborted(): JobSourceError {
  return new JobSourceError({ kind: 'aborted', summary: 'Cancelled', detail: '', remedy: 'retry' });
}

/** The failure that an unknown thrown value stands for. An AbortError is the usual reason of an AbortSignal. */
export function failureOf(error: unknown): JobFailure {
  if (isJobSourceError(error)) return error.failure;
  if (error instanceof Error && error.name === 'AbortError') return aborted().failure;
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'unknown', summary: l10n.t('An unexpected error occurred'), detail, remedy: 'showLog' };
}
