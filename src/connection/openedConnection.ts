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
  /** The role, where it is one. */
  readonly role?: string | undefined;
}

/** What opening a connection gives: a source for each region, and what is known of it by then. */
export interface OpenedConnection {
  readonly regions: readonly OpenedRegion[];
  /** Absent where the credentials come from no sign-in. */
  readonly signIn?: SignIn | undefined;
  /** The endpoints in use that are not AWS's own. */
  readonly foreignEndpoints?: readonly ForeignEndpoint[] | undefined;
  /** Whether the credentials are those of a role of this machine, which no setting names. */
  readonly usesMachineRole?: boolean | undefined;
  /** The file of root certificates that it trusts; an absolute path, absent where no setting names one. */
  readonly certificateFile?: string | undefined;
  /**
   * Who signs with the credentials; rejects where AWS does not answer that, without a request where the last
   * one has failed just now. Absent where there is none to ask.
   */
  readonly readIdentity?: ((signal: AbortSignal) => Promise<CallerIdentity>) | undefined;
  dispose(): void;
}

/** A request that has ended, and what it shows of the connection's account. */
export interface EndedRequest {
  readonly operation: string;
  readonly filter: Readonly<Record<string, string | number>>;
  readonly failure?: JobFailure | undefined;
}

/** Who is told of what an open connection lives through. */
export interface ConnectionListener {
  onRequest(request: EndedRequest): void;
  /** Other keys have taken the place of the first ones: they may be another account's. */
  onNewCredentials(): void;
  /** The AWS files now lead elsewhere: it has to be opened again. */
  onOtherSettings(): void;
}

/**
 * What makes a connection usable; `extension.ts` hands it in, so that no SDK is loaded before it is called.
 */
export type OpenConnection = (
  connection: Connection,
  listener: ConnectionListener,
) => Promise<OpenedConnection>;
