import {
  type BackupClient,
  DescribeBackupJobCommand,
  type DescribeBackupJobCommandOutput,
  ListBackupJobsCommand,
  type ListBackupJobsCommandOutput,
  ListBackupVaultsCommand,
  type ListBackupVaultsCommandOutput,
} from '@aws-sdk/client-backup';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { type JobQuery, jobQueryFilters } from '../jobs/jobQuery.js';
import { type JobPage, type JobSource, JobSourceError, type PageRequest } from '../jobs/jobSource.js';
import type { Translate } from '../jobs/translate.js';
import { keepAnswerBody } from './answerBody.js';
import { DeadlineError, within } from './deadline.js';
import { attemptsOf, type FailureContext, requestIdOf } from './errorFacts.js';
import { abortedFailure, failureFrom, timeoutFailure } from './failures.js';
import { listBackupJobsInput } from './listBackupJobsInput.js';
import { readDescribedJob, readJobPage, readVaultPage } from './readAnswer.js';
import type { RequestLog, RequestLogEntry } from './requestLog.js';

/** What bounds one request, in milliseconds. */
export interface RequestTimeouts {
  /** To be connected. */
  readonly connectMs: number;
  /** To the first byte of an answer, and from each to the next. */
  readonly requestMs: number;
  /** For all attempts together. */
  readonly totalMs: number;
  /** To have credentials, people who type codes and programs that open browsers included. */
  readonly credentialsMs: number;
}

/** What a {@link BackupJobSource} is made of. */
export interface BackupJobSourceOptions {
  readonly client: BackupClient;
  readonly timeouts: RequestTimeouts;
  readonly context: Omit<FailureContext, 'phase' | 'operation'>;
  readonly log: RequestLog;
  readonly t: Translate;
}

/** Asks AWS Backup through the SDK's client: signing, retries, credentials and endpoints are the SDK's. */
export class BackupJobSource implements JobSource {
  readonly #options: BackupJobSourceOptions;
  readonly #disposal = new AbortController();
  #mustRenewCredentials = false;

  constructor(options: BackupJobSourceOptions) {
    this.#options = options;
  }

  listBackupJobs(query: JobQuery, page: PageRequest): Promise<JobPage> {
    const command = new ListBackupJobsCommand(listBackupJobsInput(query, page));
    return this.#ask({
      operation: 'ListBackupJobs',
      filter: filterOf(query, page.maxResults),
      isNextPage: Boolean(page.nextToken),
      signal: page.signal,
      command,
      send: (options) => this.#options.client.send(command, options),
      read: readJobPage,
      count: ({ jobs }) => jobs.length,
    });
  }

  describeBackupJob(backupJobId: string, signal: AbortSignal): Promise<DescribedBackupJob> {
    const command = new DescribeBackupJobCommand({ BackupJobId: backupJobId });
    return this.#ask({
      operation: 'DescribeBackupJob',
      filter: { backupJobId },
      isNextPage: false,
      signal,
      command,
      send: (options) => this.#options.client.send(command, options),
      read: readDescribedJob,
      count: () => 1,
    });
  }

  async listBackupVaultNames(signal: AbortSignal): Promise<readonly string[]> {
    const names: string[] = [];
    const tokens = new Set<string>();
    for (let token: string | undefined; ; tokens.add(token)) {
      const page = await this.#listBackupVaults(token, signal);
      names.push(...page.names);
      token = page.nextToken;
      if (token === undefined || tokens.has(token)) return names;
    }
  }

  dispose(): void {
    this.#disposal.abort();
    this.#options.client.destroy();
  }

  #listBackupVaults(nextToken: string | undefined, signal: AbortSignal) {
    const command = new ListBackupVaultsCommand({
      MaxResults: 1000,
      ...(nextToken && { NextToken: nextToken }),
    });
    return this.#ask({
      operation: 'ListBackupVaults',
      filter: {},
      isNextPage: nextToken !== undefined,
      signal,
      command,
      send: (options) => this.#options.client.send(command, options),
      read: readVaultPage,
      count: ({ names }) => names.length,
    });
  }

  async #ask<Answer>(request: AskedRequest<Answer>): Promise<Answer> {
    const { context, log, t } = this.#options;
    const { operation, filter, isNextPage } = request;
    const started = performance.now();
    const tell = (outcome: Omit<RequestLogEntry, 'operation' | 'filter' | 'isNextPage' | 'durationMs'>) =>
      log({ operation, filter, isNextPage, durationMs: performance.now() - started, ...outcome });
    const left = AbortSignal.any([request.signal, this.#disposal.signal]);
    try {
      const { answer, output } = await this.#send(request, left);
      tell({ count: request.count(answer), attempts: attemptsOf(output), requestId: requestIdOf(output) });
      return answer;
    } catch (error) {
      const failure = left.aborted
        ? abortedFailure(t)
        : error instanceof DeadlineError
          ? timeoutFailure(t)
          : failureFrom(error, { ...context, operation, phase: 'request' }, t);
      if (['credentials', 'signInExpired'].includes(failure.kind)) this.#mustRenewCredentials = true;
      tell({ attempts: attemptsOf(error), requestId: failure.requestId, failure });
      throw error instanceof JobSourceError && error.failure === failure
        ? error
        : new JobSourceError(failure, { cause: error });
    }
  }

  async #send<Answer>(request: AskedRequest<Answer>, left: AbortSignal) {
    const { client, timeouts } = this.#options;
    const forceRefresh = this.#mustRenewCredentials;
    await within(timeouts.credentialsMs, left, async () => {
      await client.config.credentials({ forceRefresh });
    });
    this.#mustRenewCredentials = false;
    const body = keepAnswerBody(request.command, { idleMs: timeouts.requestMs, maxBytes: maxAnswerBytes });
    const output = await within(timeouts.totalMs, left, (abortSignal) => request.send({ abortSignal }));
    try {
      return { answer: request.read(body.text), output };
    } catch (error) {
      throw Object.assign(Object(error), { $metadata: output.$metadata });
    }
  }
}

type Output = DescribeBackupJobCommandOutput | ListBackupJobsCommandOutput | ListBackupVaultsCommandOutput;

interface AskedRequest<Answer> extends Pick<RequestLogEntry, 'operation' | 'filter' | 'isNextPage'> {
  readonly signal: AbortSignal;
  readonly command: Parameters<typeof keepAnswerBody>[0];
  readonly send: (options: { abortSignal: AbortSignal }) => Promise<Output>;
  readonly read: (body: string) => Answer;
  readonly count: (answer: Answer) => number;
}

/** The filters as they stand on the wire, for the log. */
function filterOf(query: JobQuery, maxResults: number | undefined): RequestLogEntry['filter'] {
  const filter: Record<string, string | number> = {};
  for (const name of jobQueryFilters) {
    const value = query[name];
    if (value !== undefined && value !== '') filter[name] = value instanceof Date ? timeText(value) : value;
  }
  return maxResults === undefined ? filter : { ...filter, maxResults };
}

function timeText(time: Date): string {
  return Number.isFinite(time.getTime()) ? time.toISOString() : String(time);
}

/** A thousand jobs are about two megabytes. */
const maxAnswerBytes = 64 * 1024 * 1024;
