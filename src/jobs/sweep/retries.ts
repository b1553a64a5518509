import { aborted, failureOf, type JobFailure } from '../jobSource.js';
import { type Clock, systemClock } from './clock.js';

/**
 * How long to wait before the next attempt at a page, in milliseconds; undefined where the failure stands: it does not pass by itself, there
 * were enough attempts, or the wait would make the silence too long. A timeout stands, as it has taken long and several attempts already.
 * Throttling passes by waiting alone, so that only the silence ends that.
 */
export function waitBefore(
  { kind }: JobFailure,
  past: {
    /** How many attempts there were. */
    readonly attempts: number;
    /** Milliseconds since the last page came, or since the first was asked for. */
    readonly silenceMs: number;
    /** Milliseconds before which nobody may ask. */
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
 * Asks again after what passes by itself; `ask` is called with the milliseconds that are left for its answer. Rejects with a JobSourceError,
 * of kind `aborted` once `signal` aborts, whatever becomes of the answer.
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

/** Milliseconds without a page after which reading ends with what has come. */
export const maxSilenceMs = 180_000;

const maxAttempts = 6;
const firstWaitMs = 100;
const maxWaitMs = 12_800;
