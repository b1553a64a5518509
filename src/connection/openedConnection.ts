import type { ForeignEndpoint } from '../jobs/foreignEndpoint.js';
import type { JobFailure, JobSource } from '../jobs/jobSource.js';
import type { Connection } from './connection.js';
import type { SignIn } from './signIn.js';

/** A region of an opened connection. */
export interface OpenedRegion {
  readonly region: string;
  readonly source: JobSource;
}

/** Who signs with the credentials of a connection. */
export interface CallerIdentity {
  /** Twelve digits. */
  readonly account: string;
  /** The role, if the caller is one. */
  readonly role?: string | undefined;
}

/** An opened connection: a source for each region, and what is known about it by then. */
export interface OpenedConnection {
  readonly regions: readonly OpenedRegion[];
  /** Absent if the credentials do not come from a sign-in. */
  readonly signIn?: SignIn | undefined;
  /** The endpoints that are not AWS's own. */
  readonly foreignEndpoints?: readonly ForeignEndpoint[] | undefined;
  /** Whether the credentials are those of the machine's role, which no setting names. */
  readonly usesMachineRole?: boolean | undefined;
  /** Absolute path of the file with the trusted root certificates; absent if no setting names one. */
  readonly certificateFile?: string | undefined;
  /**
   * Reads who signs with the credentials from STS. Rejects if STS does not answer; soon after a failure,
   * without a request. Absent if the connection has no STS.
   */
  readonly readIdentity?: ((signal: AbortSignal) => Promise<CallerIdentity>) | undefined;
  dispose(): void;
}

/** A finished request, and what it shows about the connection's account. */
export interface EndedRequest {
  readonly operation: string;
  readonly filter: Readonly<Record<string, string | number>>;
  readonly failure?: JobFailure | undefined;
}

/** Is notified of what happens to an open connection. */
export interface ConnectionListener {
  onRequest(request: EndedRequest): void;
  /** The keys have changed: they may belong to another account. */
  onNewCredentials(): void;
  /** A change of the AWS files requires the connection to be reopened. */
  onOtherSettings(): void;
}

/** Opens a connection. `src/app` passes it in, so that the SDK is loaded only when it is called. */
export type OpenConnection = (
  connection: Connection,
  listener: ConnectionListener,
) => Promise<OpenedConnection>;
