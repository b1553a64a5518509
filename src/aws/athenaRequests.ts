import type { AthenaClient } from '@aws-sdk/client-athena';
import { abortedFailure, JobSourceError } from '../jobs/jobSource.js';
import { athenaFailure } from './athenaFailures.js';
import type { RequestTimeouts } from './backupJobSource.js';
import { credentialsWithin } from './credentialsWithin.js';
import { DeadlineError, within } from './deadline.js';
import { attemptsOf, type FailureContext, requestIdOf } from './errorFacts.js';
import { timeoutFailure } from './failures.js';
import type { AthenaOperation, RequestLog } from './requestLog.js';
import { areSameKeys, type Credentials, type SharedCredentials } from './sharedCredentials.js';

/** Dependencies of {@link AthenaRequests}. */
export interface AthenaRequestOptions {
  readonly client: AthenaClient;
  readonly credentials: SharedCredentials;
  readonly timeouts: RequestTimeouts;
  readonly context: Omit<FailureContext, 'operation' | 'phase'>;
  readonly log: RequestLog;
}

/** Sends requests to Athena with the credentials of a profile, as `BackupJobSource` does to AWS Backup. */
export class AthenaRequests {
  readonly #options: AthenaRequestOptions;

  constructor(options: AthenaRequestOptions) {
    this.#options = options;
  }

  /**
   * Sends a request, and writes it to the log. `count` is the number of things in the output. Rejects with a
   * JobSourceError.
   */
  async send<Output>(
    operation: AthenaOperation,
    signal: AbortSignal,
    send: (options: { abortSignal: AbortSignal }) => Promise<Output>,
    count?: (output: Output) => number,
  ): Promise<Output> {
    const { context, log } = this.#options;
    const started = performance.now();
    const facts = () => ({
      operation,
      filter: {},
      isNextPage: false,
      durationMs: performance.now() - started,
    });
    try {
      const output = await this.#attempt(signal, operation, send);
      // The polling of a query would fill the log.
      if (operation !== 'GetQueryExecution')
        log({
          ...facts(),
          attempts: attemptsOf(output),
          requestId: requestIdOf(output),
          ...(count && { count: count(output) }),
        });
      return output;
    } catch (error) {
      const failure = signal.aborted
        ? abortedFailure()
        : error instanceof DeadlineError
          ? timeoutFailure()
          : athenaFailure(error, { ...context, operation, phase: 'request' });
      log({ ...facts(), attempts: attemptsOf(error), requestId: failure.requestId, failure });
      throw new JobSourceError(failure, { cause: error });
    }
  }

  /** Sends a request. If AWS rejects the credentials, fetches new ones and tries once more. */
  async #attempt<Output>(
    signal: AbortSignal,
    operation: AthenaOperation,
    send: (options: { abortSignal: AbortSignal }) => Promise<Output>,
  ): Promise<Output> {
    const { context, credentials: shared, timeouts } = this.#options;
    const credentialsNow = () => credentialsWithin(timeouts.credentialsMs, signal, this.#options);
    const attempt = async (credentials: Credentials) => {
      const output = await within(timeouts.totalMs, signal, (abortSignal) => send({ abortSignal }));
      shared.accept(credentials);
      return output;
    };
    const credentials = await credentialsNow();
    try {
      return await attempt(credentials);
    } catch (error) {
      const { kind } = athenaFailure(error, { ...context, operation, phase: 'request' });
      if (signal.aborted || (kind !== 'signInExpired' && kind !== 'credentials')) throw error;
      shared.reject(credentials);
      const others = await credentialsNow();
      if (!areSameKeys(credentials, others)) return attempt(others);
      shared.reject(others);
      throw error;
    }
  }
}
