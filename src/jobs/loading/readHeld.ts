import { failureOf } from '../jobSource.js';
import type { HeldAnswer } from './heldAnswer.js';
import { type PageReading, readPages } from './readPages.js';

/**
 * Reads pages onto the draft of an answer, else onto what is shown. A token that the service no longer takes ends its listing, which then
 * begins again, once. Resolves and throws like {@link readPages}.
 */
export async function readHeldPages(
  held: HeldAnswer,
  options: PageReading,
  signal: AbortSignal,
): Promise<number | undefined> {
  let mayStartAgain = true;
  for (;;) {
    if (held.target().snapshot.place === 'lost') held.startAgain();
    const target = held.target();
    try {
      const outcome = await readPages(target, options, signal);
      if (outcome !== 'startAgain') return outcome;
    } catch (error) {
      const isRefused = failureOf(error).kind === 'invalidParameter';
      const isOfToken = isRefused && target.snapshot.nextToken !== undefined;
      if (signal.aborted || !isOfToken || !mayStartAgain) throw error;
      mayStartAgain = false;
    }
    held.startAgain();
  }
}
