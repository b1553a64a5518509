import type { JobFailure } from '../jobSource.js';

/** Whether a failure may be gone by the next request. */
export function mayPass({ kind }: JobFailure): boolean {
  return kind === 'network' || kind === 'service' || kind === 'throttled' || kind === 'timeout';
}

/** How long to wait before the next attempt, in milliseconds; undefined once there were enough. `attempts` is how many there were. */
export function waitBefore(attempts: number): number | undefined {
  return attempts >= mostAttempts ? undefined : firstWaitMs * 2 ** (attempts - 1);
}

const mostAttempts = 6;
const firstWaitMs = 100;
