import * as l10n from '@vscode/l10n';
import type { BackupJob, DescribedBackupJob } from '../../jobs/backupJob.js';
import type { JobField } from '../../jobs/jobField.js';
import { type JobQuery, jobQueryFilters } from '../../jobs/jobQuery.js';
import { type JobSelection, selectorOf } from '../../jobs/jobSelection.js';
import {
  type CountedJobs,
  type JobPage,
  type JobSource,
  JobSourceError,
  type PageRequest,
} from '../../jobs/jobSource.js';
import { isBad } from '../../jobs/jobStates.js';
import { mergedPart } from '../../jobs/mergedPart.js';
import { visibleLine } from '../../jobs/visibleText.js';
import { RecentEntries } from '../store/recentEntries.js';
import { noRegion } from './athenaPlace.js';
import type { AthenaQueries, AthenaQuery } from './athenaQueries.js';
import { type AthenaResults, maxPageRows } from './athenaResults.js';
import { jobOfRow } from './athenaRows.js';
import type { AthenaTable } from './athenaTable.js';
import { listPlaceFrom, listToken, rowsOfRegion } from './regionRows.js';

/** Options of an {@link AthenaSource}. */
export interface AthenaSourceOptions {
  /** For all regions of the connection. */
  readonly queries: AthenaQueries;
  readonly results: AthenaResults;
  readonly table: AthenaTable;
  /** It lists the jobs of this region, one of those of the queries. */
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
 * reads: a list is one query for all regions of the connection, whatever pages are read of it.
 */
export class AthenaSource implements JobSource {
  readonly isUnchanging = true;
  readonly isCharged = true;
  readonly #options: AthenaSourceOptions;
  /** The jobs that were listed last, by ID. They do not change, so describing one needs no query. */
  readonly #listed = new RecentEntries<string, BackupJob>(maxListed);
  /** The SQL of the queries that were not made, because they read all reports. */
  readonly #refused = new Set<string>();
  readonly #disposed = new AbortController();

  constructor(options: AthenaSourceOptions) {
    this.#options = options;
  }

  /** The fields of a job that the table can state. */
  get fields(): readonly string[] {
    return this.#options.queries.columns.fields;
  }

  async listBackupJobs(query: JobQuery, request: PageRequest): Promise<JobPage> {
    const { queries, region, results } = this.#options;
    const signal = this.#signal(request.signal);
    const list = queries.list(query);
    const begun = listPlaceFrom(request.nextToken);
    if (begun === undefined) await this.#permit(list, signal);
    const place = begun ?? {
      executionId: await results.execution(list.sql, region, signal),
      listed: 0,
      skip: 0,
    };
    const maxRows = Math.min(request.maxResults ?? maxPageRows, maxPageRows);
    const { next, rows } = await rowsOfRegion(place, region, maxRows, (nextToken) =>
      results.page({ sql: list.sql, executionId: place.executionId, nextToken }, region, signal),
    );
    const jobs = rows.map((row) => jobOfRow(queries.columns.read, row));
    const isAll = begun === undefined && next === undefined;
    if (jobs.length === 0 && isAll && isEmptyQuery(query)) throw this.#noJobs();
    for (const job of jobs) if (job.BackupJobId !== undefined) this.#listed.set(job.BackupJobId, job);
    return { jobs, ...(next && { nextToken: listToken(next) }) };
  }

  async describeBackupJob(backupJobId: string, requestSignal: AbortSignal): Promise<DescribedBackupJob> {
    const listed = this.#listed.get(backupJobId);
    if (listed !== undefined) return listed;
    const { queries, region, results } = this.#options;
    const signal = this.#signal(requestSignal);
    const find = queries.find(backupJobId);
    await this.#permit(find, signal);
    const executionId = await results.execution(find.sql, region, signal);
    const place = { executionId, listed: 0, skip: 0 };
    const { rows } = await rowsOfRegion(place, region, 1, (nextToken) =>
      results.page({ sql: find.sql, executionId, nextToken }, region, signal),
    );
    const [row] = rows;
    if (row !== undefined) return jobOfRow(queries.columns.read, row);
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
    selection: JobSelection,
    by: JobField,
    requestSignal: AbortSignal,
  ): Promise<readonly CountedJobs[] | undefined> {
    const { mayReadAll, queries, region, results } = this.#options;
    const part = mergedPart(selection);
    const query = part && queries.count(part, by);
    if (query === undefined) return undefined;
    const isFree = query.isPruned || mayReadAll.isAllowed || results.has(query.sql, region);
    if (!isFree) return undefined;
    const rows = await results.counts(query.sql, this.#signal(requestSignal));
    const isSelected = selectorOf({ parts: [query.selects] });
    const counts: CountedJobs[] = [];
    for (const [ofRegion = noRegion, number, state, ...examples] of rows) {
      const sample = jobOfRow(query.examples, examples);
      if (ofRegion !== region || !isSelected(sample)) continue;
      const count = Number(number);
      counts.push({ sample, count, bad: isBad({ State: state }) ? count : 0 });
    }
    return counts;
  }

  /** Called by each region before a refresh. */
  forget(): void {
    this.#options.results.forget();
  }

  dispose(): void {
    this.#disposed.abort();
    this.#listed.clear();
  }

  /** Rejects if a query would read all reports, and the user has not allowed that. */
  async #permit({ isPruned, sql }: AthenaQuery, signal: AbortSignal): Promise<void> {
    const { mayReadAll, region, results } = this.#options;
    if (isPruned || mayReadAll.isAllowed || results.has(sql, region)) return;
    if (!(this.#isRetry(sql) && (await mayReadAll.ask(signal))))
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

/** An export can list millions of jobs. */
const maxListed = 10_000;
