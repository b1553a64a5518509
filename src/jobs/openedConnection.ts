import type { ForeignEndpoint } from './foreignEndpoint.js';
import type { JobSource } from './jobSource.js';

/** A region of an opened connection. */
export interface OpenedRegion {
  readonly region: string;
  readonly source: JobSource;
}

/** Who signs with the credentials of a connection. */
export interface CallerIdentity {
  /** Twelve digits. */
  readonly account: string;
  /** The role of the session; absent for users. */
  readonly role?: string | undefined;
}

/** How to sign in: the command of the AWS CLI, and the profile with the session. */
export interface SignIn {
  readonly command: 'sso login' | 'login';
  readonly profile: string;
}

/** A source for each region, and what is known of the connection when it is opened. */
export interface OpenedConnection {
  /** In the order in which the connection names them. */
  readonly regions: readonly OpenedRegion[];
  /** How to sign in; absent if the credentials do not come from a sign-in. */
  readonly signIn?: SignIn | undefined;
  /** The endpoints in use that are not AWS's own. */
  readonly foreignEndpoints?: readonly ForeignEndpoint[] | undefined;
  /** Whether the credentials are those of a role of this machine, which no setting names. */
  readonly usesMachineRole?: boolean | undefined;
  /** The file of trusted root certificates, as an absolute path; absent if no setting names one. */
  readonly certificateFile?: string | undefined;
  /**
   * Asks STS who signs with the credentials. Rejects if STS does not say; for a while after a failure it
   * rejects without a request. Absent if there is nobody to ask.
   */
  readonly readIdentity?: ((signal: AbortSignal) => Promise<CallerIdentity>) | undefined;
  /** Aborts all requests, in every region. */
  dispose(): void;
}
