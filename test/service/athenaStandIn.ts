import type { SampleService, ServiceRequest, ServiceResponse } from '../../src/sample/http.js';
import { requestIdOf } from '../../src/sample/sampleService.js';
import type { DuckDb } from './duckDb.js';

/** A column in the data catalog of a stand-in. */
export interface CatalogColumn {
  readonly Name: string;
  readonly Type: string;
}

/**
 * A table of a stand-in. Its columns are texts in DuckDB, as OpenCSVSerde reads them, except numbers and
 * dates. A list of structures stands for its members: DuckDB makes no columns of them, so that each row is a
 * member.
 */
export interface StandInTable {
  readonly database: string;
  readonly name: string;
  readonly columns: readonly CatalogColumn[];
  readonly partitionKeys?: readonly CatalogColumn[];
  readonly parameters?: Readonly<Record<string, string>>;
  /** A text or null for each column, those of partitions last. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What became of a query. */
export interface StandInExecution {
  readonly sql: string;
  readonly workGroup: string;
  state: 'CANCELLED' | 'FAILED' | 'RUNNING' | 'SUCCEEDED';
}

/** Amazon Athena as a function. Its queries run on DuckDB. */
export interface AthenaStandIn {
  readonly service: SampleService;
  /** All queries so far, the oldest first. */
  readonly executions: readonly StandInExecution[];
  /** The operations so far, with the credential scope that signed them. */
  readonly requests: readonly { readonly operation: string; readonly authorization: string }[];
  /** While set, queries stay in the state RUNNING. */
  holds: boolean;
  /** While set, queries fail for this reason instead of running. */
  failure: string | undefined;
  /** The operations that are denied. */
  readonly denied: Set<string>;
  /** The operations that find the credentials expired. */
  readonly expired: Set<string>;
  /** How many of the next requests of an operation fail with an error of the service. */
  readonly failing: Map<string, number>;
  /** The operations that are done, but with an error of the service as the answer. */
  readonly losing: Set<string>;
  /** What each query reads. */
  scannedBytes: number;
}

/**
 * A stand-in for Amazon Athena, with the wire format of the operations that the product calls.
 *
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_Operations.html
 */
export async function createAthenaStandIn(
  duckDb: DuckDb,
  tables: readonly StandInTable[],
): Promise<AthenaStandIn> {
  for (const table of tables) await createTable(duckDb, table);
  const executions: (StandInExecution & { result?: Awaited<ReturnType<DuckDb['run']>>; reason?: string })[] =
    [];
  const requests: { operation: string; authorization: string }[] = [];
  const denied = new Set<string>();

  const byToken = new Map<string, string>();

  const start = ({ ClientRequestToken = '', QueryString = '', WorkGroup = 'primary' }: Body): object => {
    const known = byToken.get(ClientRequestToken);
    if (known !== undefined) return { QueryExecutionId: known };
    const execution: (typeof executions)[number] = {
      sql: QueryString,
      workGroup: WorkGroup,
      state: 'RUNNING',
    };
    executions.push(execution);
    duckDb.run(withoutUnnest(QueryString)).then(
      (result) => {
        execution.result = result;
      },
      (error: unknown) => {
        execution.reason = String(error);
      },
    );
    const QueryExecutionId = `execution-${executions.length}`;
    if (ClientRequestToken !== '') byToken.set(ClientRequestToken, QueryExecutionId);
    return { QueryExecutionId };
  };
  const executionOf = ({ QueryExecutionId }: Body) => {
    const execution = executions[Number(/^execution-(\d+)$/.exec(QueryExecutionId ?? '')?.[1]) - 1];
    if (execution === undefined)
      throw new StandInError('InvalidRequestException', 'QueryExecution not found');
    return execution;
  };
  const standIn: AthenaStandIn = {
    service: (request) => answer(request),
    executions,
    requests,
    denied,
    expired: new Set(),
    failing: new Map(),
    losing: new Set(),
    holds: false,
    failure: undefined,
    scannedBytes: 25_000_000,
  };
  const operations: Readonly<Record<string, (body: Body) => object>> = {
    StartQueryExecution: start,
    GetQueryExecution: (body) => {
      const execution = executionOf(body);
      if (execution.state === 'RUNNING' && !standIn.holds) {
        if (standIn.failure !== undefined) execution.reason = standIn.failure;
        if (execution.result !== undefined) execution.state = 'SUCCEEDED';
        if (execution.reason !== undefined) execution.state = 'FAILED';
      }
      return {
        QueryExecution: {
          QueryExecutionId: body.QueryExecutionId,
          Status: { State: execution.state, StateChangeReason: execution.reason },
          Statistics: { DataScannedInBytes: standIn.scannedBytes },
        },
      };
    },
    StopQueryExecution: (body) => {
      executionOf(body).state = 'CANCELLED';
      return {};
    },
    GetQueryResults: (body) => resultPage(executionOf(body), body),
    ListWorkGroups: () => ({
      WorkGroups: [
        { Name: 'primary', State: 'ENABLED' },
        { Name: 'off', State: 'DISABLED' },
      ],
    }),
    ListDatabases: () => ({
      DatabaseList: [...new Set(tables.map(({ database }) => database))].map((Name) => ({ Name })),
    }),
    ListTableMetadata: ({ DatabaseName }) => ({
      TableMetadataList: tables.filter(({ database }) => database === DatabaseName).map(metadataOf),
    }),
    GetTableMetadata: ({ DatabaseName, TableName }) => {
      const table = tables.find(({ database, name }) => database === DatabaseName && name === TableName);
      if (table === undefined) throw new StandInError('MetadataException', 'Table not found');
      return { TableMetadata: metadataOf(table) };
    },
  };
  const answer = (request: ServiceRequest): ServiceResponse => {
    const operation = request.headers['x-amz-target']?.replace(/^AmazonAthena\./, '') ?? '';
    requests.push({ operation, authorization: request.headers['authorization'] ?? '' });
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': requestIdOf(requests.length),
    };
    try {
      const run = operations[operation];
      if (run === undefined) throw new StandInError('UnknownOperationException', '');
      if (denied.has(operation))
        throw new StandInError('AccessDeniedException', `not authorized to perform: athena:${operation}`);
      if (standIn.expired.has(operation))
        throw new StandInError(
          'ExpiredTokenException',
          'The security token included in the request is expired',
        );
      const failures = standIn.failing.get(operation) ?? 0;
      standIn.failing.set(operation, Math.max(0, failures - 1));
      if (failures > 0) throw new StandInError('InternalServerException', 'Try again');
      const result = run(JSON.parse(request.body ?? '{}') as Body);
      if (standIn.losing.has(operation)) throw new StandInError('InternalServerException', 'Try again');
      return { statusCode: 200, headers, body: JSON.stringify(result) };
    } catch (error) {
      if (!(error instanceof StandInError)) throw error;
      const body = JSON.stringify({ __type: error.name, message: error.message });
      return { statusCode: error.name === 'InternalServerException' ? 500 : 400, headers, body };
    }
  };
  return standIn;
}

class StandInError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

interface Body {
  readonly ClientRequestToken?: string;
  readonly QueryString?: string;
  readonly WorkGroup?: string;
  readonly QueryExecutionId?: string;
  readonly NextToken?: string;
  readonly MaxResults?: number;
  readonly DatabaseName?: string;
  readonly TableName?: string;
}

/** The first row of the first page has the names of the columns, as that of Athena does. */
function resultPage(
  { result, state }: { readonly state: string; readonly result?: Awaited<ReturnType<DuckDb['run']>> },
  { MaxResults = 1000, NextToken = '0' }: Body,
): object {
  if (state !== 'SUCCEEDED' || result === undefined)
    throw new StandInError('InvalidRequestException', 'Query has not yet finished');
  if (MaxResults > 1000) throw new StandInError('InvalidRequestException', 'MaxResults is at most 1000');
  const all = [result.columns, ...result.rows];
  const from = Number(NextToken);
  const to = from + MaxResults;
  return {
    ResultSet: {
      ResultSetMetadata: { ColumnInfo: result.columns.map((Name) => ({ Name, Type: 'varchar' })) },
      Rows: all.slice(from, to).map((row) => ({
        Data: row.map((value) => (value === null ? {} : { VarCharValue: String(value) })),
      })),
    },
    ...(to < all.length && { NextToken: String(to) }),
  };
}

function metadataOf({ columns, name, parameters = {}, partitionKeys = [] }: StandInTable): object {
  return { Name: name, Columns: columns, PartitionKeys: partitionKeys, Parameters: parameters };
}

/** A query without the part that DuckDB cannot run: see {@link StandInTable}. */
export function withoutUnnest(sql: string): string {
  return sql.replaceAll(/ cross join unnest\("reportitems"\) as items \([^)]*\)/g, '');
}

function duckDbColumns({ Name, Type }: CatalogColumn): readonly string[] {
  const members = /^array<struct<(.*)>>$/.exec(Type)?.[1];
  if (members !== undefined) return members.split(',').map((member) => `"${member.split(':')[0]}" varchar`);
  return [`"${Name}" ${/^(int|bigint|date)$/.test(Type) ? Type : 'varchar'}`];
}

async function createTable(duckDb: DuckDb, table: StandInTable): Promise<void> {
  const name = `"${table.database}"."${table.name}"`;
  const columns = [...table.columns, ...(table.partitionKeys ?? [])];
  await duckDb.run(`create schema if not exists "${table.database}"`);
  await duckDb.run(`create table ${name} (${columns.flatMap(duckDbColumns).join(', ')})`);
  for (let from = 0; from < table.rows.length; from += 500) {
    const values = table.rows
      .slice(from, from + 500)
      .map((row) => `(${row.map((value) => (value === null ? 'null' : duckDbText(value))).join(', ')})`);
    await duckDb.run(`insert into ${name} values ${values.join(', ')}`);
  }
}

/** A text as DuckDB’s own escape string, so that the literals under test do not check themselves. */
function duckDbText(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  return `decode('${bytes}'::blob)`;
}
