/** The time, replaceable in tests. */
export interface TimeSource {
  /** Epoch milliseconds. Jumps when the system clock is set, so durations must not be measured with it. */
  now(): number;
  /** Milliseconds since an arbitrary start, for durations. Setting the system clock does not change it. */
  elapsed(): number;
}

/** The time, and a way to wait. */
export interface Clock extends TimeSource {
  /** Resolves after this many milliseconds. Rejects when `signal` aborts before. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const now = () => Date.now();
const elapsed = () => performance.now();

/** The machine's own time. Separate from {@link systemClock} to keep that out of the activation bundle. */
export const systemTime: TimeSource = { now, elapsed };

/** The machine's own clock. */
export const systemClock: Clock = {
  now,
  elapsed,
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const leave = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', leave);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', leave, { once: true });
    }),
};
