/** Lets other pending tasks run. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Yields to the event loop, then returns the result of `part`. */
export async function afterYield<Result>(part: () => Result, pause = yieldToEventLoop): Promise<Result> {
  await pause();
  return part();
}
