/** The time, so that a test can make its own. */
export interface TimeSource {
  /** Epoch milliseconds: a time of the calendar. It jumps when the system clock is set, so no span is measured with it. */
  now(): number;
  /** Milliseconds since some start, for spans: setting the system clock does not change it. */
  elapsed(): number;
}

/** The time, and how to wait for a later one. */
export interface Clock extends TimeSource {
  /** Resolves after so many milliseconds; rejects when `signal` aborts before. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const now = () => Date.now();
const elapsed = () => performance.now();

/** The machine's own. Apart from {@link systemClock}, so that the activation does not load what it has no need of. */
export const systemTime: TimeSource = { now, elapsed };

/** The machine's own. */
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
