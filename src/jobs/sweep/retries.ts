import { aborted, failureOf, type JobFailure } from '../jobSource.js';
import { type Clock, systemClock } from './clock.js';

/**
 * The milliseconds to wait before the next attempt at a page; undefined if the failure is final: it is not
 * transient, there were enough attempts, or the wait would exceed the maximum silence. A timeout is final,
 * because it has taken long and includes several attempts. Throttling is retried until the maximum silence.
 */
export function waitBefore(
  { kind }: JobFailure,
  past: {
    /** The number of attempts so far. */
    readonly attempts: number;
    /** The milliseconds since the last page, or since the first request. */
    readonly silenceMs: number;
    /** The milliseconds before which no request may be made. */
    readonly restMs?: number;
  },
): number | undefined {
  const { attempts, restMs = 0, silenceMs } = past;
  const mayPass =
    kind === 'throttled' || ((kind === 'network' || kind === 'service') && attempts < maxAttempts);
  const wait = Math.min(maxWaitMs, firstWaitMs * 2 ** (attempts - 1));
  return mayPass && silenceMs + Math.max(wait, restMs) < maxSilenceMs ? wait : undefined;
}

/**
 * Retries transient failures. Calls `ask` with the milliseconds that are left for its answer. Rejects with a
 * JobSourceError, of kind `aborted` when `signal` aborts, whatever the answer.
 */
export async function retried<Answer>(
  ask: (withinMs: number) => Promise<Answer>,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<Answer> {
  const started = clock.elapsed();
  for (let attempts = 1; ; attempts++) {
    try {
      return await orAborted(ask(maxSilenceMs - (clock.elapsed() - started)), signal);
    } catch (error) {
      const wait = waitBefore(failureOf(error), { attempts, silenceMs: clock.elapsed() - started });
      if (signal.aborted || wait === undefined) throw error;
      await clock.sleep(wait, signal).catch(() => {});
    }
    if (signal.aborted) throw aborted();
  }
}

async function orAborted<Answer>(work: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  let leave = () => {};
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(aborted());
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
  });
  try {
    return await Promise.race([work, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** In milliseconds. After so long without a page, reading ends and keeps what it has. */
export const maxSilenceMs = 180_000;

const maxAttempts = 6;
const firstWaitMs = 100;
const maxWaitMs = 12_800;
