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
import {
  isJobSourceError,
  type JobFailure,
  type JobPage,
  type JobSource,
  JobSourceError,
  type PageRequest,
} from '../jobs/jobSource.js';
import { RequestLimit } from '../jobs/sweep/requestLimit.js';
import { type AnswerBody, keepAnswerBody } from './answerBody.js';
import { answerCaps } from './answerCaps.js';
import { BackOff } from './backOff.js';
import { DeadlineError, within } from './deadline.js';
import { attemptsOf, type FailureContext, requestIdOf } from './errorFacts.js';
import { abortedFailure, failureFrom, timeoutFailure } from './failures.js';
import { listBackupJobsInput } from './listBackupJobsInput.js';
import type { PageReader } from './pageReader.js';
import { LostPageError } from './pageThread.js';
import { readDescribedJob, readVaultPage } from './readAnswer.js';
import type { RequestLog, RequestLogEntry } from './requestLog.js';
import { Semaphore } from './semaphore.js';
import { areSameKeys, type Credentials, type SharedCredentials } from './sharedCredentials.js';
import { allNames } from './vaultNames.js';

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
  /** Those of the client, which other regions share. */
  readonly credentials: SharedCredentials;
  readonly timeouts: RequestTimeouts;
  /** Other regions share it. */
  readonly pages: PageReader;
  readonly context: Omit<FailureContext, 'accountId' | 'isFiltered' | 'operation' | 'phase'>;
  readonly log: RequestLog;
}

/** Asks AWS Backup through the SDK's client: signing, retries, credentials and endpoints are the SDK's. */
export class BackupJobSource implements JobSource {
  readonly limit = new RequestLimit();
  readonly #options: BackupJobSourceOptions;
  readonly #disposal = new AbortController();
  /** Others have to get at the event loop between them. */
  readonly #bodies = new Semaphore(bodiesAtOnce);
  readonly #vaultLists = new BackOff();
  #wasAccepted = false;

  constructor(options: BackupJobSourceOptions) {
    this.#options = options;
  }

  async listBackupJobs(query: JobQuery, page: PageRequest): Promise<JobPage> {
    const { client, pages } = this.#options;
    const command = new ListBackupJobsCommand(listBackupJobsInput(query, page));
    const hasCome = pages.expect();
    return this.#ask({
      operation: 'ListBackupJobs',
      filter: filterOf(query, page.maxResults),
      isNextPage: Boolean(page.nextToken),
      signal: page.signal,
      withinMs: page.withinMs,
      command,
      send: (options) => client.send(command, options),
      read: (body) => pages.read(body),
      count: ({ jobs }) => jobs.length,
    }).finally(hasCome);
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
      read: (body) => readDescribedJob(body),
      count: () => 1,
    });
  }

  listBackupVaultNames(signal: AbortSignal): Promise<readonly string[]> {
    return this.#vaultLists.run(() => allNames((token) => this.#listBackupVaults(token, signal)));
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
      read: (body) => readVaultPage(body),
      count: ({ names }) => names.length,
    });
  }

  async #ask<Answer>(request: AskedRequest<Answer>): Promise<Answer> {
    const { log } = this.#options;
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
      const failure = left.aborted ? abortedFailure() : this.#failureOf(error, request);
      tell({ attempts: attemptsOf(error), requestId: failure.requestId, failure });
      throw isJobSourceError(error) && error.failure === failure
        ? error
        : new JobSourceError(failure, { cause: error });
    }
  }

  #failureOf(error: unknown, { filter, operation }: RequestAbout): JobFailure {
    const { context } = this.#options;
    if (error instanceof DeadlineError) return timeoutFailure();
    const accountId = filter['accountId'] === undefined ? undefined : String(filter['accountId']);
    const isFiltered =
      operation === 'ListBackupJobs' && Object.keys(filter).some((name) => name !== 'maxResults');
    return failureFrom(error, { ...context, accountId, isFiltered, operation, phase: 'request' });
  }

  /** Credentials that AWS calls expired are renewed without a word, where there are others to be had. */
  async #send<Answer>(request: AskedRequest<Answer>, left: AbortSignal): Promise<Sent<Answer>> {
    const { credentials: shared, timeouts } = this.#options;
    const limits = {
      idleMs: timeouts.requestMs,
      maxBytes: answerCaps.bytes,
      ...(request.operation === 'ListBackupJobs' && { turns: this.#bodies }),
    };
    const slowDown = (started: number) => {
      if (request.operation === 'ListBackupJobs') this.limit.slowDown(started);
    };
    const body = keepAnswerBody(request.command, limits, slowDown);
    const credentials = await this.#getCredentials(left);
    let until = performance.now() + Math.min(timeouts.totalMs, request.withinMs ?? timeouts.totalMs);
    try {
      return await this.#sendWith(credentials, request, { body, until, left });
    } catch (error) {
      if (left.aborted || !this.#refuses(credentials, error, request)) throw error;
      const millisecondsLeft = until - performance.now();
      const others = await this.#getCredentials(left);
      // The time of a person who types a code does not count.
      until = performance.now() + millisecondsLeft;
      if (areSameKeys(credentials, others)) {
        shared.refuse(others);
        throw error;
      }
      return await this.#sendWith(others, request, { body, until, left });
    }
  }

  async #getCredentials(left: AbortSignal): Promise<Credentials> {
    const { client, credentials, timeouts } = this.#options;
    try {
      return await within(timeouts.credentialsMs, left, () => client.config.credentials());
    } catch (error) {
      if (error instanceof DeadlineError) credentials.abandonFetch();
      throw error;
    }
  }

  /**
   * Whether an error means that these credentials are no longer good. Those that another region takes are: it
   * is this region that is not enabled, and to fetch others, with an MFA code at worst, would help nobody.
   */
  #refuses(credentials: Credentials, error: unknown, request: RequestAbout): boolean {
    const shared = this.#options.credentials;
    const { kind } = this.#failureOf(error, request);
    const isRefusal =
      kind === 'signInExpired' ||
      (kind === 'credentials' && (this.#wasAccepted || !shared.areAccepted(credentials)));
    if (isRefusal) shared.refuse(credentials);
    return isRefusal;
  }

  async #sendWith<Answer>(
    credentials: Credentials,
    request: AskedRequest<Answer>,
    attempt: { readonly body: AnswerBody; readonly until: number; readonly left: AbortSignal },
  ): Promise<Sent<Answer>> {
    const { body, left, until } = attempt;
    const { credentials: shared } = this.#options;
    const milliseconds = Math.max(0, until - performance.now());
    const output = await within(milliseconds, left, (abortSignal) => request.send({ abortSignal }));
    shared.accept(credentials);
    this.#wasAccepted = true;
    try {
      return { answer: await request.read(body.bytes), output };
    } catch (error) {
      if (error instanceof LostPageError && !left.aborted)
        return this.#sendWith(credentials, request, attempt);
      throw Object.assign(Object(error), { $metadata: output.$metadata });
    }
  }
}

interface Sent<Answer> {
  readonly answer: Answer;
  readonly output: Output;
}

type Output = DescribeBackupJobCommandOutput | ListBackupJobsCommandOutput | ListBackupVaultsCommandOutput;

/** What a request is about, as the log tells it. */
type RequestAbout = Pick<RequestLogEntry, 'operation' | 'filter' | 'isNextPage'>;

interface AskedRequest<Answer> extends RequestAbout {
  readonly signal: AbortSignal;
  readonly withinMs?: number | undefined;
  readonly command: Parameters<typeof keepAnswerBody>[0];
  readonly send: (options: { abortSignal: AbortSignal }) => Promise<Output>;
  readonly read: (body: Buffer) => Answer | Promise<Answer>;
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

const bodiesAtOnce = 5;
