/** The current time. Tests replace it. */
export interface TimeSource {
  /** Epoch milliseconds. Not for durations, because it jumps when the system clock is set. */
  now(): number;
  /** Milliseconds since an arbitrary start, for durations. Setting the system clock does not change it. */
  elapsed(): number;
}

/** The time, and a way to wait. */
export interface Clock extends TimeSource {
  /** Resolves after this many milliseconds. Rejects with the reason of `signal` if it aborts before. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const now = () => Date.now();
const elapsed = () => performance.now();

/** The time of this machine. Separate from {@link systemClock} to keep that out of the activation bundle. */
export const systemTime: TimeSource = { now, elapsed };

/** The clock of this machine. */
export const systemClock: Clock = {
  now,
  elapsed,
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
