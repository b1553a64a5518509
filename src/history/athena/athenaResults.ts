import { type FailureKind, failureOf } from '../../jobs/jobSource.js';
import { RecentEntries } from '../store/recentEntries.js';
import type { AthenaRow } from './athenaRows.js';
import type { AthenaRunner, FinishedQuery, ResultPage } from './athenaRunner.js';
import { SharedWork } from './sharedWork.js';

/** Which page of a result a region reads. */
export interface PagePlace {
  readonly sql: string;
  readonly executionId: string;
  /** Absent for the first page. */
  readonly nextToken?: string | undefined;
}

/**
 * The queries of a connection and their results, which all its regions share, because AWS charges for each
 * query. The methods reject with a JobSourceError.
 */
export class AthenaResults {
  readonly #runner: AthenaRunner;
  /** By SQL. */
  readonly #executions = new Map<string, Execution>();
  readonly #pages = new RecentEntries<string, SharedWork<ResultPage>>(maxPages);
  /** All rows of the queries that count, by SQL. */
  readonly #counts = new Map<string, SharedWork<readonly AthenaRow[]>>();

  constructor(runner: AthenaRunner) {
    this.#runner = runner;
  }

  /** Whether a list or a count would be read without another query. */
  has(sql: string, region: string): boolean {
    return this.#known(sql, region) !== undefined || isUsable(this.#counts.get(sql));
  }

  /**
   * The ID of an execution for a list. A region that has begun to read a list, and asks for it again, gets a
   * new execution.
   */
  async execution(sql: string, region: string, signal: AbortSignal): Promise<string> {
    const execution = this.#known(sql, region) ?? {
      work: new SharedWork((shared) => this.#runner.run(sql, shared)),
      begunBy: new Set<string>(),
      id: undefined,
    };
    this.#executions.set(sql, execution);
    try {
      const { executionId } = await execution.work.join(signal);
      execution.id = executionId;
      return executionId;
    } catch (error) {
      if (this.#executions.get(sql) === execution && execution.work.hasEnded) this.#executions.delete(sql);
      throw error;
    }
  }

  /** A page of a list, as a region reads it. */
  async page({ executionId, nextToken, sql }: PagePlace, region: string, signal: AbortSignal) {
    const key = `${executionId} ${nextToken ?? ''}`;
    const known = this.#pages.get(key);
    const reading = isUsable(known) ? known : this.#read(executionId, nextToken);
    this.#pages.set(key, reading);
    const execution = this.#executions.get(sql);
    const isOwn = execution?.id === executionId;
    try {
      const page = await reading.join(signal);
      if (isOwn) execution.begunBy.add(region);
      return page;
    } catch (error) {
      if (reading.hasEnded) this.#pages.delete(key);
      // After any other failure, the result can still be read without another query.
      if (isOwn && goneKinds.includes(failureOf(error).kind)) this.#executions.delete(sql);
      throw error;
    }
  }

  /** All rows of a query that counts. Once it has succeeded, it is not made again. */
  async counts(sql: string, signal: AbortSignal): Promise<readonly AthenaRow[]> {
    const known = this.#counts.get(sql);
    const counting = isUsable(known) ? known : new SharedWork((shared) => this.#allRows(sql, shared));
    this.#counts.set(sql, counting);
    try {
      return await counting.join(signal);
    } catch (error) {
      if (this.#counts.get(sql) === counting && counting.hasEnded) this.#counts.delete(sql);
      throw error;
    }
  }

  /** Forgets what has been read, for a refresh. What is being read is new enough for it. */
  forget(): void {
    for (const [sql, { work }] of this.#executions) if (work.hasEnded) this.#executions.delete(sql);
    for (const [sql, work] of this.#counts) if (work.hasEnded) this.#counts.delete(sql);
  }

  #known(sql: string, region: string): Execution | undefined {
    const execution = this.#executions.get(sql);
    return isUsable(execution?.work) && !execution?.begunBy.has(region) ? execution : undefined;
  }

  #read(executionId: string, nextToken: string | undefined): SharedWork<ResultPage> {
    return new SharedWork((signal) =>
      this.#runner.page(executionId, { maxRows: maxPageRows, nextToken, signal }),
    );
  }

  async #allRows(sql: string, signal: AbortSignal): Promise<readonly AthenaRow[]> {
    const { executionId } = await this.#runner.run(sql, signal);
    const rows: AthenaRow[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.#runner.page(executionId, { maxRows: maxPageRows, nextToken, signal });
      rows.push(...page.rows);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return rows;
  }
}

interface Execution {
  readonly work: SharedWork<FinishedQuery>;
  /** The regions that have read the first page. */
  readonly begunBy: Set<string>;
  /** Undefined until it has succeeded. */
  id: string | undefined;
}

function isUsable<Result>(work: SharedWork<Result> | undefined): work is SharedWork<Result> {
  return work !== undefined && !work.isAborted;
}

/** Athena returns at most 1,000 rows, and the first page begins with the names of the columns. */
export const maxPageRows = 999;
/** Regions read the same pages at about the same time. A page has about 1 MB. */
const maxPages = 4;
/** The failures after which the result of an execution cannot be read any more. */
const goneKinds: readonly FailureKind[] = ['invalidParameter', 'notFound', 'unknown'];
