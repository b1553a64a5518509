import type { TableDescription } from './tableDescription.js';

/** What Athena offers to choose from. Every method rejects with a JobSourceError. */
export interface AthenaCatalog {
  workGroups(signal: AbortSignal): Promise<readonly string[]>;
  databases(signal: AbortSignal): Promise<readonly string[]>;
  tables(database: string, signal: AbortSignal): Promise<readonly string[]>;
  describe(database: string, table: string, signal: AbortSignal): Promise<TableDescription>;
}
