import * as l10n from '@vscode/l10n';
import type { BackupJob, DescribedBackupJob } from '../../jobs/backupJob.js';
import type { JobField } from '../../jobs/jobField.js';
import { type JobQuery, jobQueryFilters } from '../../jobs/jobQuery.js';
import type { SelectionPart } from '../../jobs/jobSelection.js';
import {
  aborted,
  type CountedJobs,
  failureOf,
  isTransient,
  type JobPage,
  type JobSource,
  JobSourceError,
  type PageRequest,
} from '../../jobs/jobSource.js';
import { badStates } from '../../jobs/jobStates.js';
import { visibleLine } from '../../jobs/visibleText.js';
import { RecentEntries } from '../store/recentEntries.js';
import { AthenaQueries, type AthenaQuery } from './athenaQueries.js';
import { jobOfRow } from './athenaRows.js';
import type { AthenaRunner, FinishedQuery } from './athenaRunner.js';
import type { AthenaTable } from './athenaTable.js';

/** Options of an {@link AthenaSource}. */
export interface AthenaSourceOptions {
  readonly runner: AthenaRunner;
  readonly table: AthenaTable;
  /** It lists the jobs of this region. */
  readonly region: string;
  /** Whether a query may read all reports that there are. Rejects if `signal` aborts. */
  readonly mayReadAll: MayReadAll;
}

/** Says whether queries may read all reports, and asks the user if nobody has answered yet. */
export interface MayReadAll {
  /** Whether the user has said yes. */
  readonly isAllowed: boolean;
  ask(signal: AbortSignal): Promise<boolean>;
}

/**
 * The jobs of one region in a table of job reports that Athena reads. AWS charges for each query by what it
 * reads: a list is one query, whatever pages are read of it.
 */
export class AthenaSource implements JobSource {
  readonly isUnchanging = true;
  readonly isCharged = true;
  readonly #options: AthenaSourceOptions;
  readonly #queries: AthenaQueries;
  /** The jobs that were listed last, by ID. They do not change, so describing one needs no query. */
  readonly #listed = new RecentEntries<string, BackupJob>(maxListed);
  /** The executions of lists whose first page could not be read for a moment, by their SQL. */
  readonly #unread = new Map<string, string>();
  /** The SQL of the queries that were not made, because they read all reports. */
  readonly #refused = new Set<string>();
  readonly #disposed = new AbortController();

  constructor(options: AthenaSourceOptions) {
    this.#options = options;
    this.#queries = new AthenaQueries(options.table, options.region);
  }

  /** The fields of a job that the table can state. */
  get fields(): readonly string[] {
    return this.#queries.columns.fields;
  }

  async listBackupJobs(query: JobQuery, request: PageRequest): Promise<JobPage> {
    const signal = this.#signal(request.signal);
    // Only the ID of the execution certainly has no space.
    const [, begun, nextToken] = /^(\S+) (.*)$/s.exec(request.nextToken ?? '') ?? [];
    const list = this.#queries.list(query);
    const executionId = begun ?? this.#unread.get(list.sql) ?? (await this.#run(list, signal)).executionId;
    const maxRows = Math.min(request.maxResults ?? maxPageRows, maxPageRows);
    const page = await this.#options.runner
      .page(executionId, { maxRows, nextToken, signal })
      .catch((error) => {
        if (begun === undefined && isTransient(failureOf(error))) this.#unread.set(list.sql, executionId);
        else this.#unread.delete(list.sql);
        throw error;
      });
    this.#unread.delete(list.sql);
    const jobs = page.rows.map((row) => jobOfRow(this.#queries.columns.read, row));
    const isAll = begun === undefined && !page.nextToken;
    if (jobs.length === 0 && isAll && isEmptyQuery(query)) throw this.#noJobs();
    for (const job of jobs) if (job.BackupJobId !== undefined) this.#listed.set(job.BackupJobId, job);
    return { jobs, ...(page.nextToken && { nextToken: `${executionId} ${page.nextToken}` }) };
  }

  async describeBackupJob(backupJobId: string, requestSignal: AbortSignal): Promise<DescribedBackupJob> {
    const listed = this.#listed.get(backupJobId);
    if (listed !== undefined) return listed;
    const signal = this.#signal(requestSignal);
    const { executionId } = await this.#run(this.#queries.find(backupJobId), signal);
    const { rows } = await this.#options.runner.page(executionId, { maxRows: 1, signal });
    const [row] = rows;
    if (row !== undefined) return jobOfRow(this.#queries.columns.read, row);
    throw new JobSourceError({
      kind: 'notFound',
      summary: l10n.t('The history does not have this job'),
      detail: '',
      remedy: 'retry',
    });
  }

  /** A history has no vaults but those of its jobs, and a query that finds them would read all reports. */
  listBackupVaultNames(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  /** Counts never make a question appear: without an answer, they are not made. */
  async countJobs(
    part: SelectionPart,
    by: JobField,
    requestSignal: AbortSignal,
  ): Promise<readonly CountedJobs[] | undefined> {
    const query = this.#queries.count(part, by);
    if (query === undefined || !(query.isPruned || this.#options.mayReadAll.isAllowed)) return undefined;
    const signal = this.#signal(requestSignal);
    const { runner } = this.#options;
    const { executionId } = await this.#run(query, signal);
    const counts: CountedJobs[] = [];
    let nextToken: string | undefined;
    do {
      const page = await runner.page(executionId, { maxRows: maxPageRows, nextToken, signal });
      for (const [number, state, ...examples] of page.rows) {
        const count = Number(number);
        const bad = badStates.some((one) => one === state) ? count : 0;
        counts.push({ sample: jobOfRow(query.examples, examples), count, bad });
      }
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return counts;
  }

  dispose(): void {
    this.#disposed.abort();
    this.#listed.clear();
  }

  async #run({ isPruned, sql }: AthenaQuery, signal: AbortSignal): Promise<FinishedQuery> {
    const { mayReadAll, runner } = this.#options;
    if (!isPruned && !mayReadAll.isAllowed && !(this.#isRetry(sql) && (await mayReadAll.ask(signal))))
      throw new JobSourceError({
        kind: 'invalidParameter',
        summary: l10n.t('Not read: needs all reports'),
        detail:
          this.#options.table.day === undefined
            ? l10n.t(
                'The table is not partitioned by day, so each query reads all reports. Retry to read them.',
              )
            : l10n.t('Filter by the date of creation, or retry to read all.'),
        remedy: 'retry',
      });
    if (signal.aborted) throw aborted();
    return runner.run(sql, signal);
  }

  /**
   * Whether a query has been refused before. The first time, it may be one that nobody has asked for, such as
   * that of a restored window, which must not open a question. The user retries it.
   */
  #isRetry(sql: string): boolean {
    const isRetry = this.#refused.has(sql);
    this.#refused.add(sql);
    return isRetry;
  }

  /** Without this, the view would say that AWS Backup has no jobs of the last 30 days. */
  #noJobs(): JobSourceError {
    const { region, table } = this.#options;
    return new JobSourceError({
      kind: 'notFound',
      summary: l10n.t('The job reports name no job of {region}', { region }),
      detail: l10n.t('Check the table {table}, and the regions of this connection.', {
        table: visibleLine(table.name, 60),
      }),
      remedy: 'retry',
    });
  }

  #signal(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.#disposed.signal]);
  }
}

function isEmptyQuery(query: JobQuery): boolean {
  return jobQueryFilters.every((name) => query[name] === undefined);
}

/** Athena returns at most 1,000 rows, and the first page begins with the names of the columns. */
const maxPageRows = 999;
/** An export can list millions of jobs. */
const maxListed = 10_000;
