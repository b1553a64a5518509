import { aborted, failureOf, type JobFailure } from '../jobSource.js';
import { orAborted } from '../orAborted.js';
import { type Clock, systemClock } from './clock.js';

/**
 * The milliseconds to wait before the next attempt to read a page. Undefined if the failure is final: it is
 * not transient, there were enough attempts, or the wait would exceed the maximum silence. A timeout is
 * final, because it took long and includes several attempts. Throttling is retried until the maximum silence.
 */
export function waitBefore(
  { kind }: JobFailure,
  past: {
    /** The number of attempts so far. */
    readonly attempts: number;
    /** The milliseconds since the last page, or since the first request. */
    readonly silenceMs: number;
    /** The milliseconds until the next request is allowed. */
    readonly pauseMs?: number;
  },
): number | undefined {
  const { attempts, pauseMs = 0, silenceMs } = past;
  const mayPass =
    kind === 'throttled' || ((kind === 'network' || kind === 'service') && attempts < maxAttempts);
  const wait = Math.min(maxWaitMs, firstWaitMs * 2 ** (attempts - 1));
  return mayPass && silenceMs + Math.max(wait, pauseMs) < maxSilenceMs ? wait : undefined;
}

/**
 * Retries transient failures. Calls `request` with the milliseconds that remain for the response. Rejects
 * with the error of the last attempt, or with a JobSourceError of kind `aborted` as soon as `signal` aborts.
 */
export async function retried<Result>(
  request: (withinMs: number) => Promise<Result>,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<Result> {
  const started = clock.elapsed();
  for (let attempts = 1; ; attempts++) {
    try {
      return await orAborted(request(maxSilenceMs - (clock.elapsed() - started)), signal);
    } catch (error) {
      const wait = waitBefore(failureOf(error), { attempts, silenceMs: clock.elapsed() - started });
      if (signal.aborted || wait === undefined) throw error;
      await clock.sleep(wait, signal).catch(() => {});
    }
    if (signal.aborted) throw aborted();
  }
}

/** In milliseconds. After this time without a page, reading ends. The jobs that were read stay. */
export const maxSilenceMs = 180_000;

const maxAttempts = 6;
const firstWaitMs = 100;
const maxWaitMs = 12_800;
