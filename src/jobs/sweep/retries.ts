import type { JobFailure } from '../jobSource.js';

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

/** Milliseconds without a page after which reading ends with what has come. */
export const maxSilenceMs = 180_000;

const maxAttempts = 6;
const firstWaitMs = 100;
const maxWaitMs = 12_800;
