import { createRequire } from 'node:module';
import path from 'node:path';
import { cachedFolder, installPackages } from '../host/cachedInstall.js';

/** A row of a result, as DuckDB's own values. */
export type DuckDbRow = readonly unknown[];

/** A database in memory. */
export interface DuckDb {
  /** Runs a statement. Rejects with the message of DuckDB if it is not valid. */
  run(sql: string): Promise<{ columns: readonly string[]; rows: readonly DuckDbRow[] }>;
  close(): void;
}

/**
 * Opens DuckDB, which reads the SQL of Trino that the extension writes. It is set up in the cache folder by
 * the first test that needs it, because its native code is large. Rejects if it cannot be installed.
 */
export async function openDuckDb(): Promise<DuckDb> {
  const folder = await cachedFolder(`duckdb-${version}`, (unfinished) =>
    installPackages(unfinished, { '@duckdb/node-api': version }),
  );
  const { DuckDBInstance } = createRequire(path.join(folder, 'index.js'))('@duckdb/node-api') as NodeApi;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  return {
    run: async (sql) => {
      const reader = await connection.runAndReadAll(sql);
      return { columns: reader.columnNames(), rows: reader.getRows() };
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const version = '1.5.6-r.1';

/** The part of the package that is used here. */
interface NodeApi {
  readonly DuckDBInstance: {
    create(file: string): Promise<{
      connect(): Promise<{
        runAndReadAll(sql: string): Promise<{ columnNames(): string[]; getRows(): unknown[][] }>;
        closeSync(): void;
      }>;
      closeSync(): void;
    }>;
  };
}
