import { type AthenaStandIn, createAthenaStandIn, type StandInTable } from './athenaStandIn.js';
import { openDuckDb } from './duckDb.js';
import { startLoopbackServer } from './loopbackServer.js';

/** A stand-in for Athena that answers at an address. */
export interface AthenaServer {
  readonly standIn: AthenaStandIn;
  /** For AWS_ENDPOINT_URL_ATHENA. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server with these tables for some tests, which are skipped if DuckDB cannot be installed. */
export async function startAthena(
  tests: Mocha.Context,
  tables: readonly StandInTable[],
): Promise<AthenaServer> {
  const duckDb = await openDuckDb().catch((error: unknown) => {
    console.log(`        DuckDB cannot be installed: ${String(error)}`);
    return tests.skip();
  });
  const standIn = await createAthenaStandIn(duckDb, tables);
  const server = await startLoopbackServer(standIn.service);
  return {
    standIn,
    url: server.url,
    close: async () => {
      await server.close();
      duckDb.close();
    },
  };
}
