import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetTableMetadataCommand,
  ListDatabasesCommand,
  ListTableMetadataCommand,
  ListWorkGroupsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { aborted, failureOf, isTransient, type JobFailure, JobSourceError } from '../jobs/jobSource.js';
import { orAborted } from '../jobs/orAborted.js';
import { athenaFailure, queryFailure } from './athenaFailures.js';
import { allItems, allNames } from './listedItems.js';
import { type ServiceRequestOptions, ServiceRequests } from './serviceRequests.js';

/** Dependencies of an {@link AthenaService}. */
export interface AthenaServiceOptions extends ServiceRequestOptions {
  readonly client: AthenaClient;
  /** Queries run in this workgroup, which says where their results are written. */
  readonly workGroup: string;
  /** The data catalog, such as `AwsDataCatalog`. */
  readonly catalog: string;
  /** Called when a query has ended, with the bytes that it has read. */
  readonly onScanned?: ((bytes: number) => void) | undefined;
}

/**
 * Calls Amazon Athena through the SDK's client. Its methods are those that `src/history/athena` needs.
 */
export class AthenaService {
  readonly #options: AthenaServiceOptions;
  readonly #requests: ServiceRequests;
  readonly #disposal = new AbortController();
  /** The queries that run in Athena, each until it has ended or has been stopped. */
  readonly #running = new Set<Promise<unknown>>();
  /** The queries that may have started, but whose end could not be learned, by their SQL. */
  readonly #unfinished = new Map<string, QueryAttempt>();

  constructor(options: AthenaServiceOptions) {
    this.#options = options;
    this.#requests = new ServiceRequests(options, athenaFailure);
  }

  /**
   * Runs a query to its end, and resolves to its execution and the bytes that it has read. Rejects as soon as
   * `signal` aborts; the query is then stopped in Athena as well. If another failure leaves open how it ends,
   * such as an expired sign-in, the next call waits for the same execution.
   */
  async run(sql: string, signal: AbortSignal): Promise<{ executionId: string; scannedBytes: number }> {
    const either = AbortSignal.any([signal, this.#disposal.signal]);
    if (either.aborted) throw aborted();
    const work = this.#execute(sql, either);
    const ended = work.catch(() => {});
    this.#running.add(ended);
    void ended.finally(() => this.#running.delete(ended));
    return orAborted(work, either);
  }

  /** A page of at most `maxRows` rows, 1 to 999, of a result. */
  async page(
    executionId: string,
    options: { maxRows: number; nextToken?: string | undefined; signal: AbortSignal },
  ): Promise<{
    columns: readonly { name: string; type: string }[];
    rows: readonly (readonly (string | undefined)[])[];
    nextToken?: string | undefined;
  }> {
    const { maxRows, nextToken, signal } = options;
    // The first row of the first page has the names of the columns.
    const headers = nextToken === undefined ? 1 : 0;
    const command = new GetQueryResultsCommand({
      QueryExecutionId: executionId,
      MaxResults: maxRows + headers,
      ...(nextToken !== undefined && { NextToken: nextToken }),
    });
    const { NextToken, ResultSet } = await this.#requests.send(
      'GetQueryResults',
      signal,
      (send) => this.#options.client.send(command, send),
      ({ ResultSet: set }) => Math.max(0, (set?.Rows?.length ?? 0) - headers),
    );
    return {
      columns: (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '', Type = '' }) => ({
        name: Name,
        type: Type,
      })),
      rows: (ResultSet?.Rows ?? [])
        .slice(headers)
        .map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue)),
      ...(NextToken && { nextToken: NextToken }),
    };
  }

  workGroups(signal: AbortSignal): Promise<readonly string[]> {
    return allNames(async (token) => {
      const command = new ListWorkGroupsCommand({ ...(token && { NextToken: token }) });
      const output = await this.#requests.send('ListWorkGroups', signal, (send) =>
        this.#options.client.send(command, send),
      );
      const groups = (output.WorkGroups ?? []).filter(({ State }) => State !== 'DISABLED');
      return { names: groups.flatMap(({ Name }) => Name ?? []), nextToken: output.NextToken };
    });
  }

  databases(signal: AbortSignal): Promise<readonly string[]> {
    return allNames(async (token) => {
      const command = new ListDatabasesCommand({
        CatalogName: this.#options.catalog,
        ...(token && { NextToken: token }),
      });
      const output = await this.#requests.send('ListDatabases', signal, (send) =>
        this.#options.client.send(command, send),
      );
      return {
        names: (output.DatabaseList ?? []).flatMap(({ Name }) => Name ?? []),
        nextToken: output.NextToken,
      };
    });
  }

  /** The tables of a database, with the folder in S3 that each reads, as far as that is known. */
  tables(
    database: string,
    signal: AbortSignal,
  ): Promise<readonly { name: string; location?: string | undefined }[]> {
    return allItems(
      async (token) => {
        const command = new ListTableMetadataCommand({
          CatalogName: this.#options.catalog,
          DatabaseName: database,
          ...(token && { NextToken: token }),
        });
        const output = await this.#requests.send('ListTableMetadata', signal, (send) =>
          this.#options.client.send(command, send),
        );
        const items = (output.TableMetadataList ?? []).flatMap(({ Name, Parameters }) =>
          Name === undefined ? [] : { name: Name, location: Parameters?.['location'] },
        );
        return { items, nextToken: output.NextToken };
      },
      ({ name }) => name,
    );
  }

  /** The columns, the partitions and the properties of a table. */
  async describe(database: string, table: string, signal: AbortSignal) {
    const command = new GetTableMetadataCommand({
      CatalogName: this.#options.catalog,
      DatabaseName: database,
      TableName: table,
    });
    const { TableMetadata } = await this.#requests.send('GetTableMetadata', signal, (send) =>
      this.#options.client.send(command, send),
    );
    const columnsOf = (columns: readonly { Name?: string | undefined; Type?: string | undefined }[] = []) =>
      columns.flatMap(({ Name, Type = 'string' }) => (Name === undefined ? [] : { name: Name, type: Type }));
    return {
      columns: columnsOf(TableMetadata?.Columns),
      partitionKeys: columnsOf(TableMetadata?.PartitionKeys),
      parameters: TableMetadata?.Parameters ?? {},
    };
  }

  /** Aborts all requests, and closes the client once the queries that ran have been stopped. */
  dispose(): void {
    this.#disposal.abort();
    const stopping = [...this.#unfinished.values()].map(({ executionId }) => this.#stop(executionId));
    this.#unfinished.clear();
    void Promise.all([...this.#running, ...stopping]).then(() => this.#options.client.destroy());
  }

  async #execute(sql: string, signal: AbortSignal) {
    const unfinished = this.#unfinished.get(sql);
    this.#unfinished.delete(sql);
    const isRecent = unfinished !== undefined && Date.now() - unfinished.begunAt < maxAgeMs;
    const attempt: QueryAttempt = isRecent ? unfinished : { begunAt: Date.now(), token: randomUUID() };
    let ended: EndedQuery;
    try {
      attempt.executionId ??= await this.#start(sql, attempt.token);
      ended = await this.#end(attempt.executionId, signal);
    } catch (error) {
      const { kind } = failureOf(error);
      if (signal.aborted) await this.#stop(attempt.executionId);
      else if (kind !== 'invalidParameter' && kind !== 'notFound') this.#unfinished.set(sql, attempt);
      throw error;
    }
    const { failure, isCharged, scannedBytes } = ended;
    if (isCharged) this.#options.onScanned?.(scannedBytes);
    if (failure !== undefined) throw new JobSourceError(failure);
    return { executionId: attempt.executionId, scannedBytes };
  }

  /** Starts a query, unless an earlier try with the token has done so. Resolves to the execution's ID. */
  async #start(sql: string, token: string): Promise<string> {
    const { catalog, client, workGroup } = this.#options;
    const command = new StartQueryExecutionCommand({
      ClientRequestToken: token,
      QueryString: sql,
      WorkGroup: workGroup,
      QueryExecutionContext: { Catalog: catalog },
    });
    // Not aborted: a query whose ID is not known cannot be stopped.
    const { signal } = new AbortController();
    const { QueryExecutionId = '' } = await this.#requests.send('StartQueryExecution', signal, (send) =>
      client.send(command, send),
    );
    return QueryExecutionId;
  }

  /**
   * Waits for the end of a query. Rejects if that cannot be learned, or if `signal` aborts. A request that
   * fails for a moment is repeated, because another query would cost as much again.
   */
  async #end(executionId: string, signal: AbortSignal): Promise<EndedQuery> {
    const command = new GetQueryExecutionCommand({ QueryExecutionId: executionId });
    let failures = 0;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, maxPauseMs)) {
      try {
        const { QueryExecution } = await this.#requests.send('GetQueryExecution', signal, (send) =>
          this.#options.client.send(command, send),
        );
        failures = 0;
        const { Statistics, Status } = QueryExecution ?? {};
        const scannedBytes = Statistics?.DataScannedInBytes ?? 0;
        if (Status?.State === 'SUCCEEDED') return { isCharged: true, scannedBytes };
        if (Status?.State === 'FAILED' || Status?.State === 'CANCELLED') {
          const failure = queryFailure(Status.State, Status.StateChangeReason ?? '');
          return { isCharged: Status.State === 'CANCELLED', scannedBytes, failure };
        }
      } catch (error) {
        if (!isTransient(failureOf(error)) || ++failures >= maxFailures) throw error;
      }
      await wait(pauseMs, undefined, { signal });
    }
  }

  /**
   * Stops a query, and reports what it has read until then, for which AWS charges, too. If that fails, it
   * runs to its end, which changes nothing here.
   */
  async #stop(executionId: string | undefined): Promise<void> {
    if (executionId === undefined) return;
    const { client, onScanned } = this.#options;
    const named = { QueryExecutionId: executionId };
    const signal = AbortSignal.timeout(stopMs);
    try {
      const stop = new StopQueryExecutionCommand(named);
      await this.#requests.send('StopQueryExecution', signal, (send) => client.send(stop, send));
      const read = new GetQueryExecutionCommand(named);
      const { QueryExecution } = await this.#requests.send('GetQueryExecution', signal, (send) =>
        client.send(read, send),
      );
      onScanned?.(QueryExecution?.Statistics?.DataScannedInBytes ?? 0);
    } catch {}
  }
}

/** A try to run a query. The token keeps a repeated start from making another execution. */
interface QueryAttempt {
  readonly begunAt: number;
  readonly token: string;
  executionId?: string;
}

/** How a query has ended. */
interface EndedQuery {
  readonly scannedBytes: number;
  /**
   * AWS charges for a query that was cancelled, but not for one that has failed.
   *
   * @see https://aws.amazon.com/athena/pricing/
   */
  readonly isCharged: boolean;
  /** Absent if it has succeeded. */
  readonly failure?: JobFailure;
}

/** How old a query may be whose end is still of interest. A later read should see newer reports. */
const maxAgeMs = 10 * 60 * 1000;
/** How many requests about the same query may fail in a row. */
const maxFailures = 6;
/** The pauses between two questions whether a query has ended. */
const firstPauseMs = 100;
const maxPauseMs = 2000;
/** How long stopping a query may take. */
const stopMs = 10_000;
