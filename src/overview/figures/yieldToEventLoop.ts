/** Lets others have their turn. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What `part` answers, once others have had their turn. */
export async function afterTurn<Result>(part: () => Result, pause = yieldToEventLoop): Promise<Result> {
  await pause();
  return part();
}
