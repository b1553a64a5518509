import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Resolves when all reads are done, or soon after the first: a region that does not answer must not delay the
 * others. Calls `onLate` for each read that ends later. Rejects if a read rejects before that.
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

/** Long enough for regions of similar speed to appear together. */
const waitMs = 500;
