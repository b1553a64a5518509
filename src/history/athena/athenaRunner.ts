import type { AthenaRow } from './athenaRows.js';
import type { AthenaColumn } from './tableDescription.js';

/** A query that Athena has run. Its result stays in S3 for a while. */
export interface FinishedQuery {
  readonly executionId: string;
  /** What it has read, for which AWS charges. */
  readonly scannedBytes: number;
}

/** A page of a result. If it has a `nextToken`, another page follows. */
export interface ResultPage {
  readonly columns: readonly AthenaColumn[];
  readonly rows: readonly AthenaRow[];
  readonly nextToken?: string | undefined;
}

/** Runs queries: `aws/`, or a stand-in in tests. Every method rejects with a JobSourceError. */
export interface AthenaRunner {
  /** Runs a query to its end. Stops it in Athena as well if `signal` aborts. */
  run(sql: string, signal: AbortSignal): Promise<FinishedQuery>;
  /** A page of at most `maxRows` rows, 1 to 999, of the result of a query. Reading it costs nothing. */
  page(
    executionId: string,
    options: {
      readonly maxRows: number;
      readonly nextToken?: string | undefined;
      readonly signal: AbortSignal;
    },
  ): Promise<ResultPage>;
}
