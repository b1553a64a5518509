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
  abortedFailure,
  isJobSourceError,
  type JobFailure,
  type JobPage,
  type JobSource,
  JobSourceError,
  type PageRequest,
} from '../jobs/jobSource.js';
import { RequestLimit } from '../jobs/sweep/requestLimit.js';
import { BackOff } from './backOff.js';
import { credentialsWithin } from './credentialsWithin.js';
import { DeadlineError, within } from './deadline.js';
import { attemptsOf, type FailureContext, requestIdOf } from './errorFacts.js';
import { failureFrom, timeoutFailure } from './failures.js';
import { listBackupJobsInput } from './listBackupJobsInput.js';
import { allNames } from './listedItems.js';
import type { PageReader } from './pageReader.js';
import { LostPageError } from './pageThread.js';
import { readDescribedJob, readVaultPage } from './readResponse.js';
import type { RequestLog, RequestLogEntry } from './requestLog.js';
import { keepResponseBody, type ResponseBody } from './responseBody.js';
import { responseLimits } from './responseLimits.js';
import { Semaphore } from './semaphore.js';
import { areSameKeys, type Credentials, type SharedCredentials } from './sharedCredentials.js';

/** Time limits of one request, in milliseconds. */
export interface RequestTimeouts {
  /** Until the connection is open. */
  readonly connectMs: number;
  /** Until the first byte of the response, and between bytes. */
  readonly requestMs: number;
  /** For all attempts together. */
  readonly totalMs: number;
  /** Until there are credentials. The user may have to enter a code, or to sign in in a browser. */
  readonly credentialsMs: number;
}

/** Dependencies of a {@link BackupJobSource}. */
export interface BackupJobSourceOptions {
  readonly client: BackupClient;
  /** The client's credentials, shared with other regions. */
  readonly credentials: SharedCredentials;
  readonly timeouts: RequestTimeouts;
  /** Shared with other regions. */
  readonly pages: PageReader;
  readonly context: Omit<
    FailureContext,
    'accountId' | 'areKeysAcceptedElsewhere' | 'isFiltered' | 'operation' | 'phase'
  >;
  /** Whether the connection has other regions, whose requests may be under way. Default false. */
  readonly hasOtherRegions?: boolean;
  readonly log: RequestLog;
}

/**
 * Calls AWS Backup through the SDK's client, which resolves credentials and endpoints, signs requests and
 * retries them.
 */
export class BackupJobSource implements JobSource {
  readonly limit = new RequestLimit();
  readonly #options: BackupJobSourceOptions;
  readonly #disposal = new AbortController();
  /** Leaves time between bodies for other work on the event loop. */
  readonly #bodies = new Semaphore(maxConcurrentBodies);
  readonly #vaultLists = new BackOff();
  #wasAccepted = false;
  #areKeysAcceptedElsewhere = false;

  constructor(options: BackupJobSourceOptions) {
    this.#options = options;
  }

  async listBackupJobs(query: JobQuery, page: PageRequest): Promise<JobPage> {
    const { client, pages } = this.#options;
    const command = new ListBackupJobsCommand(listBackupJobsInput(query, page));
    const stopExpecting = pages.expect();
    const listed = await this.#request({
      operation: 'ListBackupJobs',
      filter: filterOf(query, page.maxResults),
      isNextPage: Boolean(page.nextToken),
      signal: page.signal,
      withinMs: page.withinMs,
      command,
      send: (options) => client.send(command, options),
      read: (body) => pages.read(body),
      count: ({ jobs }) => jobs.length,
    }).finally(stopExpecting);
    // The SDK keeps it for the signatures of the next requests.
    const clockOffsetMs = client.config.systemClockOffset;
    return Math.abs(clockOffsetMs) < minClockOffsetMs ? listed : { ...listed, clockOffsetMs };
  }

  describeBackupJob(backupJobId: string, signal: AbortSignal): Promise<DescribedBackupJob> {
    const command = new DescribeBackupJobCommand({ BackupJobId: backupJobId });
    return this.#request({
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
    return this.#request({
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

  async #request<Result>(request: ServiceRequest<Result>): Promise<Result> {
    const { log } = this.#options;
    const { operation, filter, isNextPage } = request;
    const started = performance.now();
    const logOutcome = (
      outcome: Omit<RequestLogEntry, 'operation' | 'filter' | 'isNextPage' | 'durationMs'>,
    ) => log({ operation, filter, isNextPage, durationMs: performance.now() - started, ...outcome });
    const signal = AbortSignal.any([request.signal, this.#disposal.signal]);
    try {
      const { result, output } = await this.#send(request, signal);
      logOutcome({
        count: request.count(result),
        attempts: attemptsOf(output),
        requestId: requestIdOf(output),
      });
      return result;
    } catch (error) {
      const failure = signal.aborted ? abortedFailure() : this.#failureOf(error, request);
      logOutcome({ attempts: attemptsOf(error), requestId: failure.requestId, failure });
      throw isJobSourceError(error) && error.failure === failure
        ? error
        : new JobSourceError(failure, { cause: error });
    }
  }

  #failureOf(error: unknown, { filter, operation }: RequestInfo): JobFailure {
    const { context } = this.#options;
    if (error instanceof DeadlineError) return timeoutFailure();
    const accountId = filter['accountId'] === undefined ? undefined : String(filter['accountId']);
    const isFiltered =
      operation === 'ListBackupJobs' && Object.keys(filter).some((name) => name !== 'maxResults');
    const areKeysAcceptedElsewhere = this.#areKeysAcceptedElsewhere && !this.#wasAccepted;
    return failureFrom(error, {
      ...{ ...context, accountId, areKeysAcceptedElsewhere, isFiltered, operation },
      phase: 'request',
    });
  }

  /** Sends a request. If AWS rejects the credentials, fetches new ones and tries once more. */
  async #send<Result>(request: ServiceRequest<Result>, signal: AbortSignal): Promise<Sent<Result>> {
    const { credentials: shared, timeouts } = this.#options;
    const limits = {
      idleMs: timeouts.requestMs,
      maxBytes: responseLimits.bytes,
      ...(request.operation === 'ListBackupJobs' && { semaphore: this.#bodies }),
    };
    const slowDown = (started: number) => {
      if (request.operation === 'ListBackupJobs') this.limit.slowDown(started);
    };
    const body = keepResponseBody(request.command, limits, slowDown);
    const credentials = await this.#getCredentials(signal);
    let until = performance.now() + Math.min(timeouts.totalMs, request.withinMs ?? timeouts.totalMs);
    try {
      return await this.#sendWith(credentials, request, { body, until, signal });
    } catch (error) {
      if (signal.aborted || !(await this.#areRejected(credentials, error, request))) throw error;
      const remainingMs = until - performance.now();
      const others = await this.#getCredentials(signal);
      // The time for fetching credentials does not count, because the user may have to enter an MFA code.
      until = performance.now() + remainingMs;
      if (areSameKeys(credentials, others)) {
        shared.reject(others);
        throw error;
      }
      return await this.#sendWith(others, request, { body, until, signal });
    }
  }

  #getCredentials(signal: AbortSignal): Promise<Credentials> {
    return credentialsWithin(this.#options.timeouts.credentialsMs, signal, this.#options);
  }

  /**
   * Whether an error means that these credentials are no longer valid. If another region has accepted them,
   * this region is not enabled: fetching new ones, perhaps with an MFA code, would not help.
   */
  async #areRejected(credentials: Credentials, error: unknown, request: RequestInfo): Promise<boolean> {
    const { credentials: shared, hasOtherRegions } = this.#options;
    this.#areKeysAcceptedElsewhere = false;
    const { kind } = this.#failureOf(error, request);
    if (kind === 'credentials' && !this.#wasAccepted)
      this.#areKeysAcceptedElsewhere = await shared.areAcceptedWithin(
        hasOtherRegions ? otherRegionsMs : 0,
        credentials,
      );
    const isRejected =
      kind === 'signInExpired' || (kind === 'credentials' && !this.#areKeysAcceptedElsewhere);
    if (isRejected) shared.reject(credentials);
    return isRejected;
  }

  async #sendWith<Result>(
    credentials: Credentials,
    request: ServiceRequest<Result>,
    attempt: { readonly body: ResponseBody; readonly until: number; readonly signal: AbortSignal },
  ): Promise<Sent<Result>> {
    const { body, signal, until } = attempt;
    const { credentials: shared } = this.#options;
    const milliseconds = Math.max(0, until - performance.now());
    const output = await within(milliseconds, signal, (abortSignal) => request.send({ abortSignal }));
    shared.accept(credentials);
    this.#wasAccepted = true;
    try {
      return { result: await request.read(body.bytes), output };
    } catch (error) {
      if (error instanceof LostPageError && !signal.aborted)
        return this.#sendWith(credentials, request, attempt);
      throw Object.assign(Object(error), { $metadata: output.$metadata });
    }
  }
}

interface Sent<Result> {
  readonly result: Result;
  readonly output: Output;
}

type Output = DescribeBackupJobCommandOutput | ListBackupJobsCommandOutput | ListBackupVaultsCommandOutput;

/** The facts about a request in the log. */
type RequestInfo = Pick<RequestLogEntry, 'operation' | 'filter' | 'isNextPage'>;

interface ServiceRequest<Result> extends RequestInfo {
  readonly signal: AbortSignal;
  readonly withinMs?: number | undefined;
  readonly command: Parameters<typeof keepResponseBody>[0];
  readonly send: (options: { abortSignal: AbortSignal }) => Promise<Output>;
  readonly read: (body: Buffer) => Result | Promise<Result>;
  readonly count: (result: Result) => number;
}

/** The filters of a request, for the log. */
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

const maxConcurrentBodies = 5;
/**
 * In milliseconds. Reading a response takes part of a smaller difference. AWS, too, accepts signatures of the
 * last five minutes.
 */
const minClockOffsetMs = 5 * 60_000;

/** How long the requests of other regions may take to show that AWS accepts the keys. */
const otherRegionsMs = 3000;
