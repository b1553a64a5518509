import type { JobFailure } from '../jobs/jobSource.js';
import type { OpenedConnection } from '../jobs/openedConnection.js';
import type { Connection } from './connection.js';

/** A finished request, with its filters and its failure, if any. */
export interface EndedRequest {
  readonly operation: string;
  readonly filter: Readonly<Record<string, string | number>>;
  readonly failure?: JobFailure | undefined;
}

/** The callbacks of an open connection. */
export interface ConnectionListener {
  /** Aborts when the connection is no longer wanted, even if it is not open yet. */
  readonly signal: AbortSignal;
  onRequest(request: EndedRequest): void;
  /** The keys have changed: they may belong to another account. */
  onNewCredentials(): void;
  /** The AWS files, or those of a history, have changed, so that the connection must be reopened. */
  onOtherSettings(): void;
}

/** Opens a connection. `src/app` passes it in, so that the SDK is loaded only when it is called. */
export type OpenConnection = (
  connection: Connection,
  listener: ConnectionListener,
) => Promise<OpenedConnection>;
