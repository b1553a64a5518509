import type { TableDescription } from './tableDescription.js';

/** A table, by its name. */
export interface NamedTable {
  readonly name: string;
  /** The folder in S3 that it reads; undefined if that is not known. */
  readonly location?: string | undefined;
}

/** What Athena offers to choose from. Every method rejects with a JobSourceError. */
export interface AthenaCatalog {
  workGroups(signal: AbortSignal): Promise<readonly string[]>;
  databases(signal: AbortSignal): Promise<readonly string[]>;
  tables(database: string, signal: AbortSignal): Promise<readonly NamedTable[]>;
  describe(database: string, table: string, signal: AbortSignal): Promise<TableDescription>;
}
