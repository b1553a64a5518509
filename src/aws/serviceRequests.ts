import { abortedFailure, type JobFailure, JobSourceError } from '../jobs/jobSource.js';
import type { RequestTimeouts } from './backupJobSource.js';
import { type ClientWithCredentials, credentialsWithin } from './credentialsWithin.js';
import { DeadlineError, within } from './deadline.js';
import { attemptsOf, type FailureContext, requestIdOf } from './errorFacts.js';
import { timeoutFailure } from './failures.js';
import type { RequestLog, RequestLogEntry } from './requestLog.js';
import { areSameKeys, type Credentials, type SharedCredentials } from './sharedCredentials.js';

/** Dependencies of {@link ServiceRequests}. */
export interface ServiceRequestOptions {
  /** Resolves the credentials. */
  readonly client: ClientWithCredentials;
  readonly credentials: SharedCredentials;
  readonly timeouts: RequestTimeouts;
  readonly context: Omit<FailureContext, 'operation' | 'phase'>;
  readonly log: RequestLog;
  /** Whether rejected credentials are not replaced, because the user may be asked for a code. */
  readonly isOptional?: true;
}

/**
 * Sends requests whose responses the SDK parses, with the credentials of a profile, as `BackupJobSource`
 * sends those that list jobs.
 */
export class ServiceRequests {
  readonly #options: ServiceRequestOptions;
  readonly #failureOf: (error: unknown, context: FailureContext) => JobFailure;

  /** `failureOf` describes an error in the words of the service. */
  constructor(
    options: ServiceRequestOptions,
    failureOf: (error: unknown, context: FailureContext) => JobFailure,
  ) {
    this.#options = options;
    this.#failureOf = failureOf;
  }

  /**
   * Sends a request, and writes it to the log. `count` is the number of things in the output. Rejects with a
   * JobSourceError.
   */
  async send<Output>(
    operation: RequestLogEntry['operation'],
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
          : this.#failureOf(error, { ...context, operation, phase: 'request' });
      log({ ...facts(), attempts: attemptsOf(error), requestId: failure.requestId, failure });
      throw new JobSourceError(failure, { cause: error });
    }
  }

  /** Sends a request. If AWS rejects the credentials, fetches new ones and tries once more. */
  async #attempt<Output>(
    signal: AbortSignal,
    operation: RequestLogEntry['operation'],
    send: (options: { abortSignal: AbortSignal }) => Promise<Output>,
  ): Promise<Output> {
    const { context, credentials: shared, isOptional, timeouts } = this.#options;
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
      const { kind } = this.#failureOf(error, { ...context, operation, phase: 'request' });
      if (signal.aborted || isOptional || (kind !== 'signInExpired' && kind !== 'credentials')) throw error;
      shared.reject(credentials);
      const others = await credentialsNow();
      if (!areSameKeys(credentials, others)) return attempt(others);
      shared.reject(others);
      throw error;
    }
  }
}
