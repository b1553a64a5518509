import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Resolves when all have read, or soon after the first: a region that does not answer keeps no other from being shown. `onLate` is
 * called for each that has read after that. Rejects where a read does before.
 */
export async function readSoon(reads: readonly Promise<unknown>[], onLate = () => {}): Promise<void> {
  let isShown = false;
  const all = Promise.all(
    reads.map(async (read) => {
      await read;
      if (isShown) onLate();
    }),
  );
  const soon = Promise.race(reads).then(() => sleep(waitMs, undefined, { ref: false }));
  await Promise.race([all, soon]);
  isShown = true;
}

/** Regions that answer about as fast come together. */
const waitMs = 500;
