/** What was not done in time. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * Does a piece of work that gets a signal to stop, and stops waiting for it in any case once `left` aborts or
 * the milliseconds are over, for not everything that fetches credentials looks at a signal. Rejects with a
 * {@link DeadlineError} or with the reason of `left`.
 */
export async function within<Result>(
  milliseconds: number,
  left: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  left.throwIfAborted();
  const stop = new AbortController();
  let leave = () => {};
  const stopped = new Promise<never>((_, reject) => {
    leave = () => stop.abort(left.reason);
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true });
  });
  const timer = setTimeout(() => stop.abort(new DeadlineError('Not done in time')), milliseconds);
  left.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([stopped, work(stop.signal)]);
  } finally {
    clearTimeout(timer);
    left.removeEventListener('abort', leave);
  }
}
