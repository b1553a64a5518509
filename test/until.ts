import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when the condition holds. If it never does, the test's timeout ends the wait. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}
