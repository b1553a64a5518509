import { setTimeout as sleep } from 'node:timers/promises';
import type { Branch } from './rows.js';

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

/** Loads the first page of a branch if there is none. Resolves to whether it had to load. */
export async function readFirst({ list }: Branch): Promise<boolean> {
  if (list.hasStarted || list.state.name === 'failed') return false;
  await list.loadMore();
  return true;
}

/** Long enough for regions of similar speed to appear together. */
const waitMs = 500;
