import type { JobFailure } from '../jobs/jobSource.js';
import type { OpenedConnection } from '../jobs/openedConnection.js';
import type { Connection } from './connection.js';

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
