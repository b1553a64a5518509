import type { ForeignEndpoint } from './foreignEndpoint.js';
import type { JobPool } from './jobPool.js';
import type { JobFailure, JobSource } from './jobSource.js';
import type { SubjectSession } from './jobsSubject.js';
import type { ListedTime } from './listedPeriod.js';
import type { ReadTime } from './oldRead.js';

/** A region of an opened connection. */
export interface OpenedRegion extends Pick<SubjectSession, 'history' | 'listed'> {
  readonly region: string;
  readonly source: JobSource;
  /** Absent unless the history of the connection is kept. */
  readonly archive?: OpenedArchive | undefined;
}

/** What is known of the kept history of a region. */
export interface ArchiveStatus {
  /** Why the jobs that are read are not stored; undefined if they are. */
  readonly problem: JobFailure | undefined;
  /** Another number whenever this window has added to what {@link covered} returns. */
  readonly coverVersion: number;
  /**
   * The times of creation of which all jobs are stored, in order: those of the own account, of an account, or
   * of all accounts (`*`).
   */
  covered(accountId: string | undefined, signal: AbortSignal): Promise<readonly ListedTime[]>;
  /** Adds a listener for changes of the problem and of the version. Returns a function that removes it. */
  onDidChange(listener: () => void): () => void;
}

/** The kept history of a region. */
export interface OpenedArchive extends ArchiveStatus {
  /** A source of the stored jobs that are not among the `live` ones. It belongs to the caller. */
  createSource(live: LiveJobs): ArchivedJobs;
}

/** The jobs that AWS Backup lists in a region, as far as they have been read. */
export interface LiveJobs
  extends Pick<JobPool, 'isComplete' | 'knownIds' | 'list' | 'onDidChange' | 'readAt'> {
  /** All jobs that are listed since this time count as known, though none is kept. */
  readonly sweptSince?: ReadTime | undefined;
}

/** The stored jobs that AWS Backup no longer lists. */
export interface ArchivedJobs extends JobSource {
  /**
   * Reads a pool of these jobs again when some are missing in it or are listed after all. Notes which times
   * are covered by the reads of the live jobs. Ends when the source is disposed.
   */
  follow(pool: JobPool): void;
}

/** The identity behind the credentials of a connection. */
export interface CallerIdentity {
  /** Twelve digits. */
  readonly account: string;
  /** The role of the session; absent for users. */
  readonly role?: string | undefined;
  /** The ARN of the user or of the session. */
  readonly arn?: string | undefined;
}

/** How to sign in: the command of the AWS CLI, and the profile with the session. */
export interface SignIn {
  readonly command: 'sso login' | 'login';
  readonly profile: string;
}

/** An open connection: a source for each region, and facts about the connection. */
export interface OpenedConnection {
  /** The regions in the order of the connection. */
  readonly regions: readonly OpenedRegion[];
  /** How to sign in; absent if the credentials do not come from a sign-in. */
  readonly signIn?: SignIn | undefined;
  /** The endpoints in use that are not AWS's own. */
  readonly foreignEndpoints?: readonly ForeignEndpoint[] | undefined;
  /** Whether the credentials are those of a role of this machine, which no setting names. */
  readonly usesMachineRole?: boolean | undefined;
  /** What there is to read, in one line that is safe to show, if the connection is not one to AWS. */
  readonly facts?: string | undefined;
  /** The file of trusted root certificates, as an absolute path; absent if no setting names one. */
  readonly certificateFile?: string | undefined;
  /**
   * Requests the identity from STS. Rejects if STS does not return it, and for a while after a failure
   * without a request. Absent if the connection has no STS.
   */
  readonly readIdentity?: ((signal: AbortSignal) => Promise<CallerIdentity>) | undefined;
  /** Aborts all requests, in every region. */
  dispose(): void;
}
